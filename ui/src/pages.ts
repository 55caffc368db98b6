import type { Place } from './lib/place';

/** The pages of the desk, in the order of the navigation. */
export type Page = 'today' | 'inbox' | 'outbox' | 'feedback' | 'people' | 'promises' | 'settings';

/** The letter that leads to a page, typed after "g". */
export const LETTERS: Readonly<Record<string, Page>> = {
  t: 'today',
  i: 'inbox',
  x: 'outbox',
  f: 'feedback',
  p: 'people',
  o: 'promises',
  s: 'settings',
};

const WAITS_MS = 1500;

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'>;

/** Reads "g" and a letter that are typed one after the other, outside of text fields. */
export class PageKeys {
  #begunAt = Number.NEGATIVE_INFINITY;

  /** The page that this key press, at that moment in milliseconds, leads to. */
  read(event: Key, place: Place, at: number): Page | null {
    const begun = at - this.#begunAt <= WAITS_MS;
    this.#begunAt = Number.NEGATIVE_INFINITY;
    if (place === 'field' || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return null;
    }
    if (event.key === 'g') this.#begunAt = at;
    return begun ? (LETTERS[event.key] ?? null) : null;
  }
}
