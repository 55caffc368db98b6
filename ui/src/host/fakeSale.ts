import type { FeedbackCard, OfferCard, OrderSheet } from '../api/commands.gen';
import { refusal, type AnswersOf } from './fakeAnswers';
import type { Send } from './fakeOutbox';
import { message, type Talk } from './fakeShop';
import { offer, rating, type Dealings } from './fakeTrade';

type Names =
  | 'offers.make'
  | 'offers.counter'
  | 'offers.answer'
  | 'orders.sendCard'
  | 'orders.ship'
  | 'feedback.rate'
  | 'feedback.answer';

type Terms = { quantity: number; priceMinor: number; untilAt: number | null; note: string };

let made = 0;

/** Offers, orders and feedback, as a seller acts on them. */
export function fakeSale(
  people: Dealings[],
  find: (conversation: string) => Talk,
  send: Send,
): AnswersOf<Names> {
  const seek = <T>(pick: (one: Dealings) => T | null | undefined): [Dealings, T] => {
    for (const one of people) {
      const found = pick(one);
      if (found !== null && found !== undefined) return [one, found];
    }
    throw refusal('notFound');
  };
  const offerOf = (id: string) => seek<OfferCard>((one) => one.offers.find((o) => o.id === id));
  const orderOf = (id: string) => seek<OrderSheet>((one) => one.orders.find((o) => o.id === id));

  const propose = (talk: Talk, terms: Terms, step: 'made' | 'countered', at: number): void => {
    const product = talk.head.product;
    const list = (product?.priceMinor ?? 0) * terms.quantity;
    const numbers: [number, number, number] = [terms.quantity, terms.priceMinor, list];
    const name = product?.title ?? '';
    const card = offer(`offer-s${++made}`, 'seller', name, numbers, [at, terms.untilAt]);
    people.find((one) => one.talk === talk)?.offers.push(card);
    const body = { kind: 'offer', offer: card, step, note: terms.note } as const;
    talk.items.push(message('seller', at, body));
  };
  const close = (talk: Talk, card: OfferCard, state: OfferCard['state']): void => {
    card.state = state;
    card.answerable = false;
    talk.head.may.counter = false;
  };

  return {
    'offers.make': ({ conversationId, ...terms }) => {
      const talk = find(conversationId);
      if (terms.priceMinor <= 0) throw refusal('badAmount');
      const currency = talk.head.product?.currency ?? 'EUR';
      return send(talk, { kind: 'offer', currency, ...terms }, null, (at) =>
        propose(talk, terms, 'made', at),
      );
    },
    'offers.counter': ({ offerId, ...terms }) => {
      const [{ talk }, card] = offerOf(offerId);
      card.answerable = false;
      talk.head.may.counter = false;
      const act = { kind: 'counter', currency: card.currency, ...terms } as const;
      return send(talk, act, offerId, (at) => {
        close(talk, card, 'countered');
        propose(talk, terms, 'countered', at);
      });
    },
    'offers.answer': ({ offerId, accept, note }) => {
      const [{ talk }, card] = offerOf(offerId);
      if (card.state !== 'open') throw refusal('offerClosed');
      card.answerable = false;
      talk.head.may.counter = false;
      return send(talk, { kind: accept ? 'accept' : 'decline', note }, offerId, (at) => {
        const step = accept ? 'accepted' : 'declined';
        close(talk, card, step);
        talk.items.push(message('seller', at, { kind: 'offer', offer: card, step, note }));
      });
    },
    'orders.sendCard': ({ orderId, note }) => {
      const [{ talk }, order] = orderOf(orderId);
      order.mayAsk = false;
      return send(talk, { kind: 'orderCard', note }, orderId, (at) => {
        order.card = { state: 'sent', at, note };
        talk.items.push(message('seller', at, { kind: 'order', order, step: 'cardSent', note }));
      });
    },
    'orders.ship': ({ orderId, note }) => {
      const [{ talk }, order] = orderOf(orderId);
      if (order.state !== 'placed') throw refusal('orderClosed');
      Object.assign(order, { mayShip: false, mayAsk: false });
      return send(talk, { kind: 'ship', note }, orderId, (at) => {
        Object.assign(order, { state: 'shipped', stateAt: at });
        talk.items.push(message('system', at, { kind: 'order', order, step: 'shipped', note }));
      });
    },
    'feedback.rate': ({ orderId, rating: stars, text }) => {
      const [{ talk }, order] = orderOf(orderId);
      if (stars < 1 || stars > 5) throw refusal('badRating');
      order.mayRate = false;
      return send(talk, { kind: 'feedback', rating: stars, text }, orderId, (at) => {
        const feedback = rating(`feedback-s${++made}`, 'seller', stars, text, at);
        order.fromUs = feedback;
        talk.items.push(message('seller', at, { kind: 'feedback', feedback }));
      });
    },
    'feedback.answer': ({ feedbackId, text }) => {
      const given = (one: Dealings): FeedbackCard | undefined =>
        one.orders.flatMap((o) => o.fromBuyer ?? []).find((card) => card.id === feedbackId);
      const [{ talk }, card] = seek(given);
      card.mayAnswer = false;
      return send(talk, { kind: 'answer', text }, feedbackId, (at) => {
        card.answer = { text, at };
      });
    },
  };
}
