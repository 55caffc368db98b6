import type { Formats } from '../../lib/formats';
import type { Waited } from '../../lib/waiting';

/** The day at a glance. */
export const today = (f: Formats) => {
  const counted = (n: number, capped: boolean, one: string, many: string) => {
    const number = capped && n >= 200 ? `${f.number(n)}+` : f.number(n);
    return `${number} ${n === 1 ? one : many}`;
  };
  return {
    today: {
      title: 'Today',
      day: (at: number) => f.day(at),
      since: 'Since this time yesterday',
      messages: (n: number, capped: boolean) => counted(n, capped, 'message', 'messages'),
      ordered: (n: number, capped: boolean) => counted(n, capped, 'order', 'orders'),
      ratings: (n: number, capped: boolean) => counted(n, capped, 'rating', 'ratings'),
      trouble: (n: number) =>
        n === 1
          ? 'One thing you sent did not arrive.'
          : `${f.number(n)} things you sent did not arrive.`,
      toOutbox: 'Go to the outbox',
      waiting: 'Waiting longest',
      waitingCount: (n: number) => f.number(n),
      allWaiting: (n: number) => `All ${f.number(n)} in the inbox`,
      offers: 'Offers to answer',
      orders: 'Orders to send',
      carts: 'Carts left open',
      feedback: 'Ratings to answer',
      toRate: 'Buyers to rate',
      placed: (ago: string) => `placed ${ago}`,
      received: (ago: string) => `received ${ago}`,
      left: (ago: string) => `left ${ago}`,
      corrected: 'has a correction',
      nothing: 'Nobody waits.',
      nothingMore: 'No offers, orders or ratings need you either. Enjoy the calm.',
      ago: ({ days, hours, minutes }: Waited) => {
        if (days > 0) return days === 1 ? '1 day ago' : `${f.number(days)} days ago`;
        if (hours > 0) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
        return minutes > 0 ? `${minutes} min ago` : 'just now';
      },
    },
  };
};
