import type { FeedbackCard, FeedbackMonth, LedgerRow, OrderSheet } from '../api/commands.gen';
import { refusal, type AnswersOf } from './fakeAnswers';
import { entry } from './fakeShop';
import { past, rating, type Dealings } from './fakeTrade';

type Names = 'feedback.ledger' | 'feedback.versions' | 'feedback.months';

const DAY = 86_400_000;
const SAID = ['Handwritten note in the box!', '收到了，质量很好！', 'Exactly as described.', ''];
const GIVEN = ['Paid within the hour.', '爽快的买家，欢迎再来。', 'Patient and clear.', ''];

/** The ledger of the made-up shop: `?feedback=none` has nothing in it, `refused` one that stopped. */
export function fakeLedger(
  wishes: URLSearchParams,
  dealings: Dealings[],
  now: number,
): AnswersOf<Names> {
  dealings.slice(6, 306).forEach((one, i) => one.orders.push(longAgo(i, now)));
  const wish = wishes.get('feedback');
  if (wish === 'refused') refuse(dealings, now);
  const all = (): LedgerRow[] =>
    wish === 'none' ? [] : dealings.flatMap(rowsOf).sort((a, b) => a.key - b.key);
  return {
    'feedback.ledger': ({ tab, month, at, before, after }) => {
      if (wish === 'failed') throw refusal('internal');
      const rows = all();
      const open = ({ feedback }: LedgerRow) => feedback.by === 'buyer' && feedback.answer === null;
      const shown = rows.filter((row) => {
        const { by, at: given } = row.feedback;
        if (month !== null && monthOf(given) !== monthOf(month)) return false;
        if (tab === 'toAnswer') return open(row);
        return tab === 'all' || (tab === 'fromBuyers') === (by === 'buyer');
      });
      const place = at === null ? 0 : shown.findIndex(({ key }) => key >= at);
      const start = place < 0 ? shown.length : place;
      const [first, end] = [Math.max(0, start - before), Math.min(shown.length, start + after)];
      return {
        rows: shown.slice(first, end),
        ...{ hasBefore: first > 0, hasAfter: end < shown.length },
        toAnswer: rows.filter(open).length,
      };
    },
    'feedback.versions': () => [
      {
        ...{ revision: 4, rating: 3, text: '收到了，但是盒子压坏了。' },
        ...{ answer: '很抱歉，马上补发。', untilAt: now - 50 * DAY },
      },
      { revision: 2, rating: 3, text: '收到了。', answer: null, untilAt: now - 53 * DAY },
    ],
    'feedback.months': () => monthsOf(all(), now),
  };
}

function longAgo(i: number, now: number): OrderSheet {
  const at = now - (9 + i * 1.4) * DAY;
  const [stars, days] = [i % 11 === 3 ? 3 : i % 4 === 1 ? 4 : 5, i % 3 === 0 ? 3 : 0.4];
  const theirs = rating(`f-x${i}`, 'buyer', stars, SAID[i % SAID.length] ?? '', at + 5 * DAY);
  theirs.mayAnswer = false;
  theirs.answer = { text: 'Thank you!', at: theirs.at + days * DAY };
  const ours = rating(`f-y${i}`, 'seller', 5, GIVEN[i % GIVEN.length] ?? '', at + 6 * DAY);
  return past(`${3900 - i}`, ['Oolong sampler', 1, 1850], at, { fromBuyer: theirs, fromUs: ours });
}

/** An answer that the marketplace did not take. */
function refuse([lin]: Dealings[], now: number): void {
  const act = { kind: 'answer', text: '谢谢！下次给您带一小包新茶。' } as const;
  lin?.talk.outbox.push({
    ...entry('o-refused', lin.talk.head.id, act, now - DAY, 'f-tin'),
    state: 'rejected',
    reason: { kind: 'refused', detail: 'Ratings can be answered for 60 days.' },
  });
}

function rowsOf({ talk, clientSince, orders }: Dealings): LedgerRow[] {
  const { id: conversationId, personId, person, avatar } = talk.head;
  return orders.flatMap((order, key) =>
    [order.fromBuyer, order.fromUs].flatMap((card): LedgerRow[] => {
      if (card === null) return [];
      const mine = talk.outbox.filter(
        ({ subjectId, act }) =>
          subjectId === card.id || (subjectId === order.id && act.kind === 'feedback'),
      );
      const inReturn: FeedbackCard | null = card.by === 'buyer' ? order.fromUs : order.fromBuyer;
      // The threads' own cards forget that something may be done again once it was taken back.
      const waits = (kind: string): boolean => mine.some(({ act }) => act.kind === kind);
      const mayAnswer = card.by === 'buyer' && card.answer === null && !waits('answer');
      const mayRate = order.state === 'received' && order.fromUs === null && !waits('feedback');
      return [
        {
          key: -(card.at * 1024 + (card.by === 'buyer' ? 0 : 1)),
          feedback: { ...card, mayAnswer },
          ...{ personId, person, avatar, client: clientSince !== null, conversationId },
          product: order.lines[0]?.title ?? null,
          order: {
            id: order.id,
            number: order.number,
            at: { at: order.placedAt, key },
            mayRate,
            inReturn,
          },
          earlier: card.id === 'f-tray' ? 2 : 0,
          leaving: mine,
        },
      ];
    }),
  );
}

const monthOf = (at: number): number => {
  const day = new Date(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth());
};

function monthsOf(rows: LedgerRow[], now: number): FeedbackMonth[] {
  const day = new Date(now);
  return Array.from({ length: 12 }, (_, i) => {
    const startAt = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 11 + i);
    const given = rows
      .map(({ feedback }) => feedback)
      .filter(({ by, at }) => by === 'buyer' && monthOf(at) === startAt);
    const soon = given.filter(({ at, answer }) => answer !== null && answer.at - at <= DAY);
    const stars = given.reduce((sum, card) => sum + card.rating, 0);
    const counts = { ratings: given.length, stars, answerable: given.length };
    return { startAt, ...counts, answeredWithinDay: soon.length };
  });
}
