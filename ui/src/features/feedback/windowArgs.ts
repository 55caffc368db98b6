/** Where in the ledger to look, and how much of it. */
export interface WindowArgs {
  at: number | null;
  before: number;
  after: number;
}

const ROWS = 40;

/** The beginning of the ledger. */
export const TOP: WindowArgs = { at: null, before: 0, after: 2 * ROWS };

/** The rows around one of them. */
export const around = (key: number): WindowArgs => ({ at: key, before: ROWS, after: ROWS });
