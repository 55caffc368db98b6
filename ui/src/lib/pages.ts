/** The pages of the desk, in the order of the navigation. */
export const PAGES = [
  'today',
  'inbox',
  'outbox',
  'feedback',
  'people',
  'promises',
  'settings',
] as const;
export type Page = (typeof PAGES)[number];
