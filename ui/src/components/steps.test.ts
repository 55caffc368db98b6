import { expect, test } from 'vitest';
import { steps } from './steps';

const change = (old: string, next: string, firstVisible: number) =>
  steps([...old], [...next], (row) => row, firstVisible).map(
    ({ rows, shift }) => `${shift ? 'above' : 'below'}:${rows.join('')}`,
  );

test('what comes below is one step', () => {
  expect(change('abc', 'abcd', 1)).toEqual(['below:abcd']);
});

test('what comes above holds the position from the end', () => {
  expect(change('cde', 'abcde', 1)).toEqual(['below:cde', 'above:abcde']);
});

test('a window that moves changes below first, then above', () => {
  expect(change('abcd', 'cdef', 2)).toEqual(['below:abcdef', 'above:cdef']);
});

test('a row that moves from above to below is never there twice', () => {
  expect(change('abcd', 'bcad', 1)).toEqual(['below:bcad', 'above:bcad']);
});

test('with nothing in common the rows are replaced', () => {
  expect(change('abc', 'xyz', 1)).toEqual(['below:xyz']);
});
