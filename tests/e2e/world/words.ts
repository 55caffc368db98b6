// The page's own words, in the language that a browser asks for.

import { formats } from '../../../ui/src/lib/formats';
import { en, type Catalogue } from '../../../ui/src/text/en';
import { zhCN } from '../../../ui/src/text/zh-CN';

export type { Catalogue };

/** What the page says where the browser's language is this one. */
export function wordsOf(locale: string): Catalogue {
  return locale.startsWith('zh') ? zhCN(formats('zh-CN')) : en(formats(locale));
}
