/** Numbers, money and times as one locale writes them; the catalogue builds its sentences on it. */
export interface Formats {
  number(value: number): string;
  money(minor: number, currency: string): string;
  /** Hours and minutes. */
  clock(at: number): string;
  /** A day of the week in full. */
  weekday(at: number): string;
  /** Day and month, with the year when it is not the year of `now`. */
  date(at: number, now: number): string;
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
    clock: (at) => clock.format(at),
    weekday: (at) => weekday.format(at),
    date: (at, now) =>
      (new Date(at).getFullYear() === new Date(now).getFullYear() ? near : far).format(at),
  };
}
