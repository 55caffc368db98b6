import type { OutboxEntry, ThreadItem, ThreadPage } from '../../api/commands.gen';
import { dayOf } from '../../lib/days';

/** Messages of one author within this time are one breath: the last of them carries the time. */
const BREATH_MS = 3 * 60_000;

export interface ThreadRow {
  /** A name that the row keeps. */
  id: string;
  /** The order key; null for what has not arrived. */
  key: number | null;
  /** The day that begins with this row. */
  day: number | null;
  /** Whether it follows closely on the row before. */
  joined: boolean;
  /** Whether it shows its time. */
  timed: boolean;
  /** Whether nothing below it speaks of the same offer or order. */
  newest: boolean;
  item: ThreadItem | null;
  entry: OutboxEntry | null;
}

/** Whether it is no longer under way, and there is nothing left to be told about it. */
function isGone({ state, wish }: OutboxEntry): boolean {
  return state === 'cancelled' || (state === 'sent' && wish === null);
}

/** The page with an entry at its end, unless it is already there. */
export function withEntry(page: ThreadPage, entry: OutboxEntry): ThreadPage {
  if (page.outbox.some((one) => one.id === entry.id)) return page;
  return { ...page, outbox: [...page.outbox, entry] };
}

/** The rows of a thread: days put between, breaths joined, what is on its way at the end. */
export function threadRows({ items, outbox, hasBefore }: ThreadPage): ThreadRow[] {
  const newest = new Map(items.map((item) => [subjectOf(item), item.id]));
  const rows = items.map((item, index): ThreadRow => {
    const before = items[index - 1];
    const after = items[index + 1];
    // At the edge of a window nobody knows whether a day begins; a guess would be taken back when
    // older rows come, and everything below would move.
    const newDay = before === undefined ? !hasBefore : dayOf(before.at) !== dayOf(item.at);
    return {
      id: item.id,
      key: item.key,
      day: newDay ? item.at : null,
      joined: !newDay && before !== undefined && oneBreath(before, item),
      timed: after === undefined || dayOf(after.at) !== dayOf(item.at) || !oneBreath(item, after),
      newest: newest.get(subjectOf(item)) === item.id,
      item,
      entry: null,
    };
  });
  let last = items.at(-1)?.at ?? null;
  for (const entry of outbox) {
    if (isGone(entry)) continue;
    const newDay = last === null || dayOf(last) < dayOf(entry.createdAt);
    last = Math.max(last ?? entry.createdAt, entry.createdAt);
    rows.push({
      id: `outbox:${entry.id}`,
      key: null,
      day: newDay ? entry.createdAt : null,
      joined: false,
      timed: true,
      newest: true,
      item: null,
      entry,
    });
  }
  return rows;
}

/** The offer or order that an item speaks of; itself where it speaks of none. */
function subjectOf(item: ThreadItem): string {
  if (item.kind !== 'message') return item.id;
  if (item.body.kind === 'offer') return item.body.offer?.id ?? item.id;
  return item.body.kind === 'order' ? (item.body.order?.id ?? item.id) : item.id;
}

/** Whether it stands for itself, with a time of its own. */
function isCard({ body }: Extract<ThreadItem, { kind: 'message' }>): boolean {
  return body.kind === 'offer' || body.kind === 'order' || body.kind === 'feedback';
}

function oneBreath(earlier: ThreadItem, later: ThreadItem): boolean {
  if (earlier.kind !== 'message' || later.kind !== 'message') return false;
  if (isCard(earlier) || isCard(later)) return false;
  return earlier.author === later.author && later.at - earlier.at < BREATH_MS;
}
