import type { Place } from '../../lib/place';

export type KeyAct =
  | 'next'
  | 'previous'
  | 'extendNext'
  | 'extendPrevious'
  | 'select'
  | 'selectAll'
  | 'reply'
  | 'note'
  | 'offer'
  | 'promise'
  | 'done'
  | 'snooze'
  | 'star'
  | 'mute'
  | 'tag'
  | 'unread'
  | 'undo'
  | 'search'
  | 'leave'
  | 'help';

const KEYS: Readonly<Record<string, KeyAct>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  x: 'select',
  r: 'reply',
  Enter: 'reply',
  n: 'note',
  o: 'offer',
  p: 'promise',
  e: 'done',
  s: 'snooze',
  '*': 'star',
  m: 'mute',
  t: 'tag',
  u: 'unread',
  z: 'undo',
  '/': 'search',
  Escape: 'leave',
  '?': 'help',
};

/** With Shift, what moves takes along what it passes. */
const SHIFTED: Readonly<Record<string, KeyAct>> = {
  J: 'extendNext',
  ArrowDown: 'extendNext',
  K: 'extendPrevious',
  ArrowUp: 'extendPrevious',
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'> & {
  shiftKey?: boolean;
};

/** What a key press asks for. In a text field only Escape means anything to the page. */
export function keyAct(event: Key, place: Place): KeyAct | null {
  if (event.altKey || event.isComposing) return null;
  if (event.ctrlKey || event.metaKey) {
    // Elsewhere it selects the words of a field or of the thread.
    return event.key === 'a' && place === 'elsewhere' ? 'selectAll' : null;
  }
  const act = (event.shiftKey === true ? SHIFTED[event.key] : undefined) ?? KEYS[event.key] ?? null;
  if (place === 'field') return act === 'leave' ? act : null;
  // Enter presses the button that has the focus; arrows scroll the thread or move between tabs.
  const own = event.key === 'Enter' || event.key.startsWith('Arrow');
  if (own && (place === 'control' || (place === 'thread' && event.key !== 'Enter'))) return null;
  return act;
}
