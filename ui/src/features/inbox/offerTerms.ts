import { countChars } from '../../lib/enter';
import { parseMoney } from '../../lib/money';

/** What stands in the form, as it was typed. */
export interface OfferForm {
  quantity: string;
  price: string;
  /** How long it stands; 0 until it is answered. */
  hours: number;
  note: string;
}

/** What an offer says. */
export interface OfferTerms {
  quantity: number;
  priceMinor: number;
  untilAt: number | null;
  note: string;
}

/** What is not right yet. */
export type OfferFault = 'quantity' | 'price' | 'note';

const HOUR_MS = 3_600_000;
const MOST_PIECES = 9999;
const LONGEST_NOTE = 2000;
const CHOICES = [24, 72, 168];

/** How many pieces were typed; null where it is no number that can be offered. */
export function parseQuantity(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim();
  const quantity = /^\d{1,4}$/.test(plain) ? Number(plain) : 0;
  return quantity >= 1 && quantity <= MOST_PIECES ? quantity : null;
}

/** How long an offer may stand, in hours, where the marketplace allows `most`; 0 is for ever. */
export function hoursToChoose(most: number): number[] {
  if (most === 0) return [...CHOICES, 0];
  const shorter = CHOICES.filter((hours) => hours < most);
  return [...shorter, most];
}

/** What a new form begins with: three days, or as long as is allowed. */
export function hoursAtFirst(most: number): number {
  return most > 0 && most < 72 ? most : 72;
}

/** How long the words may be; the shorter of what the store and the marketplace take. */
export function longestNote(maxChars: number): number {
  return maxChars > 0 ? Math.min(maxChars, LONGEST_NOTE) : LONGEST_NOTE;
}

/** Reads the form; `most` is how long an offer may stand, in hours. */
export function offerTerms(
  form: OfferForm,
  { currency, maxChars, most }: { currency: string; maxChars: number; most: number },
  now: number,
): OfferTerms | OfferFault {
  const quantity = parseQuantity(form.quantity);
  if (quantity === null) return 'quantity';
  const priceMinor = parseMoney(form.price, currency);
  if (priceMinor === null || priceMinor <= 0) return 'price';
  if (countChars(form.note) > longestNote(maxChars)) return 'note';
  // The longest time is counted by the marketplace's clock, which may run a little behind.
  const spare = form.hours === most ? HOUR_MS / 60 : 0;
  const untilAt = form.hours === 0 ? null : now + form.hours * HOUR_MS - spare;
  return { quantity, priceMinor, untilAt, note: form.note.trim() };
}
