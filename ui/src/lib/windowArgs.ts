/** A window of rows around a key: what the list views of the core are asked with. */
export interface WindowArgs {
  at: number | null;
  before: number;
  after: number;
}

const ROWS = 60;

/** The first rows of a list. */
export const TOP: WindowArgs = { at: null, before: 0, after: ROWS };
/** The last rows of a thread, which are its newest. */
export const NEWEST: WindowArgs = { at: null, before: ROWS, after: 0 };

/** The rows around one of them: as many above as below, however far one has scrolled. */
export function around(key: number): WindowArgs {
  return { at: key, before: ROWS, after: ROWS };
}
