import { expect, test } from 'vitest';
import type { Place } from './lib/place';
import { PageKeys } from './pages';

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  ...{ key: name, ctrlKey: false, altKey: false, metaKey: false, isComposing: false },
  ...more,
});

/** What a row of key presses, each with its moment, leads to in the end. */
function typed(presses: [name: string, at: number, place?: Place][]) {
  const keys = new PageKeys();
  return presses.map(([name, at, place = 'elsewhere']) => keys.read(key(name), place, at)).at(-1);
}

test.each([
  ['today', 't'],
  ['inbox', 'i'],
  ['outbox', 'x'],
  ['feedback', 'f'],
  ['people', 'p'],
  ['promises', 'o'],
  ['settings', 's'],
  [null, 'q'],
])('g and a letter lead to %s', (page, letter) => {
  expect(
    typed([
      ['g', 0],
      [letter, 300],
    ]),
  ).toBe(page);
});

test('a letter alone, too late, or in a field leads nowhere', () => {
  expect(typed([['t', 0]])).toBeNull();
  expect(
    typed([
      ['g', 0],
      ['t', 1600],
    ]),
  ).toBeNull();
  expect(
    typed([
      ['g', 0],
      ['t', 10, 'field'],
    ]),
  ).toBeNull();
  expect(
    typed([
      ['g', 0, 'field'],
      ['t', 10],
    ]),
  ).toBeNull();
});

test('another key in between ends it, a second g begins anew', () => {
  expect(
    typed([
      ['g', 0],
      ['j', 10],
      ['t', 20],
    ]),
  ).toBeNull();
  expect(
    typed([
      ['g', 0],
      ['g', 1000],
      ['t', 2000],
    ]),
  ).toBe('today');
});

test('keys that mean something to the program around the page are left alone', () => {
  const keys = new PageKeys();
  keys.read(key('g'), 'elsewhere', 0);
  expect(keys.read(key('t', { ctrlKey: true }), 'elsewhere', 10)).toBeNull();
});
