import { expect, test } from 'vitest';
import type { OutboxEntry } from '../../api/commands.gen';
import { en } from '../../text/en';
import { formats } from '../../lib/formats';
import { isStopped, lastWords, standing } from './standing';

const t = en(formats('en'));
const SHIPPED = { more: 0, order: { number: '4471', state: 'shipped' } } as const;
const NOW = new Date(2026, 10, 23, 9, 0).getTime();

function entry(changes: Partial<OutboxEntry>): OutboxEntry {
  return {
    id: '1',
    conversationId: 'a',
    state: 'queued',
    reason: null,
    act: { kind: 'message', text: 'Yes' },
    subjectId: null,
    text: 'Yes',
    pictures: [],
    answers: null,
    createdAt: NOW,
    leavesAt: null,
    nextAt: null,
    editable: true,
    wish: null,
    deletable: false,
    waitsItsTurn: false,
    meanwhile: null,
    ...changes,
  };
}

test.each<[Partial<OutboxEntry>, boolean, string]>([
  [{}, false, 'queued 09:00 · leaves when you are back online'],
  [{}, true, 'queued 09:00 · leaves in a moment'],
  [
    { waitsItsTurn: true },
    true,
    'queued 09:00 · waits for what you decide about the one before it',
  ],
  [{ nextAt: NOW + 1000 }, true, 'queued 09:00 · leaves in a moment'],
  [{ nextAt: NOW + 60_000 }, true, 'queued 09:00 · tried again at 09:01'],
  [
    { createdAt: NOW - 86_400_000 },
    false,
    'queued Nov 22, 09:00 · leaves when you are back online',
  ],
  [{ state: 'scheduled', leavesAt: NOW + 3_600_000 }, true, 'leaves today 10:00'],
  [{ state: 'scheduled', leavesAt: NOW + 86_400_000 }, true, 'leaves tomorrow 09:00'],
  [{ state: 'scheduled', leavesAt: NOW + 2 * 86_400_000 }, true, 'leaves Wed, Nov 25, 09:00'],
  [
    { state: 'held', reason: { kind: 'stale' }, meanwhile: { ...SHIPPED, messages: [] } },
    true,
    `Held back. ${t.outbox.changed}`,
  ],
  [
    { state: 'held', reason: { kind: 'soldOut' } },
    true,
    `Held back. ${t.reason({ kind: 'soldOut' })}`,
  ],
  [
    { state: 'sent', wish: { kind: 'tooLate', reworded: true } },
    true,
    'It had arrived before you changed it. Your new words are in the draft.',
  ],
])('%o stands as it is', (changes, online, words) => {
  expect(standing(entry(changes), online, t, NOW)).toBe(words);
});

test('what is changed again begins with the words that were wanted last', () => {
  expect(lastWords(entry({}))).toBe('Yes');
  expect(lastWords(entry({ wish: { kind: 'reword', text: 'Gladly' } }))).toBe('Gladly');
});

test('what stopped waits for the seller', () => {
  expect(isStopped(entry({ state: 'held' }))).toBe(true);
  expect(isStopped(entry({ state: 'sent' }))).toBe(false);
});
