import type {
  ConversationRow,
  PersonPanel,
  Today,
  TodayCommitments,
  TodayPromises,
  UndoneAct,
} from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Dealings } from './fakeTrade';

type Names =
  'people.panel' | 'people.setClient' | 'people.setKeeper' | 'people.keepers' | 'today.show';

const DAY = 86_400_000;
const SIX = 6;

interface People {
  /** Takes back the newest change of a stage or a keeper; tells which it was. */
  undo: () => UndoneAct | null;
  answers: AnswersOf<Names>;
}

/** Who the buyers are, and the day at a glance. */
export function fakePeople(
  wishes: URLSearchParams,
  people: Dealings[],
  waiting: () => ConversationRow[],
  due: () => TodayPromises,
  commitments: () => TodayCommitments,
  announce: Announce,
): People {
  type Care = Pick<Dealings, 'clientSince' | 'keeper'>;
  const history: { one: Dealings; before: Care; act: UndoneAct }[] = [];
  const set = (one: Dealings, care: Care): void => {
    Object.assign(one, care);
    announce(['clients', 'journal'], null);
  };
  const change = (act: UndoneAct, one: Dealings, care: Care): null => {
    history.push({ one, before: { clientSince: one.clientSince, keeper: one.keeper }, act });
    set(one, care);
    return null;
  };
  const find = (personId: string): Dealings => {
    const one = people.find(({ talk }) => talk.head.personId === personId);
    if (one === undefined) throw refusal('notFound', personId);
    return one;
  };
  return {
    undo() {
      const last = history.pop();
      if (last === undefined) return null;
      set(last.one, last.before);
      return last.act;
    },
    answers: {
      'people.panel': ({ conversationId }) => {
        const one = people.find(({ talk }) => talk.head.id === conversationId);
        if (one === undefined) throw refusal('notFound', conversationId);
        return panelOf(one);
      },
      'people.setClient': ({ personId, client }) => {
        const clientSince = client ? Date.now() : null;
        const act = client ? 'clientMade' : 'clientEnded';
        return change(act, find(personId), { clientSince, keeper: null });
      },
      'people.setKeeper': ({ personId, keeper }) => {
        const one = find(personId);
        const { clientSince } = one;
        if (clientSince === null) throw refusal('notFound', personId);
        return change('keeperSet', one, { clientSince, keeper: keeper.trim() || null });
      },
      'people.keepers': () => [...new Set(people.flatMap(({ keeper }) => keeper ?? []))].sort(),
      'today.show': () => today(wishes, people, waiting(), due(), commitments()),
    },
  };
}

function panelOf(one: Dealings): PersonPanel {
  const { head } = one.talk;
  const orders = one.orders.filter((order) => order.state !== 'cancelled');
  const totalMinor = orders.reduce((sum, order) => sum + order.totalMinor, 0);
  return {
    ...{ id: head.personId, name: head.person, avatar: head.avatar, language: one.language },
    account: head.account,
    stage: one.clientSince === null ? 'customer' : 'client',
    ...{ clientSince: one.clientSince, keeper: one.keeper, firstAt: one.firstAt },
    conversations: head.id === 'c1' ? 3 : 1,
    spent: orders.length === 0 ? [] : [{ currency: 'EUR', totalMinor }],
    orderCount: orders.length,
    orders: one.orders.slice(0, 5),
    feedbackFromBuyer: one.orders.flatMap((order) => order.fromBuyer ?? []).slice(0, 3),
    feedbackFromUs: one.orders.flatMap((order) => order.fromUs ?? []).slice(0, 3),
    cart: one.cart,
  };
}

function today(
  wishes: URLSearchParams,
  people: Dealings[],
  rows: ConversationRow[],
  due: TodayPromises,
  commitments: TodayCommitments,
): Today {
  const since = Date.now() - DAY;
  if (wishes.has('quiet')) {
    const nothing = { offers: [], orders: [], carts: [], feedback: [], toRate: [], trouble: 0 };
    const arrived = { since, messages: 0, orders: 0, feedback: 0, capped: false };
    const promises = { overdue: [], today: [] };
    const commitments = { broken: 0, reviewDue: 0 };
    return { waiting: { rows: [], count: 0 }, ...nothing, promises, commitments, arrived };
  }
  const each = <T>(pick: (one: Dealings) => T[]) =>
    people
      .flatMap((one) => {
        const { id: conversationId, personId, person, avatar } = one.talk.head;
        return pick(one).map((what) => ({ conversationId, personId, person, avatar, what }));
      })
      .slice(0, SIX);
  return {
    waiting: { rows: rows.slice(0, SIX), count: rows.length },
    offers: each((one) => one.offers.filter((o) => o.by === 'buyer' && o.state === 'open')).map(
      ({ what: offer, ...who }) => ({ ...who, offer }),
    ),
    orders: each((one) => one.orders.filter((order) => order.state === 'placed')).map(
      ({ what: order, ...who }) => ({ ...who, order }),
    ),
    carts: each((one) => (one.cart === null ? [] : [one.cart])).map(({ what: cart, ...who }) => ({
      ...who,
      cart,
    })),
    feedback: each((one) =>
      one.orders.flatMap((o) => o.fromBuyer ?? []).filter((card) => card.answer === null),
    )
      .map(({ what: feedback, ...who }) => ({ ...who, feedback }))
      .sort((a, b) => b.feedback.at - a.feedback.at),
    toRate: each((one) => one.orders.filter((order) => order.mayRate)).map(
      ({ what: order, ...who }) => ({ ...who, order }),
    ),
    promises: due,
    commitments,
    trouble: Number(wishes.get('trouble') ?? 0),
    arrived: { since, messages: 8, orders: 1, feedback: 1, capped: wishes.has('capped') },
  };
}
