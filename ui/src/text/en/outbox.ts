import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';

/** What has not arrived, and what can be done about it. */
export const outbox = (f: Formats) => {
  /** A moment that has passed: the clock alone while it is today. */
  const past = (at: number, now: number) =>
    daysBetween(at, now) === 0 ? f.clock(at) : `${f.date(at, now)}, ${f.clock(at)}`;
  /** A moment to come, with the day's name while it is near. */
  const ahead = (at: number, now: number) => {
    const near = { 0: 'today', 1: 'tomorrow' }[daysBetween(now, at)];
    return near === undefined ? f.moment(at) : `${near} ${f.clock(at)}`;
  };
  return {
    outbox: {
      title: 'Outbox',
      more: 'What has not arrived at the marketplace yet, and why.',
      stopped: 'Needs you',
      leaving: 'On its way',
      later: 'Later',
      none: 'Everything has arrived.',
      noneMore:
        'What you send without a network, or for later, waits here until the marketplace has it.',
      offlineSince: (at: number, now: number) => `Offline since ${past(at, now)}. `,
      accountOffline: (account: string, at: number, now: number) =>
        `${account} is offline since ${past(at, now)}. `,
      offline: 'All of it is saved here and leaves when you are back online.',
      tryNow: 'Try now',
      showMore: 'Show more',
      rest: 'The rest follows as these leave.',
      count: (n: number) => (n > 99 ? '99+' : f.number(n)),
      lineLabel: (person: string, act: string) => `${act} to ${person}`,
      openConversation: 'Open the conversation',

      queued: (at: number, now: number) => `queued ${past(at, now)}`,
      leavesOnline: 'leaves when you are back online',
      leavesAfter: 'waits for what you decide about the one before it',
      leavesSoon: 'leaves in a moment',
      leavesAt: (at: number, now: number) => `leaves ${ahead(at, now)}`,
      nextTry: (at: number) => `tried again at ${f.clock(at)}`,
      sending: 'sending…',
      uncertain: 'It may have arrived. It is looked for, and not sent again by itself.',
      held: (why: string) => `Held back. ${why}`,
      changed: 'Something changed after you wrote this. Read it once more, then decide.',
      lastTry: (why: string) => `The last try came to nothing. ${why}`,
      rejected: (why: string) => `Not accepted. ${why}`,
      takingBack: 'Will be taken back, unless it has arrived.',
      rewording: 'The new words replace the ones above, unless those have arrived.',
      tooLate: 'It had arrived before you took it back.',
      tooLateReworded: 'It had arrived before you changed it. Your new words are in the draft.',

      edit: 'Edit',
      retry: 'Retry',
      sendAnyway: 'Send anyway',
      sendNow: 'Send now',
      discard: 'Discard',
      takeBack: 'Take back',
      letIt: 'Let it be sent',
      deleteThere: 'Delete it there',
      allRight: 'All right',
      save: 'Save and send',
      saveLater: 'Save',
      editLabel: 'Your reply',
      discarded: 'Reply discarded.',
      deleting: 'It will be deleted there.',
      label: 'Your reply, not sent yet',
      labelArrived: 'Your reply, which has arrived',

      yours: 'You wrote',
      since: 'Since then',
      noWords: 'A picture',
      moreNews: (n: number) =>
        n === 1 ? 'and 1 more message' : `and ${f.number(n)} more messages`,
      notHere: 'What changed is on its way here.',
    },
    sendLater: {
      open: 'Send later',
      title: 'Send later',
      more: 'It is checked again when its time comes. If the buyer writes first, it waits for you.',
      inAnHour: 'In an hour',
      evening: (at: number) => `This evening, ${f.clock(at)}`,
      tomorrow: (at: number) => `Tomorrow, ${f.clock(at)}`,
      when: 'When',
      send: 'Send then',
      taken: (at: number, now: number) => `It leaves ${ahead(at, now)}.`,
    },
  };
};
