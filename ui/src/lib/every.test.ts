import { expect, test } from 'vitest';
import { atMostEvery } from './every';

test('the first time is now, the next one after the pause, counted from the last yes', () => {
  let at = 100;
  const due = atMostEvery(2000, () => at);
  const asked = (moment: number): boolean => {
    at = moment;
    return due();
  };
  expect([100, 1000, 2099, 2100, 2101, 4099, 4100].map(asked)).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
    true,
  ]);
});
