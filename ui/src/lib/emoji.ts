/** What can be picked. */
export interface Emoji {
  emoji: string;
  /** What it is called. */
  name: string;
  group: Group;
  /** Everything that it is found by, in small letters, each word after a space. */
  found: string;
}

/** What an emoji is about, in the order in which they are shown. */
export const GROUPS = [
  'faces',
  'people',
  'nature',
  'food',
  'places',
  'leisure',
  'things',
  'signs',
  'flags',
] as const;
export type Group = (typeof GROUPS)[number];

/** The numbers that Unicode's data gives to groups; 2 is parts that are no emoji by themselves. */
const BY_NUMBER: Readonly<Record<number, Group>> = {
  0: 'faces',
  1: 'people',
  3: 'nature',
  4: 'food',
  5: 'places',
  6: 'leisure',
  7: 'things',
  8: 'signs',
  9: 'flags',
};

/** Newer ones are empty boxes on many buyers' telephones. */
const NEWEST = 14;
/** A script that puts no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

interface Entry {
  emoji: string;
  annotation: string;
  tags?: string[];
  shortcodes?: string[];
  group?: number;
  version: number;
}

/** All emoji with their names in that language; Chinese ones are found by pinyin as well. */
export async function loadEmoji(chinese: boolean): Promise<Emoji[]> {
  const { default: data } = (await (chinese
    ? import('emoji-picker-element-data/zh/cldr/data.json')
    : import('emoji-picker-element-data/en/cldr/data.json'))) as { default: Entry[] };
  return data.flatMap(({ emoji, annotation, tags, shortcodes, group, version }) => {
    const of = group === undefined ? undefined : BY_NUMBER[group];
    if (of === undefined || version > NEWEST) return [];
    const words = [annotation, ...(tags ?? []), ...(shortcodes ?? [])].join(' ');
    const found = ` ${words.replaceAll(/[_\-:,.&()“”]+/gu, ' ').toLowerCase()}`;
    return [{ emoji, name: annotation, group: of, found }];
  });
}

/** Those whose words begin with what was typed, each word of it; by name before by what else they mean. */
export function searchEmoji(all: readonly Emoji[], typed: string): Emoji[] {
  const asked = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const hits = all.filter(({ found }) =>
    asked.every((word) => found.includes(UNSPACED.test(word) ? word : ` ${word}`)),
  );
  const rank = ({ name }: Emoji): number => {
    const [called, wanted] = [name.toLowerCase(), asked.join(' ')];
    return called === wanted ? 0 : called.startsWith(wanted) ? 1 : 2;
  };
  return hits.toSorted((a, b) => rank(a) - rank(b));
}
