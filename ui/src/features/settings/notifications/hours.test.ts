import { expect, test } from 'vitest';
import type { WeekHours } from '../../../api/commands.gen';
import { ending, isEveryDay, likeDay, read, reset, shown, withMore, without } from './hours';

const none: WeekHours = { days: [[], [], [], [], [], [], []] };

test('minutes are written as a clock shows them', () => {
  expect([0, 545, 1439, 1440].map(shown)).toEqual(['00:00', '09:05', '23:59', '24:00']);
});

test.each([
  ['09:05', 545],
  ['9', 540],
  ['930', 570],
  ['0930', 570],
  ['9.30', 570],
  ['１８：００', 1080],
  ['18点', 1080],
  ['6pm', 1080],
  ['12 am', 0],
  ['12pm', 720],
  ['24:00', 1440],
  ['24:01', null],
  ['25', null],
  ['13pm', null],
  ['9:75', null],
  ['', null],
  ['noon', null],
])('%s typed means %s', (typed, minutes) => {
  expect(read(typed)).toBe(minutes);
});

test.each([
  [540, 1080, 'same'],
  [1320, 480, 'next'],
  [1320, 1440, 'same'],
  [1320, 0, 'next'],
  [0, 1440, 'whole'],
  [540, 540, 'whole'],
])('from %i to %i ends %s', (from, to, ends) => {
  expect(ending({ from, to })).toBe(ends);
});

test('a day takes spans, loses them and is copied to the others', () => {
  const one = withMore(none, 2);
  expect(one.days[2]).toEqual([{ from: 540, to: 1080 }]);
  const two = withMore(one, 2);
  expect(two.days[2]?.[1]).toEqual({ from: 1140, to: 1260 });
  expect(none.days[2]).toEqual([]);
  const moved = reset(two, 2, 1, { to: 60 });
  expect(moved.days[2]?.[1]).toEqual({ from: 1140, to: 60 });
  expect(isEveryDay(moved, 2)).toBe(false);
  const every = likeDay(moved, 2);
  expect(isEveryDay(every, 0)).toBe(true);
  expect(without(every, 6, 0).days[6]).toEqual([{ from: 1140, to: 60 }]);
});

test('a late day takes another span that a clock can show', () => {
  let week = none;
  for (let n = 0; n < 6; n += 1) week = withMore(week, 0);
  for (const { from, to } of week.days[0]) {
    expect(from).toBeLessThan(1440);
    expect(to).toBeLessThan(1440);
  }
});
