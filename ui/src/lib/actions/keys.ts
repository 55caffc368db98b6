import type { Place } from '../place';

/**
 * A key as the table of actions names it: "j", "Shift+j", "Enter", "Mod+k" (Ctrl, on a Mac ⌘), or two
 * typed one after the other: "g t".
 */
export type KeyName = string;

type Press = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'
>;

/** Whether this machine's shortcuts are made with ⌘. */
export const onMac = (): boolean => /^Mac/u.test(navigator.platform);

/**
 * The name of what was pressed; null for what belongs to the system, or to an input method (which
 * some engines tell by the key code 229 alone).
 */
export function pressed(event: Press, mac = onMac()): KeyName | null {
  if (event.isComposing || event.keyCode === 229 || event.altKey) return null;
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (other) return null;
  const letter = /^\p{L}$/u.test(event.key);
  // Caps Lock makes no other key of a letter. Signs like ? and * have their Shift in them.
  const name = letter ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && (letter || event.key.length > 1);
  return `${mod ? 'Mod+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

/** Whether a key is free for the page where it was pressed. */
export function freeAt(key: KeyName, place: Place, typing: boolean): boolean {
  if (place === 'field') return typing;
  // Elsewhere it selects the words of the thread.
  if (key === 'Mod+a') return place === 'elsewhere';
  // Enter presses the button that has the focus; arrows scroll the thread or move between tabs.
  if (key === 'Enter') return place !== 'control';
  if (key.includes('Arrow')) return place === 'elsewhere';
  return true;
}

const SIGNS: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Enter: '↵',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
};

/** A key as it is shown: each piece of it by itself. */
export function shownKey(key: KeyName, mac = onMac()): string[] {
  const mod = mac ? '⌘' : 'Ctrl';
  return key.split(/[ +]/u).map((piece) => {
    if (piece === 'Mod') return mod;
    const letter = key.includes('Mod+') && piece.length === 1;
    return SIGNS[piece] ?? (letter ? piece.toUpperCase() : piece);
  });
}

/** Keys for `aria-keyshortcuts`, which knows no keys that follow each other. */
export function ariaKeys(keys: readonly KeyName[], mac = onMac()): string | undefined {
  const told = keys
    .filter((key) => !key.includes(' '))
    .map((key) => key.replace('Mod', mac ? 'Meta' : 'Control'));
  return told.length === 0 ? undefined : told.join(' ');
}
