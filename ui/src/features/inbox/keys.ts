export type KeyAct =
  'next' | 'previous' | 'reply' | 'note' | 'done' | 'undo' | 'search' | 'leave' | 'help';

const KEYS: Readonly<Record<string, KeyAct>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  r: 'reply',
  Enter: 'reply',
  n: 'note',
  e: 'done',
  z: 'undo',
  '/': 'search',
  Escape: 'leave',
  '?': 'help',
};

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'>;

/** Where the key was pressed. */
export type Place = 'field' | 'control' | 'thread' | 'elsewhere';

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

/** Tells where an event happened. */
export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'elsewhere';
  if (target.isContentEditable || target.matches('input, textarea, select')) return 'field';
  if (target.closest('button, a[href], [role="menu"], [role="tab"]') !== null) return 'control';
  return target.closest('[data-place="thread"]') === null ? 'elsewhere' : 'thread';
}
