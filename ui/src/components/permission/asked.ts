import type {
  GrantPermission,
  PermissionPurpose,
  PermissionSource,
  PermissionWording,
} from '../../api/commands.gen';

/** The purposes that people are asked for, in the order in which they are shown. */
export const PURPOSES: readonly PermissionPurpose[] = ['updates', 'offers', 'surveys'];

/** How somebody can have said it, in the order in which it is proposed. */
export const SOURCES: readonly PermissionSource[] = ['spoken', 'paper', 'page', 'message', 'other'];

/** The words to begin with: those that people were shown last, else those that are proposed. */
export function proposed(wordings: readonly PermissionWording[], usual: string): string {
  return wordings[0]?.text ?? usual;
}

/** Whether that can be noted: words, and something that shows it. A page shows it by itself. */
export function mayNote({ words, source, messageId, evidence }: GrantPermission): boolean {
  const shown = messageId !== null || source === 'page' || evidence.trim() !== '';
  return words.trim() !== '' && shown;
}

/** The last millisecond of the local day that a date field names; null while it names none. */
export function endOfDay(field: string): number | null {
  const named = /^(\d{4})-(\d{2})-(\d{2})$/.exec(field);
  if (named === null) return null;
  const [year, month, day] = [Number(named[1]), Number(named[2]), Number(named[3])];
  return new Date(year, month - 1, day + 1).getTime() - 1;
}
