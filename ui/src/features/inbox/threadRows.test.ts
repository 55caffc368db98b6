import { expect, test } from 'vitest';
import type {
  OrderSheet,
  OrderStep,
  OutboxEntry,
  ThreadAuthor,
  ThreadItem,
} from '../../api/commands.gen';
import { threadRows, withEntry } from './threadRows';

const noon = new Date(2026, 10, 22, 12, 0).getTime();
const MINUTE = 60_000;

function item(author: ThreadAuthor, at: number): ThreadItem {
  return {
    kind: 'message',
    key: at,
    id: `${author}${at}`,
    author,
    at,
    body: { kind: 'text', text: '.' },
    answers: null,
    read: false,
  };
}

function entry(id: string, state: OutboxEntry['state'], createdAt: number): OutboxEntry {
  return {
    id,
    conversationId: 'a',
    state,
    reason: null,
    act: { kind: 'message', text: '.' },
    subjectId: null,
    text: '.',
    pictures: [],
    answers: null,
    createdAt,
    leavesAt: null,
    nextAt: null,
    editable: true,
    wish: null,
    deletable: false,
    waitsItsTurn: false,
    meanwhile: null,
  };
}

test('a day begins where the date changes', () => {
  const items = [item('buyer', noon - 26 * 60 * MINUTE), item('buyer', noon), item('seller', noon)];
  const rows = threadRows({ items, outbox: [], hasBefore: false, hasAfter: false });
  expect(rows.map((row) => row.day !== null)).toEqual([true, true, false]);
});

test('the edge of a window claims no day', () => {
  const rows = threadRows({
    items: [item('buyer', noon)],
    outbox: [],
    hasBefore: true,
    hasAfter: false,
  });
  expect(rows[0]?.day).toBeNull();
});

test('one breath has one time', () => {
  const items = [
    item('buyer', noon),
    item('buyer', noon + MINUTE),
    item('seller', noon + 2 * MINUTE),
    item('seller', noon + 9 * MINUTE),
  ];
  const rows = threadRows({ items, outbox: [], hasBefore: true, hasAfter: false });
  expect(rows.map((row) => row.timed)).toEqual([false, true, true, true]);
  expect(rows.map((row) => row.joined)).toEqual([false, true, false, false]);
});

test('what has arrived or was given up is not shown as on its way', () => {
  const outbox = [
    entry('1', 'sent', noon),
    entry('2', 'cancelled', noon),
    entry('3', 'held', noon),
    { ...entry('4', 'sent', noon), wish: { kind: 'tooLate', reworded: false } as const },
  ];
  const rows = threadRows({ items: [], outbox, hasBefore: false, hasAfter: false });
  expect(rows.map((row) => row.entry?.id)).toEqual(['3', '4']);
});

test('only the newest line about an order is where something can be done', () => {
  const order: OrderSheet = {
    id: 'o',
    number: '4471',
    lines: [],
    totalMinor: 4800,
    currency: 'EUR',
    state: 'shipped',
    placedAt: noon,
    stateAt: noon,
    deliverTo: '',
    wishes: '',
    card: null,
    mayAsk: false,
    mayShip: false,
    mayRate: false,
    fromBuyer: null,
    fromUs: null,
  };
  const step = (at: number, name: OrderStep): ThreadItem => ({
    ...(item('system', at) as Extract<ThreadItem, { kind: 'message' }>),
    body: { kind: 'order', order, step: name, note: '' },
  });
  const items = [step(noon, 'placed'), step(noon + 1, 'shipped'), item('buyer', noon + 2)];
  const rows = threadRows({ items, outbox: [], hasBefore: false, hasAfter: false });
  expect(rows.map((row) => row.newest)).toEqual([false, true, true]);
});

test('an entry is put at the end once', () => {
  const page = {
    items: [],
    outbox: [entry('a', 'queued', noon)],
    hasBefore: false,
    hasAfter: false,
  };
  const more = withEntry(page, entry('b', 'queued', noon));
  expect(more.outbox.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(withEntry(more, entry('b', 'queued', noon))).toBe(more);
});
