import { call, CallError } from '../../api';
import type { FeedbackCard, OfferCard, OrderSheet } from '../../api/commands.gen';
import type { FeedbackActs, OfferActs, OrderActs, Taken } from '../../components/trade/acts';
import { words } from '../../text/index.svelte';

async function taken(act: Promise<unknown>): Taken {
  try {
    await act;
    return null;
  } catch (thrown) {
    return words.t.error(CallError.from(thrown).code);
  }
}

/** What can be done about this offer; `counter` opens the place for another price. */
export function offerActs(
  offer: OfferCard,
  counter: ((offer: OfferCard) => void) | null,
): OfferActs {
  const answer = (accept: boolean, note: string): Taken =>
    taken(call('offers.answer', { offerId: offer.id, accept, note }));
  return {
    accept: (note) => answer(true, note),
    decline: (note) => answer(false, note),
    counter: counter === null ? null : () => counter(offer),
  };
}

/** What can be done about this order. */
export function orderActs({ id: orderId }: OrderSheet): OrderActs {
  return {
    ask: (note) => taken(call('orders.sendCard', { orderId, note })),
    ship: (note) => taken(call('orders.ship', { orderId, note })),
    rate: (rating, text) => taken(call('feedback.rate', { orderId, rating, text })),
  };
}

/** What can be done about this rating. */
export function feedbackActs({ id: feedbackId }: FeedbackCard): FeedbackActs {
  return { answer: (text) => taken(call('feedback.answer', { feedbackId, text })) };
}
