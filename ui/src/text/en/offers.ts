import type { OfferState, OfferStep, TradeSide } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';
import type { Waited } from '../../lib/waiting';

/** Offers: how they stand, and how one is made. */
export const offers = (f: Formats) => ({
  offer: {
    title: 'Offer',
    pieces: (n: number) => (n === 1 ? '1 piece' : `${f.number(n)} pieces`),
    list: 'List price',
    price: (by: TradeSide): string => (by === 'seller' ? 'Your offer' : 'Their offer'),
    off: (share: number) => f.percent(share),
    until: 'Valid until',
    moment: (at: number) => f.moment(at),
    left: ({ days, hours, minutes }: Waited) => {
      if (days > 0) return days === 1 ? '1 day left' : `${f.number(days)} days left`;
      if (hours > 0) return hours === 1 ? '1 hour left' : `${hours} hours left`;
      return minutes <= 1 ? '1 minute left' : `${minutes} minutes left`;
    },
    over: 'run out',
    waitsForYou: 'Waits for your answer',
    state: (state: OfferState) =>
      ({
        open: 'Waits for an answer',
        countered: 'Answered with another price',
        accepted: 'Accepted',
        declined: 'Declined',
        lapsed: 'Ran out without an answer',
        unknown: 'Settled on the marketplace',
      })[state],
    accept: 'Accept',
    counter: 'Counter',
    decline: 'Decline',
    acceptAt: (price: string) => `Accept ${price}`,
    words: 'A few words, if you like',
    /** A step that is told in one line; `by` made the offer, `ours` says whether we took the step. */
    step: (step: OfferStep, ours: boolean, by: TradeSide, person: string): string => {
      switch (step) {
        case 'accepted':
          return ours ? `You accepted ${person}’s offer` : `${person} accepted your offer`;
        case 'declined':
          return ours ? `You declined ${person}’s offer` : `${person} declined your offer`;
        case 'lapsed':
          return by === 'seller' ? 'Your offer ran out' : `${person}’s offer ran out`;
        case 'made':
        case 'countered':
          return ours ? 'You made an offer' : `${person} made an offer`;
        case 'unknown':
          return 'The offer changed on the marketplace';
      }
    },
    gone: 'This offer is not here any more',
  },
  makeOffer: {
    open: 'Offer',
    title: (person: string) => `Offer to ${person}`,
    counterTitle: (person: string) => `Your price for ${person}`,
    quantity: 'How many',
    price: (currency: string) => `Price for all of them, in ${currency}`,
    stands: 'Valid',
    forever: 'Until it is answered',
    hours: (n: number) => (n === 1 ? '1 hour' : `${f.number(n)} hours`),
    days: (n: number) => (n === 1 ? '1 day' : `${f.number(n)} days`),
    words: 'A few words with it',
    send: 'Send offer',
    badQuantity: 'How many? A whole number from 1 to 9,999.',
    badPrice: 'The price has to be an amount above zero, such as 48 or 48.50.',
    tooLong: (max: number) => `There is room for ${f.number(max)} characters.`,
  },
});
