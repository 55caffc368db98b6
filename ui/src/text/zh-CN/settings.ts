import type { Catalogue } from '../en';

/** 程序的外观。 */
export const settings = (): Pick<Catalogue, 'settings'> => ({
  settings: {
    title: '设置',
    open: '外观与语言',
    theme: '外观',
    language: '语言',
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
    languageSystem: '跟随系统',
    en: 'English',
    zhCN: '简体中文',
  },
});
