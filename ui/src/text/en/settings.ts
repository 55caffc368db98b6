/** How the program looks. */
export const settings = () => ({
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
  },
});
