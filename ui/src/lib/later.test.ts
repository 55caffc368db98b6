import { expect, test } from 'vitest';
import { laterTimes } from './later';

const at = (hour: number, minute = 0, day = 23) => new Date(2026, 10, day, hour, minute).getTime();

test('the times that are often meant lie ahead', () => {
  expect(laterTimes(at(10, 30))).toEqual({
    inAnHour: at(11, 30),
    inThreeHours: at(13, 30),
    evening: at(18),
    tomorrow: at(9, 0, 24),
    nextWeek: at(9, 0, 30),
    inAWeek: at(10, 30, 30),
  });
  expect(laterTimes(at(10, 0, 22)).nextWeek).toBe(at(9));
  expect(laterTimes(at(17, 30)).evening).toBeNull();
  expect(laterTimes(at(23, 30))).toMatchObject({ inAnHour: at(0, 30, 24), tomorrow: at(9, 0, 24) });
});
