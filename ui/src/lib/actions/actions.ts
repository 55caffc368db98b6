import { onDestroy } from 'svelte';
import type { Page } from '../pages';
import { dialogOpen, placeOf, type Place } from '../place';
import { ariaKeys, freeAt, pressed, type KeyName } from './keys';
import { ACTION_IDS, ACTIONS, type ActionId } from './table';

/** What an action does at the moment, as the page says that offers it. */
export interface Doing {
  run: () => void;
  /** Whether it can be done now; without it, always. */
  can?: () => boolean;
  /** What it is called now, where that depends: "Done" or "Open again". */
  name?: () => string;
}

export type Offer = Partial<Record<ActionId, Doing>>;

/** When actions are offered, and to whom they are done. */
export interface Circumstances {
  /** Without it, as long as they are offered. */
  when?: () => boolean;
  /** Whom what concerns a conversation is done to; null where nobody is chosen. */
  whom?: () => string | null;
}

/** What can be done now. */
export interface Possible {
  id: ActionId;
  doing: Doing;
  whom: string | null;
}

interface Layer extends Circumstances {
  offer: Offer;
}

/** How long a key waits for the one that follows it. */
const WAITS_MS = 1500;
const FIRSTS = new Set(
  ACTION_IDS.flatMap((id) => ACTIONS[id].keys)
    .filter((key) => key.includes(' '))
    .map((key) => key.split(' ')[0]),
);

/** Everything that the seller can do at the moment, and the keys for it. */
export class Actions {
  /** The page that is shown. */
  page: Page = 'inbox';
  #layers: readonly Layer[] = [];
  #first: { key: KeyName; at: number } | null = null;

  /** Offers actions until the way back is called. What was offered last goes before. */
  add(offer: Offer, circumstances: Circumstances = {}): () => void {
    const layer: Layer = { offer, ...circumstances };
    this.#layers = [...this.#layers, layer];
    return () => (this.#layers = this.#layers.filter((one) => one !== layer));
  }

  /** What an action does on the page that is shown; null when nobody offers it. */
  doing(id: ActionId): Doing | null {
    return this.#layer(id)?.offer[id] ?? null;
  }

  #layer(id: ActionId): Layer | null {
    const here = ACTIONS[id].in.some(
      (where) => where === 'everywhere' || where.split('/')[0] === this.page,
    );
    if (!here) return null;
    return (
      this.#layers.findLast(({ offer, when }) => offer[id] !== undefined && when?.() !== false) ??
      null
    );
  }

  /** What can be done now. */
  possible(): Possible[] {
    return ACTION_IDS.flatMap((id): Possible[] => {
      const layer = this.#layer(id);
      const doing = layer?.offer[id];
      if (doing === undefined || doing.can?.() === false) return [];
      return [{ id, doing, whom: layer?.whom?.() ?? null }];
    });
  }

  /** Does it, if it can be done now; tells whether it was. */
  run(id: ActionId): boolean {
    const doing = this.doing(id);
    if (doing === null || doing.can?.() === false) return false;
    doing.run();
    return true;
  }

  /** Does what a key press asks for. Whatever is open above the page has all keys to itself. */
  press(event: KeyboardEvent, at: number = performance.now()): void {
    const key = pressed(event);
    if (key === null || event.defaultPrevented) return;
    if (dialogOpen()) {
      // The web view must not take it for a search of its own.
      if (ACTIONS.palette.keys.includes(key)) event.preventDefault();
      return;
    }
    const id = this.asked(key, placeOf(event.target), at);
    if (id === null) return;
    event.preventDefault();
    this.run(id);
  }

  /** The action that a key asks for at that place and moment (in milliseconds). */
  asked(key: KeyName, place: Place, at: number): ActionId | null {
    const first = this.#first;
    this.#first = null;
    const find = (wanted: KeyName): ActionId | null =>
      ACTION_IDS.find((id) => {
        const { keys, typing } = ACTIONS[id];
        if (!keys.includes(wanted) || !freeAt(wanted, place, typing === true)) return false;
        return this.doing(id) !== null;
      }) ?? null;
    if (first !== null && at - first.at <= WAITS_MS) {
      const both = find(`${first.key} ${key}`);
      if (both !== null) return both;
    }
    if (place !== 'field' && FIRSTS.has(key)) this.#first = { key, at };
    return find(key);
  }
}

export const actions = new Actions();

/** Offers actions for as long as a component lives. */
export function offerActions(offer: Offer, circumstances?: Circumstances): void {
  onDestroy(actions.add(offer, circumstances));
}

/** The keys of an action, for `aria-keyshortcuts`. */
export function shortcut(id: ActionId): string | undefined {
  return ariaKeys(ACTIONS[id].keys);
}
