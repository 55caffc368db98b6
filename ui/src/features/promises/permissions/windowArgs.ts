/** The part of a list that is asked for. */
export interface WindowArgs {
  at: number | null;
  before: number;
  after: number;
}

export const NEWEST: WindowArgs = { at: null, before: 0, after: 60 };

/** The rows around the one with that key. */
export const around = (at: number): WindowArgs => ({ at, before: 60, after: 60 });
