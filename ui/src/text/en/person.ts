import type { OrderState, PersonStage } from '../../api/commands.gen';
import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';

/** The panel about one buyer. */
export const person = (f: Formats) => ({
  person: {
    label: (name: string) => `About ${name}`,
    about: 'About the buyer',
    open: 'Show what is known about the buyer',
    stage: (stage: PersonStage) => ({ client: 'Client', customer: 'Customer' })[stage],
    since: (stage: PersonStage, at: number) =>
      stage === 'client' ? `client since ${f.month(at)}` : `customer since ${f.month(at)}`,
    on: (account: string) => `on ${account}`,
    speaks: (tag: string) => `speaks ${f.language(tag)}`,
    conversations: (n: number) => {
      if (n >= 20) return '20 conversations or more';
      return n === 1 ? '1 conversation' : `${f.number(n)} conversations`;
    },
    toPage: 'Open their page',
    makeClient: 'Make a client',
    endClient: 'Back to customer',
    madeClient: (name: string) => `${name} is now a client.`,
    endedClient: (name: string) => `${name} is a customer again.`,
    orders: 'Orders',
    orderCount: (n: number) => f.number(n),
    more: (title: string, n: number) => `${title} and ${f.number(n)} more`,
    noOrders: 'Nothing ordered yet.',
    orderState: (state: OrderState, at: number, now: number) => {
      const day = daysBetween(at, now) === 0 ? 'today' : f.date(at, now);
      const word = {
        placed: 'placed',
        shipped: 'sent',
        received: 'received',
        cancelled: 'cancelled',
        unknown: 'changed',
      }[state];
      return `${word} ${day}`;
    },
    fromBuyer: 'What they said of you',
    fromUs: 'What you said of them',
    answered: 'You answered',
    theyAnswered: 'They answered',
    cart: 'In the cart',
  },
});
