import type { OutboxAct, OutboxEntry } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import { entry, type Talk } from './fakeShop';

type Names = 'outbox.retry' | 'outbox.edit' | 'outbox.discard';

/** How long a made-up marketplace takes to accept something. */
const ARRIVES_MS = 900;

/** Puts an act on its way; `arrived` is what becomes of it once the marketplace has it. */
export type Send = (
  talk: Talk,
  act: OutboxAct,
  subjectId: string | null,
  arrived: (at: number) => void,
) => OutboxEntry;

/** What is on its way. It only ever arrives with `?account=online`. */
export function fakeOutbox(
  wishes: URLSearchParams,
  talks: Talk[],
  announce: Announce,
): { send: Send; answers: AnswersOf<Names> } {
  let sent = 0;

  const find = (id: string): { talk: Talk; index: number; old: OutboxEntry } => {
    for (const talk of talks) {
      const index = talk.outbox.findIndex((one) => one.id === id);
      const old = talk.outbox[index];
      if (old !== undefined) return { talk, index, old };
    }
    throw refusal('notFound', id);
  };
  const change = (id: string, changes: Partial<OutboxEntry>): OutboxEntry => {
    const { talk, index, old } = find(id);
    const changed = { ...old, ...changes };
    talk.outbox.splice(index, 1, ...(changed.state === 'cancelled' ? [] : [changed]));
    announce(['outbox', 'offers', 'orders', 'feedback'], talk.head.id);
    return changed;
  };

  return {
    send(talk, act, subjectId, arrived) {
      const queued = entry(`s${++sent}`, talk.head.id, act, Date.now(), subjectId);
      talk.outbox.push(queued);
      announce(['outbox', 'drafts', 'conversations', 'offers', 'orders'], talk.head.id);
      if (wishes.get('account') === 'online') {
        setTimeout(() => {
          if (!talk.outbox.some((one) => one.id === queued.id)) return;
          talk.outbox = talk.outbox.filter((one) => one.id !== queued.id);
          talk.lastAt = Date.now();
          talk.head.waitingSince = null;
          arrived(talk.lastAt);
          announce(['outbox', 'messages', 'inbox', 'conversations'], talk.head.id);
          announce(['offers', 'orders', 'feedback'], null);
        }, ARRIVES_MS);
      }
      return queued;
    },
    answers: {
      'outbox.retry': ({ id }) => change(id, { state: 'queued', reason: null }),
      'outbox.edit': ({ id, text }) =>
        change(id, { text, act: { kind: 'message', text }, state: 'queued', reason: null }),
      'outbox.discard': ({ id }) => change(id, { state: 'cancelled' }),
    },
  };
}
