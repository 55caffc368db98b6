import { parseTime } from './times';

/** When a working day ends, for what names only a day. */
const EVENING = 18;

/** The moment in Unix milliseconds that words such as "2d", "fri" or "24 Nov 18:00" name. */
export function parseDue(text: string, now: number): number | null {
  return parseTime(text, now, EVENING);
}

/** A moment as the browser's own field for it writes it. */
export function fieldOf(at: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = new Date(at);
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return `${date}T${two(day.getHours())}:${two(day.getMinutes())}`;
}
