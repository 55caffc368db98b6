/** What of the settings can be gone to, in the order of the page. */
export const SETTING_PLACES = [
  'accounts',
  'undoSend',
  'notifications',
  'preview',
  'inFront',
  'quietWhen',
  'work',
  'limits',
  'alarm',
  'theme',
  'language',
  'searchIndex',
] as const;
export type SettingPlace = (typeof SETTING_PLACES)[number];
