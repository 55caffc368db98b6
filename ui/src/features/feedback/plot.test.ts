import { expect, test } from 'vitest';
import type { FeedbackMonth } from '../../api/commands.gen';
import { altogether, pathOf, pointsOf } from './plot';

const month = (ratings: number, stars: number, answerable: number, within: number) => {
  const it: FeedbackMonth = {
    ...{ startAt: 0, ratings, stars },
    ...{ answerable, answeredWithinDay: within },
  };
  return it;
};

test('a month without ratings says nothing', () => {
  const [none, some, unanswerable] = pointsOf([
    month(0, 0, 0, 0),
    month(4, 18, 4, 1),
    month(1, 5, 0, 0),
  ]);
  expect(none).toMatchObject({ average: null, answered: null });
  expect(some).toMatchObject({ average: 4.5, answered: 0.25 });
  expect(unanswerable).toMatchObject({ average: 5, answered: null });
});

test('all months are weighed by how often was rated', () => {
  expect(altogether([month(1, 1, 1, 0), month(3, 15, 3, 3)])).toEqual({ ratings: 4, average: 4 });
  expect(altogether([month(0, 0, 0, 0)])).toEqual({ ratings: 0, average: null });
});

test('the line pauses where nothing is known', () => {
  expect(pathOf([1, 0.5, null, 0], 40, 10)).toBe('M5 0L15 5M35 10');
  expect(pathOf([null, null], 40, 10)).toBe('');
});
