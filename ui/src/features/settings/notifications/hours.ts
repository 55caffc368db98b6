import type { DaySpan, WeekHours } from '../../../api/commands.gen';

/** Monday to Sunday, as the core counts them. */
export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
/** The most spans that a day takes. */
export const MOST_SPANS = 6;
const DAY = 1440;

/** How minutes since midnight are written; the end of a day is 24:00. */
export function shown(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What was typed means as a time of day: 9, 930, 9.30, 09:30, 18：00, 6pm. Null where it means none. */
export function read(typed: string): number | null {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  const found = /^(\d{1,2})(?:\s*[:.h点]\s*(\d{2})?|(\d{2}))?\s*(am|pm)?$/.exec(text);
  if (found === null) return null;
  const [, hour, afterSign, joined, half] = found;
  const minute = afterSign ?? joined ?? '0';
  const hours = (Number(hour) % (half === undefined ? 25 : 12)) + (half === 'pm' ? 12 : 0);
  const minutes = hours * 60 + Number(minute);
  const sane = Number(hour) <= (half === undefined ? 24 : 12) && Number(minute) < 60;
  return sane && minutes <= DAY ? minutes : null;
}

/** How a span ends: on its own day, on the next, or after all 24 hours. */
export function ending({ from, to }: DaySpan): 'same' | 'next' | 'whole' {
  const ends = to % DAY;
  if (ends === from) return 'whole';
  return ends > from || to === DAY ? 'same' : 'next';
}

function change(week: WeekHours, day: number, spans: DaySpan[]): WeekHours {
  const days = week.days.map((old, n) => (n === day ? spans : old)) as WeekHours['days'];
  return { days };
}

/** With other times in one span. */
export function reset(week: WeekHours, day: number, n: number, span: Partial<DaySpan>): WeekHours {
  const spans = (week.days[day] ?? []).map((old, i) => (i === n ? { ...old, ...span } : old));
  return change(week, day, spans);
}

/** Without one span. */
export function without(week: WeekHours, day: number, n: number): WeekHours {
  return change(
    week,
    day,
    (week.days[day] ?? []).filter((_, i) => i !== n),
  );
}

/** With one more span: a working day where there is none yet, an hour after the last where there is. */
export function withMore(week: WeekHours, day: number): WeekHours {
  const spans = week.days[day] ?? [];
  const last = spans.at(-1);
  const from = last === undefined ? 540 : Math.min(last.to % DAY, DAY - 120) + 60;
  const to = last === undefined ? 1080 : Math.min(from + 120, DAY - 1);
  return change(week, day, [...spans, { from, to }]);
}

/** With the spans of one day on every day. */
export function likeDay(week: WeekHours, day: number): WeekHours {
  const spans = week.days[day] ?? [];
  return { days: DAYS.map(() => spans.map((span) => ({ ...span }))) as WeekHours['days'] };
}

/** Whether every day has the spans of that one. */
export function isEveryDay(week: WeekHours, day: number): boolean {
  const spans = JSON.stringify(week.days[day]);
  return week.days.every((other) => JSON.stringify(other) === spans);
}
