import type { OfferStep, OrderStep, OutboxAct } from '../../api/commands.gen';

/** What is on its way and is no message, and what the list says about steps of a trade. */
export const leaving = () => ({
  leaving: {
    title: (kind: OutboxAct['kind']): string =>
      ({
        message: 'Reply',
        delete: 'You delete a message',
        offer: 'Offer',
        counter: 'Another price',
        accept: 'You accept the offer',
        decline: 'You decline the offer',
        orderCard: 'You ask the buyer to confirm',
        ship: 'You report it as shipped',
        feedback: 'You rate the buyer',
        answer: 'Your answer to the rating',
        other: 'Something else',
      })[kind],
    queued: (leaves: string) => `Queued — ${leaves}`,
    discarded: 'Taken back. Nothing was sent.',
  },
  preview: {
    offer: (step: OfferStep): string =>
      ({
        made: 'Offer',
        countered: 'Another price',
        accepted: 'Offer accepted',
        declined: 'Offer declined',
        lapsed: 'Offer ran out',
        unknown: 'Offer changed',
      })[step],
    order: (step: OrderStep): string =>
      ({
        placed: 'Order placed',
        cardSent: 'Asked to confirm the order',
        confirmed: 'Order confirmed',
        corrected: 'Order corrected',
        shipped: 'Order on its way',
        received: 'Order received',
        cancelled: 'Order cancelled',
        unknown: 'Order changed',
      })[step],
    feedback: 'New rating',
  },
});
