import { expect, test } from 'vitest';
import { fieldOf, parseDue } from './due';

/** Sunday, 22 November 2026, 09:00 where the seller is. */
const NOW = new Date(2026, 10, 22, 9).getTime();

test.each([
  ['2h', '2026-11-22T11:00'],
  ['2d', '2026-11-24T09:00'],
  ['1w', '2026-11-29T09:00'],
  ['fri', '2026-11-27T18:00'],
  ['Sunday', '2026-11-29T18:00'],
  ['tomorrow 8:30', '2026-11-23T08:30'],
  ['24 Nov 18:00', '2026-11-24T18:00'],
  ['3 March', '2027-03-03T18:00'],
  ['11月24日', '2026-11-24T18:00'],
  ['17:15', '2026-11-22T17:15'],
])('%s is %s', (said, field) => {
  const due = parseDue(said, NOW);
  expect(due === null ? null : fieldOf(due)).toBe(field);
});

test.each(['soon', '31 Feb', '24 Nov 25:00', '2x', 'monkey business'])('%s is no time', (said) => {
  expect(parseDue(said, NOW)).toBeNull();
});
