import type { PromiseLine, PromiseTab, UndoneAct } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Talk } from './fakeShop';

type Names =
  | 'promises.list'
  | 'promises.of'
  | 'promises.rate'
  | 'promises.make'
  | 'promises.reword'
  | 'promises.move'
  | 'promises.settle'
  | 'promises.reopen';

const HOUR = 3_600_000;

interface Promises {
  undo: () => UndoneAct | null;
  due: () => { overdue: PromiseLine[]; today: PromiseLine[] };
  answers: AnswersOf<Names>;
}

const textOf = (item: Talk['items'][number]): string =>
  item.kind === 'message' && item.body.kind === 'text' ? item.body.text : '';

/** What the made-up shop owes. */
export function fakePromises(talks: Talk[], now: number, announce: Announce): Promises {
  let all: PromiseLine[] = [];
  let nextId = 1;
  const history: { before: PromiseLine[]; act: UndoneAct }[] = [];
  const add = (
    { head, items }: Talk,
    what: string,
    dueAt: number,
    isFrom: (item: Talk['items'][number]) => boolean,
  ): void => {
    const { id: conversationId, personId, person, avatar } = head;
    const from = items.findLast(isFrom);
    const words = from === undefined ? '' : textOf(from);
    const messageKey = from?.key ?? null;
    const times = { madeAt: now, dueAt, state: 'open', settledAt: null, moves: [] } as const;
    const who = { personId, person, avatar, conversationId, messageKey };
    const line = { id: `w${nextId}`, key: nextId, ...who, words, what, ...times, moves: [] };
    nextId += 1;
    all = [...all, line];
  };
  const [lin, marta, amir] = talks;
  if (lin && marta && amir) {
    const asked = (words: string) => (item: Talk['items'][number]) => textOf(item).includes(words);
    add(lin, 'Hold three celadon sets', now + 5 * HOUR, asked('三个一起买'));
    add(marta, 'Measure the strap', now - 2 * HOUR, asked('strap'));
    add(amir, 'Ask when jasmine is back', now + 50 * HOUR, () => false);
  }
  const change = (act: UndoneAct, next: PromiseLine[]): null => {
    history.push({ before: all, act });
    all = next;
    announce(['promises', 'journal'], null);
    return null;
  };
  const alter = (act: UndoneAct, id: string, to: (one: PromiseLine) => Partial<PromiseLine>) =>
    change(
      act,
      all.map((one) => (one.id === id ? { ...one, ...to(one) } : one)),
    );
  const byDue = () => [...all].sort((a, b) => a.dueAt - b.dueAt);
  const inTab = (tab: PromiseTab) => byDue().filter((one) => tab === 'all' || one.state === tab);
  const count = (tab: PromiseTab) => inTab(tab).length;
  const overdue = () => inTab('open').filter((one) => one.dueAt < Date.now());
  return {
    undo() {
      const last = history.pop();
      if (last === undefined) return null;
      all = last.before;
      announce(['promises', 'journal'], null);
      return last.act;
    },
    due: () => ({
      overdue: overdue(),
      today: inTab('open').filter(
        (one) => one.dueAt >= Date.now() && one.dueAt < Date.now() + 24 * HOUR,
      ),
    }),
    answers: {
      'promises.list': ({ tab }) => ({
        rows: inTab(tab).map((one, key) => ({ ...one, key })),
        ...{ hasBefore: false, hasAfter: false },
      }),
      'promises.of': ({ personId }) => {
        const theirs = byDue().filter((one) => one.personId === personId);
        const open = theirs.filter((one) => one.state === 'open');
        const settled = theirs.filter((one) => one.state !== 'open');
        const keptCount = settled.filter((one) => one.state === 'kept').length;
        const counts = { openCount: open.length, keptCount, settledCount: settled.length };
        return { open, settled, ...counts };
      },
      'promises.rate': () => ({
        ...{ open: count('open'), overdue: overdue().length },
        ...{ kept: count('kept'), late: count('late'), broken: count('broken') },
      }),
      'promises.make': ({ personId, messageId, what, dueAt }) => {
        const talk = talks.find((one) => one.head.personId === personId);
        if (talk === undefined) throw refusal('notFound', personId);
        const before = all;
        add(talk, what.trim(), dueAt, ({ id }) => id === messageId);
        const next = all;
        all = before;
        change('promiseMade', next);
        return { id: next.at(-1)?.id ?? '' };
      },
      'promises.reword': ({ id, what }) => alter('promiseReworded', id, () => ({ what })),
      'promises.move': ({ id, dueAt, why }) =>
        alter('promiseMoved', id, (one) => {
          const times = { fromAt: one.dueAt, toAt: dueAt, movedAt: Date.now() };
          return { dueAt, moves: [...one.moves, { id: String(dueAt), why, ...times }] };
        }),
      'promises.settle': ({ id, kept }) =>
        alter('promiseSettled', id, (one) => ({
          state: !kept ? 'broken' : one.dueAt < Date.now() ? 'late' : 'kept',
          settledAt: Date.now(),
        })),
      'promises.reopen': ({ id }) =>
        alter('promiseReopened', id, () => ({ state: 'open', settledAt: null })),
    },
  };
}
