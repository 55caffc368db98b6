/** A picture as it is seen large. */
export interface ViewedPicture {
  id: string;
  src: string;
  /** What it is, for instance whose. */
  name: string;
  /** Words from outside below it; empty where there are none. */
  caption: string;
}

export type ViewerAct =
  'in' | 'out' | 'fit' | 'next' | 'previous' | 'up' | 'down' | 'left' | 'right';

const KEYS: Readonly<Record<string, ViewerAct>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '−': 'out',
  _: 'out',
  '0': 'fit',
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const WITH_SHIFT: Readonly<Record<string, ViewerAct>> = { ArrowRight: 'right', ArrowLeft: 'left' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** What a key asks of a picture that is seen large. Shift moves sideways instead of on. */
export function viewerAct(event: Key): ViewerAct | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  return (event.shiftKey ? WITH_SHIFT[event.key] : undefined) ?? KEYS[event.key] ?? null;
}
