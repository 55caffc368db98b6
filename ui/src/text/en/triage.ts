import type { ConversationSnooze } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';

/** Putting conversations in their place: snooze, star, mute, tags, block, read, and many at once. */
export const triage = (f: Formats) => ({
  triage: {
    snoozed: 'Snoozed',
    drafts: 'Drafts',
    emptySnoozed: 'Nothing is snoozed.',
    emptySnoozedMore: 'Press s to put a conversation off until a time, or until they write.',
    emptyDrafts: 'Nothing is begun.',
    emptyDraftsMore: 'What you begin to write and do not send is listed here.',
    begunReply: 'Draft: ',
    begunNote: 'Note: ',
    unread: 'Unread',
    starred: 'Starred',
    muted: 'Muted',
    blocked: 'Blocked',
    /** How it sleeps, or why it woke. */
    sleep: ({ until, onReply, wokeBy }: ConversationSnooze): string => {
      const time = until === null ? '' : f.moment(until);
      if (wokeBy === 'reply') {
        return until === null ? 'Woke: they wrote' : `Woke: they wrote · snoozed until ${time}`;
      }
      if (wokeBy === 'time') return `Woke: snoozed until ${time}`;
      if (until === null) return 'Until they write';
      return onReply ? `Until ${time}, or they write` : `Until ${time}`;
    },
    /** The same as a whole sentence, where there is room. */
    slept: ({ until, onReply, wokeBy }: ConversationSnooze): string => {
      const time = until === null ? '' : f.moment(until);
      if (wokeBy === 'time') return `Snoozed until ${time}, woke because the time came`;
      if (wokeBy === 'reply') {
        return until === null
          ? 'Snoozed until they write, woke because they wrote'
          : `Snoozed until ${time}, woke because they wrote`;
      }
      if (until === null) return 'Snoozed until they write';
      return onReply
        ? `Snoozed until ${time} or until they write`
        : `Snoozed until ${time}, even if they write`;
    },
    mutedUntil: (until: number | null) =>
      until === null ? 'Muted' : `Muted until ${f.moment(until)}`,
    more: 'More',
    snooze: 'Snooze',
    wake: 'Wake now',
    star: 'Star',
    unstar: 'Remove the star',
    mute: 'Mute…',
    unmute: 'Unmute',
    tag: 'Tags…',
    block: (person: string) => `Block ${person}`,
    unblock: (person: string) => `Unblock ${person}`,
    markRead: 'Mark as read',
    markUnread: 'Mark as unread',
    select: 'Select',
    blockedNoReply: (person: string) =>
      `You have blocked ${person}. Unblock them to write; notes still work.`,
    snoozeTitle: (n: number, person: string) =>
      n === 1 ? `Snooze ${person}` : `Snooze ${f.number(n)} conversations`,
    snoozeMore: 'It leaves the list until then. Nothing is sent when it wakes.',
    onReply: 'Also wake when they write',
    untilReply: 'Until they write',
    until: 'Until',
    untilExample: '2d, tomorrow, fri 9:00',
    untilHint: 'Type 45m, 3h, 2d, 1w, tomorrow or fri 9:00.',
    notUnderstood: 'This is no time that can be understood.',
    past: 'This time has passed.',
    wakes: (at: number) => `Wakes ${f.moment(at)}`,
    at: (at: number) => f.moment(at),
    inAnHour: 'In an hour',
    inThreeHours: 'In three hours',
    evening: 'This evening',
    tomorrow: 'Tomorrow morning',
    nextWeek: 'Next week',
    inAWeek: 'In a week',
    muteTitle: (n: number, person: string) =>
      n === 1 ? `Mute ${person}` : `Mute ${f.number(n)} conversations`,
    muteMore: 'No notification and no alarm until then. Nothing else changes.',
    muteHour: 'For an hour',
    muteEight: 'For 8 hours',
    muteTomorrow: 'Until tomorrow',
    muteWeek: 'For a week',
    muteForever: 'Until I say otherwise',
    tagTitle: (n: number, person: string) =>
      n === 1 ? `Tags for ${person}` : `Tags for ${f.number(n)} conversations`,
    tagMore: 'Words of your own. Only you see them.',
    tagLabel: 'Add a tag',
    tagExample: 'For instance: wholesale',
    tagAdd: 'Add',
    untag: (word: string) => `Remove the tag ${word}`,
    tags: 'Tags',
    close: 'Finished',
    selection: 'Selection',
    selected: (n: number, total: number) =>
      n < total ? `${f.number(n)} selected of ${f.number(total)}` : `${f.number(n)} selected`,
    clear: 'Clear the selection',
    newAbove: (n: number) => (n === 1 ? '1 new above' : `${f.number(n)} new above`),
    said: {
      snoozedUntil: (who: string, at: number) => `${who}: snoozed until ${f.moment(at)}.`,
      snoozedReply: (who: string) => `${who}: snoozed until they write.`,
      woken: (who: string) => `${who}: awake.`,
      starred: (who: string) => `${who}: starred.`,
      unstarred: (who: string) => `${who}: no longer starred.`,
      muted: (who: string) => `${who}: muted.`,
      unmuted: (who: string) => `${who}: no longer muted.`,
      tagged: (who: string, word: string) => `${who}: tagged ${word}.`,
      untagged: (who: string, word: string) => `${who}: no longer tagged ${word}.`,
      read: (who: string) => `${who}: read.`,
      unread: (who: string) => `${who}: marked as unread.`,
      blocked: (who: string) => `${who} is blocked. What was on its way to them is held.`,
      unblocked: (who: string) => `${who} is no longer blocked.`,
      many: (n: number) => `${f.number(n)} conversations`,
    },
    undoneMany: (n: number) => `Undone: ${f.number(n)} conversations are as they were.`,
  },
});

/** What an undo took back. */
export const undoneTriage = {
  snoozed: 'Undone: it is where it was before the snooze.',
  woken: 'Undone: it sleeps again.',
  starred: 'Undone: the star is gone.',
  unstarred: 'Undone: the star is back.',
  muted: 'Undone: it notifies again.',
  unmuted: 'Undone: it is muted again.',
  tagged: 'Undone: the tag is gone.',
  untagged: 'Undone: the tag is back.',
  markedRead: 'Undone: it is unread again.',
  markedUnread: 'Undone: it is read again.',
  blocked: 'Undone: they are not blocked.',
  unblocked: 'Undone: they are blocked again.',
};
