import type { Language } from '../api/commands.gen';
import { formats } from '../lib/formats';
import { en, type Catalogue } from './en';
import { pseudo } from './pseudo';
import { zhCN } from './zh-CN';

export type { Catalogue } from './en';

/** A language that the program speaks. */
export type Spoken = 'en' | 'zh-CN';

/** The language to speak, when the seller leaves it to the system. */
export function spoken(language: Language, preferred: readonly string[]): Spoken {
  if (language !== 'system') return language;
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** How numbers and dates are written: the seller's own region, where it fits the language. */
export function locale(language: Spoken, preferred: readonly string[]): string {
  if (language === 'zh-CN') return 'zh-CN';
  return preferred.find((tag) => /^en\b/i.test(tag)) ?? 'en';
}

/** One whole catalogue. */
export function catalogue(language: Spoken, preferred: readonly string[]): Catalogue {
  const f = formats(locale(language, preferred));
  return language === 'zh-CN' ? zhCN(f) : en(f);
}

/** The words on screen. They change at once when the language does. */
class Words {
  language = $state<Language>('system');
  /** Marks every sentence, so that unmarked ones stand out. Only ever set by the test hosts. */
  marked = $state(false);
  readonly spoken = $derived(spoken(this.language, navigator.languages));
  readonly t = $derived.by((): Catalogue => {
    const words = catalogue(this.spoken, navigator.languages);
    return this.marked ? pseudo(words) : words;
  });
}

export const words = new Words();
