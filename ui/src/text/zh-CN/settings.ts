import type { Formats } from '../../lib/formats';
import type { Catalogue } from '../en';

/** 程序的外观与发送。 */
export const settings = (f: Formats): Pick<Catalogue, 'settings'> => ({
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
    sending: '发送',
    undoSend: '可撤销回复的时间',
    undoSendMore: '回复发出前会先在这里停留这么久，其间可以撤销。',
    undoOff: '不停留',
    undoSeconds: (n) => `${f.number(n)} 秒`,
  },
});
