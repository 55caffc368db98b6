import type { OutboxEntry } from '../api/commands.gen';
import { entry, type Talk } from './fakeShop';

const MINUTE = 60_000;

/** What an entry is in each state that lasts, so that all of them can be looked at. */
const STATES: readonly Partial<OutboxEntry>[] = [
  {
    state: 'held',
    reason: { kind: 'stale' },
    text: 'The green one is on its way to you.',
    meanwhile: {
      messages: [
        { key: 1, at: Date.now() - 4 * MINUTE, text: 'Sorry, the blue one after all!' },
        { key: 2, at: Date.now() - 3 * MINUTE, text: '' },
        { key: 3, at: Date.now() - 2 * MINUTE, text: 'Like this one. Can you still change it?' },
      ],
      more: 2,
      order: { number: '4471', state: 'cancelled' },
    },
  },
  { state: 'held', reason: { kind: 'notSeen' }, text: 'It leaves tomorrow.' },
  { state: 'rejected', reason: { kind: 'refused', detail: 'Leave out telephone numbers.' } },
  { state: 'sent', wish: { kind: 'tooLate', reworded: true }, deletable: true },
  { state: 'uncertain', reason: { kind: 'notSeen' }, editable: false },
  { state: 'uncertain', editable: false, wish: { kind: 'takeBack' } },
  { state: 'sending', editable: false, wish: { kind: 'reword', text: 'I have two of them left.' } },
  { state: 'queued', reason: { kind: 'serverFailed' }, nextAt: Date.now() + 3 * MINUTE },
  { state: 'scheduled', leavesAt: Date.now() + 20 * 60 * MINUTE },
  { act: { kind: 'delete' }, text: '', editable: false, wish: { kind: 'takeBack' } },
  {
    state: 'held',
    reason: { kind: 'stale' },
    text: '',
    act: {
      kind: 'offer',
      quantity: 2,
      priceMinor: 8800,
      currency: 'EUR',
      untilAt: Date.now() + 24 * 60 * MINUTE,
      note: 'Both of them, with free postage.',
    },
    meanwhile: {
      messages: [{ key: 1, at: Date.now() - MINUTE, text: 'Could you do 85 for both?' }],
      more: 0,
      order: null,
    },
  },
];

/** Puts an entry of each state into the first conversations. */
export function showAllStates(talks: Talk[]): void {
  STATES.forEach((state, index) => {
    const talk = talks[index % 2];
    if (talk === undefined) return;
    const text = state.text ?? 'Thank you for asking. Yes, I still have two of them.';
    const at = Date.now() - (12 - index) * MINUTE;
    const made = entry(`state${index}`, talk.head.id, { kind: 'message', text }, at);
    talk.outbox.push({ ...made, ...state, text: state.text ?? text });
  });
}
