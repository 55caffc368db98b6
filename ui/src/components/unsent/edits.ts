import { SvelteMap } from 'svelte/reactivity';

/** Changes to what has not arrived, while they are typed: they outlive the row that shows them. */
export const edits = new SvelteMap<string, string>();
