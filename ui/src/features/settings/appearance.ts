import { call, CallError } from '../../api';
import type { Appearance, Language, Theme } from '../../api/commands.gen';
import { toasts } from '../../lib/toasts.svelte';
import type { Catalogue } from '../../text/index.svelte';
import type { Choice } from './choice';

export function themes(t: Catalogue): Choice<Theme>[] {
  return [
    { value: 'system', label: t.settings.system },
    { value: 'light', label: t.settings.light },
    { value: 'dark', label: t.settings.dark },
  ];
}

/** A language is named in itself, so that whoever reads only that one finds it. */
export function languages(t: Catalogue): Choice<Language>[] {
  return [
    { value: 'system', label: t.settings.languageSystem },
    { value: 'en', label: t.settings.en },
    { value: 'zh-CN', label: t.settings.zhCN },
  ];
}

/** Changes how the program looks; says so where it could not be kept. */
export async function setAppearance(appearance: Appearance, t: Catalogue): Promise<void> {
  try {
    await call('settings.setAppearance', appearance);
  } catch (thrown) {
    toasts.say(t.error(CallError.from(thrown).code), { tone: 'trouble' });
  }
}
