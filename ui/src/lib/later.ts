const HOUR_MS = 3_600_000;
const EVENING = 18;
const MORNING = 9;

export interface LaterTimes {
  inAnHour: number;
  inThreeHours: number;
  /** Only while it lies ahead. */
  evening: number | null;
  tomorrow: number;
  /** Monday morning. */
  nextWeek: number;
  inAWeek: number;
}

/** Times that are often meant, in Unix milliseconds. */
export function laterTimes(now: number): LaterTimes {
  const evening = new Date(now).setHours(EVENING, 0, 0, 0);
  const morning = (days: number): number => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    return day.setHours(MORNING, 0, 0, 0);
  };
  const week = new Date(now);
  week.setDate(week.getDate() + 7);
  return {
    inAnHour: now + HOUR_MS,
    inThreeHours: now + 3 * HOUR_MS,
    evening: evening > now + HOUR_MS ? evening : null,
    tomorrow: morning(1),
    nextWeek: morning((8 - new Date(now).getDay()) % 7 || 7),
    inAWeek: week.getTime(),
  };
}
