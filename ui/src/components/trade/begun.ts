import { SvelteMap } from 'svelte/reactivity';

/** What was begun on a card and is not sent: which act, its words, and how many stars. */
export interface Begun {
  act: string;
  text: string;
  stars: number;
}

/** By what the card is about: a row of a long thread goes when it is scrolled away, this stays. */
export const begun = new SvelteMap<string, Begun>();
