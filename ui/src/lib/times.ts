// Times as people type them, in English and in Chinese: "2d", "1h 30m", "fri 9:00", "周五 9点".

const MINUTE = 60_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAYS_ZH = '日一二三四五六';
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DIGITS_ZH = '零一二三四五六七八九十';
/** The hour that a part of the day means by itself. */
const PARTS: Readonly<Record<string, number>> = {
  上午: 9,
  早上: 9,
  中午: 12,
  下午: 14,
  晚上: 18,
  morning: 9,
  noon: 12,
  afternoon: 14,
  evening: 18,
};
const SPAN =
  /^(\d{1,4}|半|[一二两三四五六七八九十]{1,3})个?(m|mins?|minutes?|分钟?|h|hrs?|hours?|小时|钟头|d|days?|天|w|weeks?|周|星期|礼拜)(半?)(?=$|\d|[半一二两三四五六七八九十])/;

/** The moment in Unix milliseconds that words name; `hour` is meant where they name only a day. */
export function parseTime(text: string, now: number, hour: number): number | null {
  const said = plain(text);
  if (said === '') return null;
  const span = spanOf(said);
  if (span !== null) {
    const day = new Date(now);
    day.setDate(day.getDate() + span.days);
    return day.getTime() + span.minutes * MINUTE;
  }
  const clock = clockOf(said) ?? { rest: said, hours: hour, minutes: 0 };
  const day = dayNamed(clock.rest, now);
  if (day === null) return null;
  day.setHours(clock.hours, clock.minutes, 0, 0);
  // A clock alone means the next time that it shows this.
  if (clock.rest === '' && day.getTime() <= now) day.setDate(day.getDate() + 1);
  return day.getTime();
}

/** What was typed, in one spelling. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^tonight/, 'today evening')
    .replace(/^今晚上?/, '今天晚上')
    .replace(/^明早上?/, '明天早上')
    .replace(/^明晚上?/, '明天晚上');
}

/** How many minutes and how many days lie between; days follow the calendar. */
function spanOf(said: string): { minutes: number; days: number } | null {
  let rest = said
    .replace(/^in /, '')
    .replace(/(?:之|以)?后$/, '')
    .replace(/ /g, '');
  const span = { minutes: 0, days: 0 };
  while (rest !== '') {
    const [whole, n = '', unit = '', half] = SPAN.exec(rest) ?? [];
    const count = n === '半' ? 0.5 : numberOf(n);
    if (whole === undefined || count === null) return null;
    const many = count + (half === '半' ? 0.5 : 0);
    if (/^(?:m|分)/.test(unit)) span.minutes += many;
    else if (/^(?:h|小|钟)/.test(unit)) span.minutes += many * 60;
    else {
      const days = /^(?:d|天)/.test(unit) ? many : many * 7;
      span.days += Math.floor(days);
      span.minutes += (days % 1) * 1440;
    }
    rest = rest.slice(whole.length);
  }
  return span;
}

/** A number in digits, or in Chinese up to ninety-nine. */
function numberOf(said: string): number | null {
  if (/^\d+$/.test(said)) return Number(said);
  const digit = (one: string): number => (one === '两' ? 2 : DIGITS_ZH.indexOf(one));
  const [tens, ones] = said.includes('十') ? said.split('十') : ['', said];
  if (tens === undefined || ones === undefined || tens.length > 1 || ones.length > 1) return null;
  const ten = said.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 : 0;
  const one = ones === '' ? 0 : digit(ones);
  return ten < 0 || one < 0 || said === '' ? null : ten + one;
}

