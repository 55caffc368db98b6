import { expect, test } from 'vitest';
import { NEWEST, ROWS, rowArgs, turned } from './rowPages';

const row = (at: number) => ({ at: { at, key: at } });

test('the newest rows come first', () => {
  expect(rowArgs('p', NEWEST)).toEqual({ personId: 'p', at: null, before: 0, after: ROWS });
});

test('turning shows the row at the edge again, and as many on either side', () => {
  const { older, newer } = turned([row(9), row(8), row(7)]);
  expect(rowArgs('p', older ?? NEWEST)).toEqual({
    personId: 'p',
    at: row(7).at,
    before: 0,
    after: ROWS,
  });
  expect(rowArgs('p', newer ?? NEWEST)).toEqual({
    ...{ personId: 'p', at: row(9).at, before: ROWS - 1, after: 1 },
  });
  expect(turned([])).toEqual({ older: null, newer: null });
});
