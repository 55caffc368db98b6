import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';

/** The foot of the navigation: how the connection is. */
export const shop = (f: Formats) => ({
  foot: {
    label: 'Connection',
    none: 'Not connected',
    online: 'Online',
    connecting: 'Connecting…',
    offline: 'Offline',
    offlineQueued: (n: number) => `Offline · ${f.number(n)} queued`,
    onlineQueued: (n: number) => `Online · ${f.number(n)} queued`,
    offlineAt: (account: string) => `${account} is offline`,
    disconnected: 'Disconnected',
    disconnectedAt: (account: string) => `${account} is disconnected.`,
    stopped: (account: string) => `${account} has stopped`,
    trouble: (n: number) =>
      n === 1 ? '1 thing was not sent' : `${f.number(n)} things were not sent`,
    syncedNow: 'Synced just now.',
    synced: (at: number, now: number) =>
      daysBetween(at, now) === 0
        ? `Synced ${f.clock(at)}. All of it is saved here.`
        : `Synced ${f.date(at, now)}, ${f.clock(at)}. All of it is saved here.`,
    neverSynced: 'Not synced yet. What you write is saved here.',
    history: (n: number) =>
      n === 1
        ? 'Bringing your history: 1 message'
        : `Bringing your history: ${f.number(n)} messages`,
    setAside: (n: number) =>
      n === 1
        ? '1 change could not be read and is kept aside.'
        : `${f.number(n)} changes could not be read and are kept aside.`,
  },
});
