import type { Operator, Value } from '../../text/en/search';
import type { Catalogue } from '../../text/index.svelte';

/** In the order in which they are offered. */
const OPERATORS = ['from', 'product', 'order', 'is', 'has', 'before', 'after'] as const;
const VALUES_OF: Partial<Record<Operator, readonly Value[]>> = {
  is: ['waiting', 'buyer', 'seller', 'note'],
  has: ['picture'],
  from: ['me'],
};

/** The word before the caret, as far as it is typed. */
export interface HalfWord {
  /** Where it begins in the text; it ends at the caret. */
  start: number;
  /** A sign before it that wants the contrary, as it was typed; otherwise empty. */
  sign: string;
  /** What narrows; null while its name is not typed to the end. */
  operator: Operator | null;
  /** What of its name or of its value is typed. */
  typed: string;
}

/** A way to go on. */
export interface Option {
  id: string;
  /** What then stands in the place of the word. */
  text: string;
  /** What it is called. */
  name: string;
  /** What it means. */
  more: string;
  /** Whether it is from outside: a name, a title. */
  content: boolean;
}

const QUOTE = /["“”„＂]/u;
const WORD =
  /^(?<sign>[-－−]?)(?<name>[^:："“”„＂]*)(?:[:：](?<quote>["“”„＂]?)(?<value>[^"“”„＂]*))?$/u;

/**
 * The word that is being typed; null where nothing is to be gone on with: behind a finished quotation,
 * in the midst of a word.
 */
export function halfWord(
  text: string,
  caret: number,
  catalogues: readonly Catalogue[],
): HalfWord | null {
  if (caret < text.length && !/\s/u.test(text.charAt(caret))) return null;
  const start = wordStart(text, caret);
  const { sign = '', name = '', value } = WORD.exec(text.slice(start, caret))?.groups ?? {};
  if (value === undefined) {
    const nothing = name === '' && sign === '';
    // A space is the end of what was said; only an empty field asks what can be said.
    if (nothing && text.trim() !== '') return null;
    return WORD.test(text.slice(start, caret))
      ? { start, sign, operator: null, typed: name }
      : null;
  }
  const operator = OPERATORS.find((one) =>
    catalogues.some((t) => t.search.operators[one].name.toLowerCase() === name.toLowerCase()),
  );
  return operator === undefined ? null : { start, sign, operator, typed: value };
}

function wordStart(text: string, caret: number): number {
  let start = 0;
  let quoted = false;
  for (let at = 0; at < caret; at += 1) {
    const letter = text.charAt(at);
    if (QUOTE.test(letter)) quoted = !quoted;
    else if (!quoted && /\s/u.test(letter)) start = at + 1;
  }
  return start;
}

/** How the word can go on without a look at the shop. The catalogues begin with the page's own. */
export function knownOptions(
  half: HalfWord,
  catalogues: readonly [Catalogue, ...Catalogue[]],
  month: string,
): Option[] {
  const [t] = catalogues;
  if (half.operator === null) {
    // One Latin letter begins far too many words.
    if (/^\p{Script=Latin}$/u.test(half.typed)) return [];
    return OPERATORS.filter((one) =>
      catalogues.some((other) => isHalf(half.typed, other.search.operators[one].name)),
    ).map((one) => {
      const { name, more } = t.search.operators[one];
      const text = `${half.sign}${name}:`;
      return { id: one, text, name: text, more, content: false };
    });
  }
  const { operator } = half;
  if (operator === 'before' || operator === 'after') {
    return t.search
      .days(month)
      .filter(({ day }) => isHalf(half.typed, day))
      .map(({ day, more }) => option(half, t, day, day, more, false));
  }
  return (VALUES_OF[operator] ?? [])
    .filter((one) => catalogues.some((other) => isHalf(half.typed, other.search.values[one].name)))
    .map((one) => {
      const { name, more } = t.search.values[one];
      return option(half, t, name, name, more, false);
    });
}

/** The way to go on with a name from the shop. */
export function namedOption(half: HalfWord, t: Catalogue, name: string, more: string): Option {
  return option(half, t, name, name, more, true);
}

function option(
  { operator, sign }: HalfWord,
  t: Catalogue,
  value: string,
  name: string,
  more: string,
  content: boolean,
): Option {
  // A quotation mark of the name itself would end it; the words around it find it as well.
  const plain = value.replace(/["“”„＂]/gu, ' ').trim();
  const quoted = /[\s:：]/u.test(plain) ? `"${plain}"` : plain;
  const before = operator === null ? '' : `${sign}${t.search.operators[operator].name}:`;
  return { id: `${operator ?? ''}:${value}`, text: `${before}${quoted} `, name, more, content };
}

function isHalf(typed: string, whole: string): boolean {
  return whole.toLowerCase().startsWith(typed.toLowerCase());
}
