/** Numbers, money and times as one locale writes them; the catalogue builds its sentences on it. */
export interface Formats {
  number(value: number): string;
  money(minor: number, currency: string): string;
  /** A share as a whole percentage with its sign: −0.1 is "−10%". */
  percent(share: number): string;
  /** A part of a whole as a percentage without a sign: 0.8 is "80%". */
  share(part: number): string;
  /** Hours and minutes. */
  clock(at: number): string;
  /** A day of the week in full. */
  weekday(at: number): string;
  /** Day and month, with the year when it is not the year of `now`. */
  date(at: number, now: number): string;
  /** A month with its year. */
  month(at: number): string;
  /** A day in full: day of the week, day and month. */
  day(at: number): string;
  /** What a language is called, by its BCP 47 tag; the tag itself where nobody knows it. */
  language(tag: string): string;
  /** A moment of the coming days: day of the week, day, month and clock. */
  moment(at: number): string;
}

export function formats(locale: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' });
  const near = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const far = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const languages = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' });
  const moment = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const currencies = new Map<string, Intl.NumberFormat>();

  function currencyFormat(currency: string): Intl.NumberFormat {
    const known = currencies.get(currency);
    if (known !== undefined) return known;
    const made = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    });
    currencies.set(currency, made);
    return made;
  }

  return {
    number: (value) => number.format(value),
    money(minor, currency) {
      // A marketplace may name a currency that no standard knows: the words then stay plain.
      if (!/^[A-Za-z]{3}$/.test(currency)) return `${number.format(minor / 100)} ${currency}`;
      const format = currencyFormat(currency.toUpperCase());
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      return format.format(minor / 10 ** digits);
    },
    percent: (share) => percent.format(share).replace('-', '−'),
    share: (part) => share.format(part),
    clock: (at) => clock.format(at),
    weekday: (at) => weekday.format(at),
    date: (at, now) =>
      (new Date(at).getFullYear() === new Date(now).getFullYear() ? near : far).format(at),
    month: (at) => month.format(at),
    day: (at) => day.format(at),
    language(tag) {
      try {
        return languages.of(tag) ?? tag;
      } catch {
        // A marketplace may send a tag that is none.
        return tag;
      }
    },
    moment: (at) => moment.format(at),
  };
}
