import type { PersonAt, ShowPersonRows } from '../../api/commands.gen';

/** How many rows of a person's are shown at a time. */
export const ROWS = 10;

/** Which rows of a person's are shown: the newest, or those on one side of a row. */
export interface RowPlace {
  at: PersonAt | null;
  side: 'older' | 'newer';
}

export const NEWEST: RowPlace = { at: null, side: 'older' };

/** The arguments that show these rows. The row that one came from is shown again at the edge. */
export function rowArgs(personId: string, { at, side }: RowPlace): ShowPersonRows {
  const newer = at !== null && side === 'newer';
  return { personId, at, before: newer ? ROWS - 1 : 0, after: newer ? 1 : ROWS };
}

/** The places that older and newer rows are asked from. */
export function turned(
  rows: readonly { at: PersonAt }[],
): Record<RowPlace['side'], RowPlace | null> {
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    newer: first === undefined ? null : { at: first.at, side: 'newer' },
    older: last === undefined ? null : { at: last.at, side: 'older' },
  };
}
