import { expect, test } from 'vitest';
import {
  hoursAtFirst,
  hoursToChoose,
  longestNote,
  offerTerms,
  parseQuantity,
  type OfferForm,
} from './offerTerms';

const now = 1_000_000;
const HOUR = 3_600_000;
const form: OfferForm = { quantity: '3', price: '129,60', hours: 72, note: ' For you. ' };
const market = { currency: 'EUR', maxChars: 350, most: 0 };

test('a form becomes an offer', () => {
  expect(offerTerms(form, market, now)).toEqual({
    quantity: 3,
    priceMinor: 12960,
    untilAt: now + 72 * HOUR,
    note: 'For you.',
  });
  expect(offerTerms({ ...form, hours: 0 }, market, now)).toMatchObject({ untilAt: null });
});

test('the longest time leaves room for a clock that runs behind', () => {
  const terms = offerTerms(form, { ...market, most: 72 }, now);
  expect(terms).toMatchObject({ untilAt: now + 72 * HOUR - 60_000 });
});

test.each<[Partial<OfferForm>, string]>([
  [{ quantity: '0' }, 'quantity'],
  [{ quantity: '2.5' }, 'quantity'],
  [{ quantity: '10000' }, 'quantity'],
  [{ price: '' }, 'price'],
  [{ price: '0' }, 'price'],
  [{ note: 'x'.repeat(351) }, 'note'],
])('%o is refused for its %s', (change, fault) => {
  expect(offerTerms({ ...form, ...change }, market, now)).toBe(fault);
});

test('full-width digits are digits', () => {
  expect(parseQuantity('３ ')).toBe(3);
});

test('what can be chosen ends where the marketplace ends it', () => {
  expect(hoursToChoose(0)).toEqual([24, 72, 168, 0]);
  expect(hoursToChoose(48)).toEqual([24, 48]);
  expect(hoursToChoose(72)).toEqual([24, 72]);
  expect(hoursToChoose(12)).toEqual([12]);
  expect([0, 12, 48, 168].map(hoursAtFirst)).toEqual([72, 12, 48, 72]);
  expect([0, 350, 5000].map(longestNote)).toEqual([2000, 350, 2000]);
});
