const HOUR = 3_600_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** When a working day ends, for what names only a day. */
const EVENING = 18;

/** The moment in Unix milliseconds that words such as "2d", "fri" or "24 Nov 18:00" name. */
export function parseDue(text: string, now: number): number | null {
  const said = text.trim().toLowerCase();
  const span = /^(\d{1,4}) ?([hdw])$/.exec(said);
  if (span !== null) return later(now, Number(span[1]), span[2] ?? 'h');
  const clock = /(?:^| )(\d{1,2}):(\d{2})$/.exec(said);
  const hours = clock === null ? EVENING : Number(clock[1]);
  const minutes = clock === null ? 0 : Number(clock[2]);
  if (hours > 23 || minutes > 59) return null;
  const day = dayNamed(clock === null ? said : said.slice(0, clock.index).trim(), now);
  if (day === null) return null;
  day.setHours(hours, minutes, 0, 0);
  return day.getTime();
}

function later(now: number, n: number, unit: string): number {
  if (unit === 'h') return now + n * HOUR;
  const day = new Date(now);
  day.setDate(day.getDate() + n * (unit === 'w' ? 7 : 1));
  return day.getTime();
}

function dayNamed(said: string, now: number): Date | null {
  const day = new Date(now);
  if (said === '' || said === 'today' || said === '今天') return day;
  if (said === 'tomorrow' || said === '明天') {
    day.setDate(day.getDate() + 1);
    return day;
  }
  const weekday = said.length < 3 ? -1 : DAYS.indexOf(said.slice(0, 3));
  if (weekday >= 0 && /^[a-z]+$/.test(said)) {
    day.setDate(day.getDate() + ((weekday - day.getDay() + 6) % 7) + 1);
    return day;
  }
  const western = /^(\d{1,2})\.? ([a-z]{3,9})$/.exec(said);
  const eastern = /^(\d{1,2}) ?月 ?(\d{1,2}) ?日$/.exec(said);
  const month =
    western === null
      ? Number(eastern?.[1] ?? 0) - 1
      : MONTHS.indexOf((western[2] ?? '').slice(0, 3));
  const date = Number(western?.[1] ?? eastern?.[2] ?? 0);
  if (month < 0 || date < 1) return null;
  const named = new Date(day.getFullYear(), month, date, 23, 59);
  if (named.getTime() < now) named.setFullYear(named.getFullYear() + 1);
  return named.getMonth() === month && named.getDate() === date ? named : null;
}

/** A moment as the browser's own field for it writes it. */
export function fieldOf(at: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = new Date(at);
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `${date}T${two(day.getHours())}:${two(day.getMinutes())}`;
}
