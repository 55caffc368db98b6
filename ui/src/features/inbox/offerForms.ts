import { SvelteMap } from 'svelte/reactivity';
import type { OfferForm } from './offerTerms';

/** Offers that were begun and not sent, by what they answer or where they are made. */
export const offerForms = new SvelteMap<string, OfferForm>();
