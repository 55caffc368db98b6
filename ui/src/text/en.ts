import type { ErrorCode, Reason, UndoneAct } from '../api/commands.gen';
import { daysBetween } from '../lib/days';
import type { Formats } from '../lib/formats';
import type { Waited } from '../lib/waiting';
import { accounts } from './en/accounts';
import { commitments } from './en/commitments';
import { keeper } from './en/keeper';
import { leaving } from './en/leaving';
import { ledger } from './en/ledger';
import { offers } from './en/offers';
import { orders } from './en/orders';
import { people } from './en/people';
import { permissions } from './en/permissions';
import { person } from './en/person';
import { pictures } from './en/pictures';
import { presence } from './en/presence';
import { promises } from './en/promises';
import { settings } from './en/settings';
import { shop } from './en/shop';
import { today } from './en/today';

/** English. Its shape is the catalogue: every other language has to fill all of it. */
export const en = (f: Formats) => ({
  ...accounts(f),
  ...commitments(f),
  ...keeper(),
  ...leaving(),
  ...ledger(f),
  ...offers(f),
  ...orders(f),
  ...people(f),
  ...permissions(f),
  ...person(f),
  ...pictures(f),
  ...presence(),
  ...promises(f),
  ...settings(),
  ...shop(f),
  ...today(f),
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
  inbox: {
    list: 'Conversations',
    tabs: 'Which conversations',
    waiting: 'Waiting',
    open: 'Open',
    done: 'Done',
    count: (n: number) => f.number(n),
    emptyWaiting: 'Nobody waits.',
    emptyWaitingMore: 'Every question has an answer. New ones appear here by themselves.',
    emptyOpen: 'No open conversations.',
    emptyOpenMore: 'When a buyer writes, the conversation appears here.',
    emptyDone: 'Nothing is done yet.',
    emptyDoneMore: 'What you mark as done is kept here.',
    you: 'You: ',
    picture: 'Picture',
    unknownKind: 'A message of a new kind',
    draft: 'Draft',
    queued: 'Answer queued',
    trouble: 'Not sent',
  },
  thread: {
    label: 'Conversation',
    messages: 'Messages',
    choose: 'Choose a conversation',
    chooseMore: 'It opens here. The keys j and k move through the list.',
    about: (person: string, account: string) => `${person} on ${account}`,
    stock: (n: number) => (n === 0 ? 'sold out' : `${f.number(n)} in stock`),
    done: 'Done',
    reopen: 'Reopen',
    doneAt: (at: number, now: number) =>
      daysBetween(at, now) === 0 ? `done ${f.clock(at)}` : `done ${f.date(at, now)}`,
    closed: 'closed',
    empty: 'No messages yet.',
    emptyMore: 'What you and the buyer write appears here.',
    older: 'Loading older messages…',
    newest: 'Jump to newest',
    note: 'Private note',
    picture: (person: string) => `Picture from ${person}`,
    ownPicture: 'Picture from you',
    unknown: 'A message of a kind that this version cannot show yet',
    from: (author: string, clock: string) => `${author}, ${clock}`,
    you: 'You',
    read: 'read',
    link: 'Open this address in your browser?',
    linkMore: 'It was sent to you. Check that it leads where you expect.',
    openLink: 'Open',
  },
  outbox: {
    queued: (at: number) => `queued ${f.clock(at)}`,
    leavesOnline: 'leaves when you are back online',
    leavesSoon: 'leaves in a moment',
    sending: 'sending…',
    uncertain: 'sent, waiting for the marketplace to confirm',
    held: (why: string) => `Held back. ${why}`,
    rejected: (why: string) => `Not accepted. ${why}`,
    edit: 'Edit',
    retry: 'Retry',
    discard: 'Discard',
    save: 'Save and send',
    editLabel: 'Your reply',
    discarded: 'Reply discarded.',
    label: 'Your reply, not sent yet',
  },
  composer: {
    modes: 'What to write',
    reply: 'Reply',
    note: 'Private note',
    replyLabel: (person: string) => `Reply to ${person}`,
    noteLabel: 'Private note, seen only by you',
    replyPlaceholder: (person: string) => `Write to ${person}…`,
    notePlaceholder: 'Write down what only you should know…',
    send: 'Send',
    save: 'Save note',
    hint: 'Enter sends, Shift + Enter starts a new line',
    noteHint: 'Never sent. Only you can see it.',
    count: (length: number, max: number) => `${f.number(length)} / ${f.number(max)}`,
    over: (over: number, max: number) =>
      `This marketplace takes ${f.number(max)} characters. ${
        over === 1 ? '1 character' : `${f.number(over)} characters`
      } too many.`,
    closed: 'This conversation is closed, so replies are not possible. Notes still are.',
    cannotSend: 'Replies cannot be sent from this account. Notes still work.',
    noteSaved: 'Note saved.',
    draftNotSaved: 'This draft is not saved yet. It is tried again by itself.',
  },
  search: {
    label: 'Search messages',
    placeholder: 'Search messages',
    clear: 'Clear search',
    results: 'Search results',
    empty: 'Nothing found.',
    emptyMore: 'Try fewer letters, or another word from the message.',
    more: 'Loading more…',
  },
  keys: {
    title: 'Keys',
    more: 'They work while no text field is in use.',
    open: 'Show the keys',
    next: 'Next conversation',
    previous: 'Previous conversation',
    reply: 'Write a reply',
    note: 'Write a private note',
    done: 'Done, or open again',
    undo: 'Undo the last step',
    search: 'Search',
    leave: 'Leave a field or the search',
    today: 'Go to Today',
    inbox: 'Go to the inbox',
    settings: 'Go to the settings',
    help: 'This list',
  },
  toast: {
    label: 'What just happened',
    done: (person: string) => `${person}: marked as done.`,
    reopened: (person: string) => `${person}: open again.`,
    undo: 'Undo',
    undone: (act: UndoneAct) =>
      ({
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
      })[act],
    nothingToUndo: 'There is nothing to undo.',
  },
  unlock: {
    chooseTitle: 'Choose a passphrase',
    chooseIntro:
      'This computer offers no safe place for keys, so a passphrase protects everything Rapport stores. You enter it at each start. Nobody can bring it back for you.',
    passphrase: 'Passphrase',
    repeat: 'Repeat it',
    lengthHint: (min: number) => `At least ${f.number(min)} characters. A short sentence is good.`,
    tooShort: (min: number) => `Please choose at least ${f.number(min)} characters.`,
    different: 'The two are not the same.',
    choose: 'Start with this passphrase',
    enterTitle: 'Welcome back',
    enterIntro: 'Enter your passphrase to open what is stored on this computer.',
    enter: 'Open',
    opening: 'Opening…',
    keyMissingTitle: 'The key to your store is missing',
    keyMissing:
      'Your conversations are here and untouched, but the keyring of this computer does not hold the key that opens them. Rapport does not make a new key, because it would lock you out for good.',
    keyMissingDo:
      'Unlock the keyring or sign in as the same user as before, then try again. If you moved to a new computer, restore the keyring along with it.',
    wrongKeyTitle: 'The key does not fit',
    wrongKey:
      'Your conversations are here and untouched, but the key that was found belongs to another store.',
    wrongKeyDo: 'If you copied the store from elsewhere, bring its key along. Then try again.',
    newerTitle: 'This store is newer than the program',
    newer:
      'A newer version of Rapport has written it. To keep it whole, this version leaves it alone.',
    newerDo: 'Install the newest version of Rapport, then open it again.',
    brokenTitle: 'The store cannot be read',
    broken: 'The file that holds your conversations is damaged. Nothing was deleted.',
    brokenDo:
      'Close the program and keep a copy of its data folder. Put a backup back in its place if you have one; what the marketplace knows can be brought again.',
    unreachableTitle: 'Rapport cannot start',
    again: 'Try again',
  },
  error: (code: ErrorCode) =>
    ({
      emptyText: 'There is nothing written yet.',
      tooLong: 'This is longer than the marketplace takes. Please shorten it.',
      notFound: 'This is not here any more.',
      closed: 'This conversation is closed on the marketplace, so nothing can be sent.',
      notAllowed: 'This marketplace does not let you do that from here.',
      offerClosed: 'This offer is already settled or has run out.',
      orderClosed: 'This order is already past that step.',
      alreadyDone: 'This has already been done.',
      declined: 'Nothing was changed.',
      badAmount: 'Please check the quantity and the price.',
      badTime: 'Please choose a time that the marketplace accepts.',
      badRating: 'Please choose one to five stars.',
      invalid: 'Something in this is not right. Please check what you entered.',
      storeClosed: 'The store is not open yet.',
      wrongPassphrase: 'This passphrase does not fit. Please try again.',
      weakPassphrase:
        'This passphrase is too short to protect anything. Please choose a longer one.',
      keyMissing: 'The key to the store is missing.',
      newerStore: 'A newer version of Rapport has written this store.',
      brokenStore: 'The store cannot be read.',
      alreadySent: 'It was already sent and can no longer be changed here.',
      unreachable: 'The marketplace cannot be reached. Check the address and your connection.',
      unauthorized: 'The marketplace does not accept this access token.',
      noSignIn: 'This marketplace has no page to sign in at. Connect with a token instead.',
      diskFull: 'The disk is full. Make some room, then try again; your words are kept.',
      internal:
        'Something went wrong inside Rapport. Nothing you wrote was lost; please try again.',
    })[code],
  reason: (reason: Reason): string => {
    switch (reason.kind) {
      case 'unreachable':
        return 'The marketplace cannot be reached.';
      case 'serverFailed':
        return 'The marketplace has trouble of its own. It is tried again.';
      case 'tooMany':
        return 'The marketplace asks to slow down. It goes on by itself.';
      case 'unauthorized':
        return 'The marketplace no longer accepts this sign-in. Sign in again to go on.';
      case 'unreadable':
        return 'The marketplace answered something that could not be understood.';
      case 'tooLarge':
        return 'The marketplace sent more at once than is safe to take.';
      case 'endless':
        return 'The marketplace keeps sending the same page of history.';
      case 'stale':
        return 'The buyer wrote again after you did. Read it first, then decide.';
      case 'notSeen':
        return 'It may not have arrived. Check the marketplace before you send it again.';
      case 'refused':
        return reason.detail === ''
          ? 'The marketplace refused it.'
          : `The marketplace refused it: ${reason.detail}`;
      case 'gone':
        return 'The marketplace no longer has this conversation.';
      case 'declined':
        return 'You declined in the browser. Nothing was changed.';
      case 'tooLate':
        return 'Nobody came back from the browser in time. Please try once more.';
      case 'interrupted':
        return 'Rapport was closed before you came back from the browser. Please try once more.';
      case 'disconnected':
        return 'The account is disconnected. It leaves when you have signed in again.';
      case 'unknown':
        return 'The marketplace gave no reason that could be understood.';
    }
  },
});

/** Every sentence of the page. */
export type Catalogue = ReturnType<typeof en>;
