import type { OutboxEntry } from '../../api/commands.gen';
import type { Catalogue } from '../../text/index.svelte';

/** How far ahead the next try has to be to be worth a word. */
const SOON_MS = 5000;

/** Whether it waits for the seller. */
export function isStopped({ state }: OutboxEntry): boolean {
  return state === 'held' || state === 'rejected';
}

/** Whether it stays here for some seconds so that it can be undone. */
export function canUndo({ state, leavesAt }: OutboxEntry, now: number): boolean {
  return state === 'queued' && leavesAt !== null && leavesAt > now;
}

/** Where an entry stands, in words. */
export function standing(entry: OutboxEntry, online: boolean, t: Catalogue, now: number): string {
  const why = whyOf(entry, t);
  switch (entry.state) {
    case 'held':
      return t.outbox.held(why);
    case 'rejected':
      return t.outbox.rejected(why);
    case 'sending':
      return t.outbox.sending;
    case 'uncertain':
      return t.outbox.uncertain;
    case 'scheduled':
      return t.outbox.leavesAt(entry.leavesAt ?? entry.createdAt, now);
    case 'sent':
      return entry.wish?.kind === 'tooLate' && entry.wish.reworded
        ? t.outbox.tooLateReworded
        : t.outbox.tooLate;
    default:
      return `${t.outbox.queued(entry.createdAt, now)} · ${leaves(entry, online, t, now)}`;
  }
}

/** Why it stopped, or why the last try came to nothing; empty where nothing is known. */
export function whyOf({ reason, meanwhile }: OutboxEntry, t: Catalogue): string {
  if (reason === null) return '';
  const news = meanwhile === null || meanwhile.messages.length > 0;
  return reason.kind === 'stale' && !news ? t.outbox.changed : t.reason(reason);
}

/** The words that the seller wants to be said: those that they changed it to, where they did. */
export function lastWords({ wish, text }: OutboxEntry): string {
  return wish?.kind === 'reword' ? wish.text : text;
}

/** What is noted about it until it is known what became of it; empty where nothing is. */
export function wished({ wish }: OutboxEntry, t: Catalogue): string {
  if (wish?.kind === 'takeBack') return t.outbox.takingBack;
  return wish?.kind === 'reword' ? t.outbox.rewording : '';
}

/** When it leaves by itself. */
export function leaves(entry: OutboxEntry, online: boolean, t: Catalogue, now: number): string {
  if (entry.waitsItsTurn) return t.outbox.leavesAfter;
  if (!online) return t.outbox.leavesOnline;
  if (entry.nextAt !== null && entry.nextAt > now + SOON_MS) return t.outbox.nextTry(entry.nextAt);
  return t.outbox.leavesSoon;
}
