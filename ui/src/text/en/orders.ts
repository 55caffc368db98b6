import type { OrderCardState, OrderState, OrderStep } from '../../api/commands.gen';
import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';

/** Orders and ratings. */
export const orders = (f: Formats) => ({
  order: {
    title: (number: string) => `Order ${number}`,
    lines: 'What was ordered',
    times: (n: number) => `${f.number(n)} ×`,
    total: 'Total',
    deliverTo: 'Goes to',
    wishes: 'Wishes',
    state: (state: OrderState) =>
      ({
        placed: 'Placed, not sent yet',
        shipped: 'On its way',
        received: 'Received',
        cancelled: 'Cancelled',
        unknown: 'Changed on the marketplace',
      })[state],
    at: (at: number, now: number) => (daysBetween(at, now) === 0 ? f.clock(at) : f.date(at, now)),
    card: (state: OrderCardState) =>
      ({
        sent: 'The buyer was asked to confirm',
        confirmed: 'Confirmed by the buyer',
        corrected: 'The buyer says that something is not right',
        unknown: 'The question to the buyer changed',
      })[state],
    ask: 'Ask to confirm',
    askAgain: 'Ask again',
    ship: 'Mark as shipped',
    rate: 'Rate the buyer',
    askWords: 'What was agreed, if you like',
    shipWords: 'A tracking number or a few words, if you like',
    step: (step: OrderStep, number: string, person: string) =>
      ({
        placed: `Order ${number} placed`,
        cardSent: `You asked ${person} to confirm order ${number}`,
        confirmed: `${person} confirmed order ${number}`,
        corrected: `${person} corrects order ${number}`,
        shipped: `Order ${number} is on its way`,
        received: `${person} received order ${number}`,
        cancelled: `Order ${number} was cancelled`,
        unknown: `Order ${number} changed on the marketplace`,
      })[step],
    gone: 'This order is not here any more',
  },
  feedback: {
    fromBuyer: (person: string) => `${person} rated you`,
    fromUs: (person: string) => `You rated ${person}`,
    stars: (n: number) => `${n} of 5 stars`,
    star: (n: number) => (n === 1 ? '1 star' : `${n} stars`),
    changed: (at: number, now: number) =>
      daysBetween(at, now) === 0 ? `changed ${f.clock(at)}` : `changed ${f.date(at, now)}`,
    yourAnswer: 'You answered',
    theirAnswer: (person: string) => `${person} answered`,
    answer: 'Answer',
    answerWords: 'Your answer, for everybody to read',
    choose: 'How many stars',
    rateWords: 'What you would like to say',
    send: 'Send rating',
    gone: 'This rating is not here any more',
  },
});
