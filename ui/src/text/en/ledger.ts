import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';

/** A month is told by its middle: it begins and ends by UTC, wherever the reader is. */
const MIDDLE_MS = 14 * 86_400_000;

/** The ledger of ratings in both directions. */
export const ledger = (f: Formats) => ({
  ledger: {
    title: 'Feedback',
    more: 'both ways, nothing removed',
    list: 'Ratings, newest first',
    tabs: 'Which ratings',
    toAnswer: 'To answer',
    fromBuyers: 'From buyers',
    fromUs: 'From us',
    all: 'All',
    count: (n: number) => f.number(n),
    emptyToAnswer: 'Every rating has its answer.',
    emptyToAnswerMore: 'New ones appear here by themselves.',
    emptyFromBuyers: 'No buyer has rated you yet.',
    emptyFromUs: 'You have not rated a buyer yet.',
    emptyMore: 'Ratings come once an order has arrived.',
    emptyMonth: 'Nothing was given in this month.',
    given: (at: number, now: number) => {
      const days = daysBetween(at, now);
      if (days <= 0) return f.clock(at);
      return days === 1 ? `Yesterday, ${f.clock(at)}` : f.date(at, now);
    },
    order: (number: string) => `Order ${number}`,
    conversation: 'Conversation',
    openConversation: (person: string) => `Open the conversation with ${person}`,
    openPerson: (person: string) => `Open the page of ${person}`,
    openOrder: (number: string, person: string) => `Show order ${number} on the page of ${person}`,
    rate: 'Rate the buyer',
    theySaid: 'They said',
    weSaid: 'We said about them',
    nothingYet: 'nothing yet',
    earlier: (n: number) =>
      n >= 20
        ? 'Earlier versions'
        : n === 1
          ? '1 earlier version'
          : `${f.number(n)} earlier versions`,
    until: (at: number | null, now: number) =>
      at === null ? 'before' : `until ${f.date(at, now)}`,
    answerThen: 'Answered then',
    answered: (person: string) => `Your answer to ${person} is saved.`,
    rated: (person: string) => `Your rating of ${person} is saved.`,
    takeBack: 'Take back',
    takenBack: 'Taken back. Your words are in the field again.',
    months: 'Twelve months',
    average: (stars: number) => f.number(Math.round(stars * 100) / 100),
    ofBuyers: (n: number) => (n === 1 ? 'from 1 rating' : `from ${f.number(n)} ratings`),
    noMonths: 'No ratings in these months.',
    theirRating: 'their rating of us',
    withinDay: 'answered within a day',
    monthRange: 'Each column opens its ratings.',
    month: (at: number) => f.month(at + MIDDLE_MS),
    monthLabel: (
      at: number,
      ratings: number,
      average: number | null,
      answered: number | null,
    ): string => {
      const month = f.month(at + MIDDLE_MS);
      if (average === null) return `${month}: no ratings`;
      const stars = f.number(Math.round(average * 100) / 100);
      const from = ratings === 1 ? '1 rating' : `${f.number(ratings)} ratings`;
      const share = answered === null ? '' : `, ${f.share(answered)} answered within a day`;
      return `${month}: ${stars} of 5 stars from ${from}${share}`;
    },
    onlyMonth: (at: number) => `Only ${f.month(at + MIDDLE_MS)}`,
    everything: 'Show all months',
  },
});
