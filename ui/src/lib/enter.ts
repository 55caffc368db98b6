type Key = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'
> & {
  keyCode: number;
};

/**
 * Whether this key press sends what was typed. An Enter that confirms a candidate of an input
 * method never does: WebKit reports it after the composition has ended, and then only the key
 * code 229 tells.
 */
export function sends(event: Key): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return false;
  return !event.shiftKey && !event.altKey;
}

/** How long a text is for a marketplace that counts characters: as people count them. */
export function countChars(text: string): number {
  return [...text.trim()].length;
}
