import { expect, test } from 'vitest';
import type { AccountStatus, ShopStatus } from '../../api/commands.gen';
import { formats } from '../../lib/formats';
import { en } from '../../text/en';
import { footLines } from './foot';

const t = en(formats('en-GB'));
const now = new Date(2026, 10, 22, 9, 20).getTime();
const synced = new Date(2026, 10, 22, 9, 12).getTime();

function account(changes: Partial<AccountStatus>): AccountStatus {
  return {
    id: 'a',
    name: 'Bazaar',
    marketplace: 'bazaar',
    baseUrl: 'https://bazaar.example',
    state: 'online',
    sinceAt: now,
    syncedAt: synced,
    reason: null,
    historyDone: true,
    historyMessages: 0,
    setAside: 0,
    ...changes,
  };
}

function shop(changes: Partial<AccountStatus>, more: Partial<ShopStatus> = {}): ShopStatus {
  const accounts = [account(changes)];
  return { name: 'Jade & Clay', accounts, queued: 0, trouble: 0, waiting: 0, ...more };
}

test('offline is calm, says what is queued and since when', () => {
  const lines = footLines(
    shop({ state: 'offline', reason: { kind: 'unreachable' } }, { queued: 2 }),
    t,
    now,
  );
  expect(lines).toEqual({
    tone: 'away',
    head: 'Offline · 2 queued',
    more: ['Synced 09:12. All of it is saved here.'],
  });
});

test('online, what is queued is counted, whether it leaves now or later', () => {
  const lines = footLines(shop({ syncedAt: now }, { queued: 1 }), t, now);
  expect(lines).toMatchObject({ tone: 'good', head: 'Online · 1 queued' });
});

test('the first sync counts what it brings', () => {
  const lines = footLines(shop({ historyDone: false, historyMessages: 1240 }), t, now);
  expect(lines.more).toEqual(['Bringing your history: 1,240 messages']);
});

test('a revoked token is said with its reason', () => {
  const lines = footLines(shop({ state: 'revoked', reason: { kind: 'unauthorized' } }), t, now);
  expect(lines.tone).toBe('trouble');
  expect(lines.head).toBe('Bazaar has stopped');
  expect(lines.more[0]).toBe(t.reason({ kind: 'unauthorized' }));
});

test('what was set aside is a quiet line', () => {
  const lines = footLines(shop({ syncedAt: now, setAside: 3 }), t, now);
  expect(lines.more).toEqual(['Synced just now.', t.foot.setAside(3)]);
});

test('where one of several is offline, it alone is named', () => {
  const accounts = [account({}), account({ id: 'b', name: 'Fair', state: 'offline' })];
  const lines = footLines(shop({}, { accounts, queued: 1 }), t, now);
  expect(lines.tone).toBe('away');
  expect(lines.head).toBe('Fair is offline');
});

test('a disconnected account is at rest: the others speak, and it is mentioned', () => {
  const accounts = [
    account({ syncedAt: now }),
    account({ id: 'b', name: 'Fair', state: 'disconnected' }),
  ];
  const lines = footLines(shop({}, { accounts }), t, now);
  expect(lines).toEqual({
    tone: 'good',
    head: 'Online',
    more: ['Fair is disconnected.', 'Synced just now.'],
  });
});

test('the only account being disconnected is said as such', () => {
  const lines = footLines(shop({ state: 'disconnected', reason: { kind: 'unknown' } }), t, now);
  expect(lines.tone).toBe('away');
  expect(lines.head).toBe('Disconnected');
  expect(lines.more).toEqual(['Synced 09:12. All of it is saved here.']);
});
