import type { Place } from '../../lib/place';

export type KeyAct =
  | 'next'
  | 'previous'
  | 'reply'
  | 'note'
  | 'offer'
  | 'promise'
  | 'done'
  | 'undo'
  | 'search'
  | 'leave'
  | 'help';

const KEYS: Readonly<Record<string, KeyAct>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  r: 'reply',
  Enter: 'reply',
  n: 'note',
  o: 'offer',
  p: 'promise',
  e: 'done',
  z: 'undo',
  '/': 'search',
  Escape: 'leave',
  '?': 'help',
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'>;

/** What a key press asks for. In a text field only Escape means anything to the page. */
export function keyAct(event: Key, place: Place): KeyAct | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  const act = KEYS[event.key] ?? null;
  if (place === 'field') return act === 'leave' ? act : null;
  // Enter presses the button that has the focus; arrows scroll the thread or move between tabs.
  const own = event.key === 'Enter' || event.key.startsWith('Arrow');
  if (own && (place === 'control' || (place === 'thread' && event.key !== 'Enter'))) return null;
  return act;
}
