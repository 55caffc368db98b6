import type { Page } from '../pages';
import type { KeyName } from './keys';

/** Where an action can be had: on every page, on one, or in a part of one. */
export type Where = 'everywhere' | Page | 'promises/commitments' | 'promises/permissions';

/** What it belongs to in the list of keys, in the order of that list. */
export const GROUPS = ['conversation', 'list', 'promises', 'go', 'general'] as const;
export type Group = (typeof GROUPS)[number];

interface Declared {
  group: Group;
  in: readonly Where[];
  /** The first is the one that is shown beside it. */
  keys: readonly KeyName[];
  /** Whether its keys work while something is typed. */
  typing?: true;
  /** Whether it is of no use in the palette: it only means something with the keys. */
  keysOnly?: true;
}

const ALL = ['everywhere'] as const;
const INBOX = ['inbox'] as const;
/** Pages whose lines one goes through with j and k. On the promises, k is "kept". */
const LISTS = [
  'today',
  'inbox',
  'outbox',
  'feedback',
  'people',
  'promises/commitments',
  'promises/permissions',
] as const;

/**
 * Every action that has a key or a place in the palette. What it is called is in the catalogue
 * (`t.actions`), what it does is said by the page that offers it (`actions.ts`). The keys that are
 * pressed, the list of them, what screen readers are told and the palette are all made from this.
 *
 * Letters that are not the first of their English word: `u` is unread since `r` replies; `w` is "who
 * looks after them", since `k` moves; `v` views the person, since `p` promises; `g x` is the outbox
 * (what goes out) and `g o` what is owed.
 */
const TABLE = {
  'inbox.reply': { group: 'conversation', in: INBOX, keys: ['r', 'Enter'] },
  'inbox.note': { group: 'conversation', in: INBOX, keys: ['n'] },
  'inbox.done': { group: 'conversation', in: INBOX, keys: ['e'] },
  'inbox.snooze': { group: 'conversation', in: INBOX, keys: ['s'] },
  'inbox.offer': { group: 'conversation', in: INBOX, keys: ['o'] },
  'inbox.promise': { group: 'conversation', in: INBOX, keys: ['p'] },
  'inbox.later': {
    group: 'conversation',
    in: INBOX,
    keys: ['Mod+Shift+Enter'],
    typing: true,
    keysOnly: true,
  },
  'inbox.star': { group: 'conversation', in: INBOX, keys: ['*'] },
  'inbox.tag': { group: 'conversation', in: INBOX, keys: ['t'] },
  'inbox.mute': { group: 'conversation', in: INBOX, keys: ['m'] },
  'inbox.unread': { group: 'conversation', in: INBOX, keys: ['u'] },
  'inbox.keeper': { group: 'conversation', in: INBOX, keys: ['w'] },
  'inbox.client': { group: 'conversation', in: INBOX, keys: ['c'] },
  'inbox.person': { group: 'conversation', in: INBOX, keys: ['v'] },
  // It has no key on purpose: a slip of the finger must not keep a buyer out.
  'inbox.block': { group: 'conversation', in: INBOX, keys: [] },

  'list.next': {
    group: 'list',
    in: [...LISTS, 'promises'],
    keys: ['j', 'ArrowDown'],
    keysOnly: true,
  },
  'list.previous': { group: 'list', in: LISTS, keys: ['k', 'ArrowUp'], keysOnly: true },
  'list.open': {
    group: 'list',
    in: ['feedback', 'people', 'promises', 'promises/permissions'],
    keys: ['Enter'],
    keysOnly: true,
  },
  'list.select': { group: 'list', in: INBOX, keys: ['x'] },
  'list.extendNext': {
    group: 'list',
    in: INBOX,
    keys: ['Shift+j', 'Shift+ArrowDown'],
    keysOnly: true,
  },
  'list.extendPrevious': {
    group: 'list',
    in: INBOX,
    keys: ['Shift+k', 'Shift+ArrowUp'],
    keysOnly: true,
  },
  'list.selectAll': { group: 'list', in: INBOX, keys: ['Mod+a'] },
  'list.search': { group: 'list', in: ['inbox', 'people'], keys: ['/'] },
  'list.leave': {
    group: 'list',
    in: ['inbox', 'people'],
    keys: ['Escape'],
    typing: true,
    keysOnly: true,
  },
  'inbox.tab.waiting': { group: 'list', in: INBOX, keys: ['1'] },
  'inbox.tab.open': { group: 'list', in: INBOX, keys: ['2'] },
  'inbox.tab.snoozed': { group: 'list', in: INBOX, keys: ['3'] },
  'inbox.tab.drafts': { group: 'list', in: INBOX, keys: ['4'] },
  'inbox.tab.done': { group: 'list', in: INBOX, keys: ['5'] },

  'promises.new': { group: 'promises', in: ['promises'], keys: ['n'] },
  'promises.kept': { group: 'promises', in: ['promises'], keys: ['k'] },
  'promises.broken': { group: 'promises', in: ['promises'], keys: ['b'] },
  'promises.move': { group: 'promises', in: ['promises'], keys: ['m'] },
  'promises.reword': { group: 'promises', in: ['promises'], keys: ['w'] },
  'promises.previous': { group: 'promises', in: ['promises'], keys: ['ArrowUp'], keysOnly: true },

  'go.today': { group: 'go', in: ALL, keys: ['g t'] },
  'go.inbox': { group: 'go', in: ALL, keys: ['g i'] },
  'go.outbox': { group: 'go', in: ALL, keys: ['g x'] },
  'go.feedback': { group: 'go', in: ALL, keys: ['g f'] },
  'go.people': { group: 'go', in: ALL, keys: ['g p'] },
  'go.promises': { group: 'go', in: ALL, keys: ['g o'] },
  'go.settings': { group: 'go', in: ALL, keys: ['g s'] },

  palette: { group: 'general', in: ALL, keys: ['Mod+k'], typing: true, keysOnly: true },
  undo: { group: 'general', in: ALL, keys: ['z'] },
  help: { group: 'general', in: ALL, keys: ['?'] },
} as const satisfies Record<string, Declared>;

export type ActionId = keyof typeof TABLE;

/** Every action, in the order in which it is listed. */
export const ACTIONS: Readonly<Record<ActionId, Declared>> = TABLE;
export const ACTION_IDS = Object.keys(TABLE) as ActionId[];