/** The clock at the end of what was said, and what stands before it. */
function clockOf(said: string): { rest: string; hours: number; minutes: number } | null {
  const western = /^(.*?)(?:^| )(?:at )?(\d{1,2})(?::(\d{2}))? ?([ap]m)?$/.exec(said);
  if (western !== null) {
    const [, rest = '', hours = '', minutes, half] = western;
    // A number alone may be anything.
    if (minutes === undefined && half === undefined && rest === '') return null;
    return clock(rest, Number(hours), Number(minutes ?? 0), half === 'pm', half === 'am');
  }
  const eastern =
    /^(.*?) ?(上午|早上|中午|下午|晚上)? ?(\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:点|时|:)(半|\d{1,2}|[一二三四五六七八九十]{1,3})?(?:分|整|钟)?$/.exec(
      said,
    );
  if (eastern !== null) {
    const [, rest = '', part, hours = '', minutes] = eastern;
    const hour = numberOf(hours);
    const minute = minutes === undefined ? 0 : minutes === '半' ? 30 : numberOf(minutes);
    if (hour === null || minute === null) return null;
    return clock(rest, hour, minute, part === '下午' || part === '晚上', false);
  }
  const part = /^(.*?) ?(上午|早上|中午|下午|晚上|morning|noon|afternoon|evening)$/.exec(said);
  if (part === null) return null;
  return clock(part[1] ?? '', PARTS[part[2] ?? ''] ?? 0, 0, false, false);
}

function clock(
  rest: string,
  hours: number,
  minutes: number,
  pm: boolean,
  am: boolean,
): { rest: string; hours: number; minutes: number } | null {
  if (hours > 23 || minutes > 59 || (am && hours > 12)) return null;
  const noon = pm && hours < 12 ? 12 : am && hours === 12 ? -12 : 0;
  return { rest: rest.trim(), hours: hours + noon, minutes };
}

function dayNamed(said: string, now: number): Date | null {
  const day = new Date(now);
  const ahead = AHEAD[said];
  if (ahead !== undefined) {
    day.setDate(day.getDate() + ahead);
    return day;
  }
  return weekdayNamed(said, day) ?? dateNamed(said, now);
}

/** How many days lie ahead. */
const AHEAD: Readonly<Record<string, number>> = {
  '': 0,
  today: 0,
  this: 0,
  今天: 0,
  今日: 0,
  tomorrow: 1,
  tmr: 1,
  明天: 1,
  明日: 1,
  后天: 2,
  大后天: 3,
};

/** The next day of that name, or the one of next week, which begins on Monday. */
function weekdayNamed(said: string, day: Date): Date | null {
  if (said === 'next week' || /^下(?:个?星期|周|个?礼拜)$/.test(said)) {
    return weekdayNamed('next mon', day);
  }
  const western = /^(?:(next|on|this) )?([a-z]{3,9})$/.exec(said);
  const eastern = /^(下个?|这个?|本)?(?:周|星期|礼拜)([一二三四五六日天])$/.exec(said);
  const name = western?.[2];
  const byName = name === undefined ? -1 : DAYS.findIndex((one) => name.startsWith(one));
  const weekday = eastern ? DAYS_ZH.indexOf((eastern[2] ?? '').replace('天', '日')) : byName;
  if (weekday < 0) return null;
  const next = western?.[1] === 'next' || eastern?.[1]?.startsWith('下') === true;
  const found = new Date(day);
  if (next) {
    const monday = ((8 - day.getDay()) % 7 || 7) + day.getDate();
    found.setDate(monday + ((weekday + 6) % 7));
  } else {
    found.setDate(day.getDate() + ((weekday - day.getDay() + 6) % 7) + 1);
  }
  return found;
}

function dateNamed(said: string, now: number): Date | null {
  const western = /^(\d{1,2})\.? ([a-z]{3,9})$/.exec(said) ?? /^([a-z]{3,9}) (\d{1,2})$/.exec(said);
  const eastern = /^(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]$/.exec(said);
  const [one = '', two = ''] = western?.slice(1) ?? [];
  const [name, number] = /^\d/.test(one) ? [two, one] : [one, two];
  const month = western === null ? Number(eastern?.[1] ?? 0) - 1 : MONTHS.indexOf(name.slice(0, 3));
  const date = Number(western === null ? (eastern?.[2] ?? 0) : number);
  if (month < 0 || date < 1) return null;
  const named = new Date(new Date(now).getFullYear(), month, date, 23, 59);
  if (named.getTime() < now) named.setFullYear(named.getFullYear() + 1);
  return named.getMonth() === month && named.getDate() === date ? named : null;
}
