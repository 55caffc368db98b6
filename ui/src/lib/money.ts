/** How many digits a currency has after the point; two where no standard knows it. */
export function minorDigits(currency: string): number {
  if (!/^[A-Za-z]{3}$/.test(currency)) return 2;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/**
 * Reads a price as people type it, in minor units: `1.234,50`, `1,234.50`, `48`, `¥300`. Null
 * where it is none, or where it could mean two things.
 */
export function parseMoney(typed: string, currency: string): number | null {
  const digits = minorDigits(currency);
  // Full-width letters of Chinese keyboards become plain ones; signs of currencies, their letters
  // and blanks between thousands say nothing about the amount.
  const plain = typed
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replaceAll('、', ',')
    .replace(/[\p{L}\p{Sc}\s'’]/gu, '');
  const parts = /^(\d[\d.,]*?)(?:([.,])(\d*))?$/.exec(plain);
  if (parts === null) return null;
  const [, front = '', mark, back = ''] = parts;
  if (mark === undefined) return minor(front, '', digits);
  const grouped = front.replace(/[.,]/g, '');
  if (grouped === front) {
    // One mark: three digits behind it make thousands, unless the currency itself has three.
    const thousands = back.length === 3 && digits !== 3 && /^[1-9]\d{0,2}$/.test(front);
    return thousands ? minor(front + back, '', digits) : minor(front, back, digits);
  }
  const other = mark === '.' ? ',' : '.';
  if (inThousands(front, other)) return minor(grouped, back, digits);
  return inThousands(front + mark + back, mark) ? minor(grouped + back, '', digits) : null;
}

/** What a field begins with: digits that `parseMoney` reads back. */
export function moneyText(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** How far a price lies from the list price, as a share: −0.1 is a tenth less. */
export function discount(priceMinor: number, listMinor: number | null): number | null {
  if (listMinor === null || listMinor <= 0 || priceMinor === listMinor) return null;
  return priceMinor / listMinor - 1;
}

function inThousands(text: string, mark: string): boolean {
  const [first = '', ...rest] = text.split(mark);
  return /^[1-9]\d{0,2}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
}

function minor(whole: string, part: string, digits: number): number | null {
  const kept = part.replace(/0+$/, '');
  if (kept.length > digits) return null;
  const amount = Number(whole + kept.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? amount : null;
}
