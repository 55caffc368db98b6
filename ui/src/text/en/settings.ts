import type { Formats } from '../../lib/formats';

/** How the program looks and sends. */
export const settings = (f: Formats) => ({
  settings: {
    title: 'Settings',
    open: 'Appearance and language',
    theme: 'Appearance',
    language: 'Language',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    languageSystem: 'System',
    en: 'English',
    zhCN: '简体中文',
    sending: 'Sending',
    undoSend: 'Time to undo a reply',
    undoSendMore: 'For so long a reply stays here before it leaves, and Undo takes it back.',
    undoOff: 'Off',
    undoSeconds: (n: number) => `${f.number(n)} s`,
  },
});
