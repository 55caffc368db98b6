export interface Step<T> {
  rows: readonly T[];
  /** Whether this step changes rows above what is read, so that the position holds from the end. */
  shift: boolean;
}

/**
 * Cuts a change of rows in two, so that the row being read stays where it is: first everything
 * from that row on, then everything above it. A virtual list can hold its place in either kind of
 * change, but not in both at once.
 */
export function steps<T>(
  old: readonly T[],
  next: readonly T[],
  keyOf: (row: T) => string,
  firstVisible: number,
): Step<T>[] {
  const places = new Map(next.map((row, index) => [keyOf(row), index]));
  for (let held = Math.max(0, firstVisible); held < old.length; held++) {
    const row = old[held];
    const place = row === undefined ? undefined : places.get(keyOf(row));
    if (place === undefined) continue;
    const above = old.slice(0, held);
    if (sameKeys(above, next.slice(0, place), keyOf)) return [{ rows: next, shift: false }];
    const below = next.slice(place);
    const taken = new Set(below.map(keyOf));
    const kept = above.filter((one) => !taken.has(keyOf(one)));
    return [
      { rows: [...kept, ...below], shift: false },
      { rows: next, shift: true },
    ];
  }
  return [{ rows: next, shift: false }];
}

function sameKeys<T>(a: readonly T[], b: readonly T[], keyOf: (row: T) => string): boolean {
  return (
    a.length === b.length &&
    a.every((row, index) => {
      const other = b[index];
      return other !== undefined && keyOf(row) === keyOf(other);
    })
  );
}
