import type { ConversationRow, PersonPanel, Today, TodayPromises } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Dealings } from './fakeTrade';

type Names = 'people.panel' | 'people.setClient' | 'today.show';

const DAY = 86_400_000;
const SIX = 6;

interface People {
  /** Takes back the newest change of a stage; tells which it was. */
  undo: () => 'clientMade' | 'clientEnded' | null;
  answers: AnswersOf<Names>;
}

/** Who the buyers are, and the day at a glance. */
export function fakePeople(
  wishes: URLSearchParams,
  people: Dealings[],
  waiting: () => ConversationRow[],
  due: () => TodayPromises,
  announce: Announce,
): People {
  let changed: { one: Dealings; before: number | null } | null = null;
  const set = (one: Dealings, since: number | null): void => {
    one.clientSince = since;
    announce(['clients', 'journal'], null);
  };
  return {
    undo() {
      if (changed === null) return null;
      const { one, before } = changed;
      changed = null;
      set(one, before);
      return before === null ? 'clientMade' : 'clientEnded';
    },
    answers: {
      'people.panel': ({ conversationId }) => {
        const one = people.find(({ talk }) => talk.head.id === conversationId);
        if (one === undefined) throw refusal('notFound', conversationId);
        return panelOf(one);
      },
      'people.setClient': ({ personId, client }) => {
        const one = people.find(({ talk }) => talk.head.personId === personId);
        if (one === undefined) throw refusal('notFound', personId);
        changed = { one, before: one.clientSince };
        set(one, client ? Date.now() : null);
        return null;
      },
      'today.show': () => today(wishes, people, waiting(), due()),
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
    ...{ clientSince: one.clientSince, firstAt: one.firstAt },
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
): Today {
  const since = Date.now() - DAY;
  if (wishes.has('quiet')) {
    const nothing = { offers: [], orders: [], carts: [], feedback: [], toRate: [], trouble: 0 };
    const arrived = { since, messages: 0, orders: 0, feedback: 0, capped: false };
    const promises = { overdue: [], today: [] };
    return { waiting: { rows: [], count: 0 }, ...nothing, promises, arrived };
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
    trouble: Number(wishes.get('trouble') ?? 0),
    arrived: { since, messages: 8, orders: 1, feedback: 1, capped: wishes.has('capped') },
  };
}
