/** How many colours there are for words; each is readable in either theme. */
export const HUES = 8;

/** The colour of a word: the same wherever it stands, in whatever capitals. */
export function hueOf(word: string): number {
  let hash = 5381;
  for (const one of word.toLowerCase()) hash = (hash * 33 + (one.codePointAt(0) ?? 0)) % 65_521;
  return hash % HUES;
}
