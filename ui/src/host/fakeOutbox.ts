import type { OutboxAct, OutboxEntry, OutboxPart } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import { entry, type Talk } from './fakeShop';

type Names =
  | 'outbox.list'
  | 'outbox.retry'
  | 'outbox.edit'
  | 'outbox.discard'
  | 'outbox.acknowledge'
  | 'outbox.delete';

const STOPPED: ReadonlySet<OutboxEntry['state']> = new Set(['held', 'rejected']);

/** How long a made-up marketplace takes to accept something. */
const ARRIVES_MS = 900;

/** Where in the outbox an entry is listed. */
function partOf({ state }: OutboxEntry): OutboxPart {
  if (state === 'scheduled') return 'later';
  return state === 'held' || state === 'rejected' || state === 'sent' ? 'stopped' : 'leaving';
}

/**
 * Puts an act on its way; `arrived` is what becomes of it once the marketplace has it. It stays for so
 * many milliseconds so that it can be undone.
 */
export type Send = (
  talk: Talk,
  act: OutboxAct,
  subjectId: string | null,
  arrived: (at: number) => void,
  stays?: number,
) => OutboxEntry;

/** What is on its way. It only ever arrives with `?account=online`. */
export function fakeOutbox(
  wishes: URLSearchParams,
  talks: Talk[],
  announce: Announce,
): { send: Send; stopped: () => number; answers: AnswersOf<Names> } {
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
    stopped: () =>
      talks.flatMap(({ outbox }) => outbox).filter(({ state }) => STOPPED.has(state)).length,
    send(talk, act, subjectId, arrived, stays = 0) {
      const now = Date.now();
      const queued = entry(`s${++sent}`, talk.head.id, act, now, subjectId);
      if (stays > 0) queued.leavesAt = now + stays;
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
        }, stays + ARRIVES_MS);
      }
      return queued;
    },
    answers: {
      'outbox.list': ({ part, limit }) => {
        const rows = talks.flatMap((talk) =>
          talk.outbox
            .filter((one) => partOf(one) === part)
            .map((one) => ({
              entry: one,
              person: talk.head.person,
              avatar: null,
              product: talk.head.product?.title ?? null,
              account: talk.head.account,
            })),
        );
        return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
      },
      'outbox.retry': ({ id }) => change(id, { state: 'queued', reason: null }),
      'outbox.edit': ({ id, text }) =>
        change(id, { text, act: { kind: 'message', text }, state: 'queued', reason: null }),
      'outbox.discard': ({ id }) => change(id, { state: 'cancelled' }),
      'outbox.acknowledge': ({ id }) => change(id, { state: 'cancelled' }),
      'outbox.delete': ({ id }) => change(id, { state: 'cancelled' }),
    },
  };
}
