import type { UndoneAct } from '../api/commands.gen';
import { daysBetween } from '../lib/days';
import type { Formats } from '../lib/formats';
import type { Waited } from '../lib/waiting';
import { accounts } from './en/accounts';
import { actions } from './en/actions';
import { commitments } from './en/commitments';
import { emoji } from './en/emoji';
import { inbox } from './en/inbox';
import { keeper } from './en/keeper';
import { leaving } from './en/leaving';
import { ledger } from './en/ledger';
import { notifications } from './en/notifications';
import { offers } from './en/offers';
import { orders } from './en/orders';
import { outbox } from './en/outbox';
import { people } from './en/people';
import { permissions } from './en/permissions';
import { person } from './en/person';
import { pictures } from './en/pictures';
import { presence } from './en/presence';
import { promises } from './en/promises';
import { replyPictures } from './en/replyPictures';
import { search } from './en/search';
import { settings } from './en/settings';
import { shop } from './en/shop';
import { today } from './en/today';
import { triage, undoneTriage } from './en/triage';
import { trouble } from './en/trouble';
import { unlock } from './en/unlock';

/** English. Its shape is the catalogue: every other language has to fill all of it. */
export const en = (f: Formats) => ({
  ...accounts(f),
  ...actions(f),
  ...commitments(f),
  ...emoji(),
  ...inbox(f),
  ...search(f),
  ...keeper(),
  ...leaving(),
  ...ledger(f),
  ...notifications(f),
  ...offers(f),
  ...orders(f),
  ...outbox(f),
  ...people(f),
  ...permissions(f),
  ...person(f),
  ...pictures(f),
  ...presence(),
  ...promises(f),
  ...replyPictures(f),
  ...settings(f),
  ...shop(f),
  ...today(f),
  ...triage(f),
  ...trouble(),
  ...unlock(f),
  app: {
    name: 'Rapport',
    navigation: 'Main navigation',
    inbox: 'Inbox',
    waiting: (n: number) => `${f.number(n)} waiting`,
    title: (waiting: number) => (waiting > 0 ? `(${f.number(waiting)}) Rapport` : 'Rapport'),
    marketplaces: (n: number) => (n === 1 ? '1 marketplace' : `${f.number(n)} marketplaces`),
    loading: 'One moment…',
    failed: 'This could not be loaded.',
    tryAgain: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
  },
  time: {
    clock: (at: number) => f.clock(at),
    /** A time in a list: the clock today, a day before that. */
    short: (at: number, now: number) => {
      const days = daysBetween(at, now);
      if (days <= 0) return f.clock(at);
      return days === 1 ? 'Yesterday' : f.date(at, now);
    },
    day: (at: number, now: number) => {
      const days = daysBetween(at, now);
      if (days === 0) return 'Today';
      if (days === 1) return 'Yesterday';
      if (days > 1 && days < 7) return f.weekday(at);
      return f.date(at, now);
    },
    waited: ({ days, hours, minutes }: Waited) => {
      if (days > 0) return hours > 0 ? `${f.number(days)} d ${hours} h` : `${f.number(days)} d`;
      if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} m` : `${hours} h`;
      return minutes > 0 ? `${minutes} m` : 'now';
    },
    waitedLabel: (pill: string) => `waiting: ${pill}`,
  },
  money: (minor: number, currency: string) => f.money(minor, currency),
  toast: {
    label: 'What just happened',
    done: (person: string) => `${person}: marked as done.`,
    reopened: (person: string) => `${person}: open again.`,
    undo: 'Undo',
    undone: (act: UndoneAct) =>
      ({
        replySent: 'Undone: the reply was not sent. Its words are in the draft.',
        noteAdded: 'Undone: the note was removed.',
        noteRemoved: 'Undone: the note is back.',
        markedDone: 'Undone: the conversation is open again.',
        reopened: 'Undone: the conversation is done again.',
        clientMade: 'Undone: they are a customer again.',
        clientEnded: 'Undone: they are a client again.',
        keeperSet: 'Undone: the keeper is who it was before.',
        promiseMade: 'Undone: the promise was not given.',
        promiseReworded: 'Undone: the promise has its old words again.',
        promiseMoved: 'Undone: the promise is due when it had been.',
        promiseSettled: 'Undone: the promise is open again.',
        promiseReopened: 'Undone: the promise is settled again.',
        permissionGranted: 'Undone: the permission was not given.',
        permissionWithdrawn: 'Undone: the permission is in force again.',
        commitmentAdded: 'Undone: the commitment was not added.',
        commitmentReworded: 'Undone: the commitment has its old words again.',
        commitmentDaysSet: 'Undone: the commitment has its old days again.',
        commitmentRetired: 'Undone: the commitment is in force again.',
        commitmentTakenUp: 'Undone: the commitment is retired again.',
        commitmentReviewed: 'Undone: the review was not kept.',
        personNoteAdded: 'Undone: the note was removed.',
        personNoteRemoved: 'Undone: the note is back.',
        ...undoneTriage,
      })[act],
    nothingToUndo: 'There is nothing to undo.',
  },
});

/** Every sentence of the page. */
export type Catalogue = ReturnType<typeof en>;
