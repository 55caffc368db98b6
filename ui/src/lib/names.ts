/** Backgrounds for initials; each meets AA (4.5 : 1) under white text. */
export const TINTS = [
  '#9c5f39',
  '#4f6f94',
  '#7a5b9d',
  '#3a7757',
  '#9d5068',
  '#61702f',
  '#3f7480',
  '#8a6227',
] as const;

/** The same name has the same colour everywhere, always. */
export function tint(name: string): string {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return TINTS[hash % TINTS.length] ?? TINTS[0];
}

/** Two letters for names in letters, one character for names in characters. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(first)) {
    return first;
  }
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
