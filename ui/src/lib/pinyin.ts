/**
 * The first character, in the order of pinyin, that begins with each letter. No syllable begins with
 * i, u or v.
 */
const FIRSTS = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥仨他屲夕丫帀'];
const LETTERS = 'abcdefghjklmnopqrstwxyz';
const HAN = /\p{Script=Han}/u;

let order: Intl.Collator | undefined;

/**
 * The pinyin initials of Chinese words, "sh" of 稍后: what is typed to find them without an input
 * method. The order of the system tells them, so that no dictionary has to be shipped; of a
 * character with several readings it knows one. Everything else stays as it is, without spaces.
 */
export function initialsOf(text: string): string {
  order ??= new Intl.Collator('zh-CN-u-co-pinyin');
  const { compare } = order;
  return [...text]
    .map((sign) => {
      if (!HAN.test(sign)) return /[\p{L}\p{N}]/u.test(sign) ? sign.toLowerCase() : '';
      const after = FIRSTS.findIndex((first) => compare(first, sign) > 0);
      return LETTERS[(after < 0 ? FIRSTS.length : after) - 1] ?? '';
    })
    .join('');
}
