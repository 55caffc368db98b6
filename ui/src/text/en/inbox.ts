import { daysBetween } from '../../lib/days';
import type { Forbidden } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';

/** The inbox: its list, the thread, what one writes below it. */
export const inbox = (f: Formats) => ({
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
    came: (person: string, text: string) => `${person} writes: ${text}`,
    cameOther: (person: string) => `Something new from ${person}`,
    you: 'You',
    read: 'read',
    link: 'Open this address in your browser?',
    linkMore: 'It was sent to you. Check that it leads where you expect.',
    openLink: 'Open',
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
    hint: 'Enter sends',
    hintMore: 'Enter sends, Shift + Enter starts a new line',
    noteHint: 'Never sent. Only you can see it.',
    count: (length: number, max: number) => `${f.number(length)} / ${f.number(max)}`,
    over: (over: number, max: number) =>
      `This marketplace takes ${f.number(max)} characters. ${
        over === 1 ? '1 character' : `${f.number(over)} characters`
      } too many.`,
    closed: 'This conversation is closed, so replies are not possible. Notes still are.',
    cannotSend: 'Replies cannot be sent from this account. Notes still work.',
    noteSaved: 'Note saved.',
    tooLate: (person: string) =>
      `This marketplace no longer takes an answer here. When ${person} writes again, it does; notes still work.`,
    answerUntil: (at: number, now: number) =>
      `Can be answered until ${daysBetween(at, now) === 0 ? f.clock(at) : f.moment(at)}.`,
    breaks: (rule: Forbidden, account: string) =>
      ({
        link: `${account} takes no links:`,
        contact: `${account} takes no contact details:`,
      })[rule],
    meant: 'It may be refused there, or count against you. Send once more if you mean it.',
    undoable: (person: string) => `Your reply to ${person} can still be undone.`,
    draftNotSaved: 'This draft is not saved yet. It is tried again by itself.',
  },
});
