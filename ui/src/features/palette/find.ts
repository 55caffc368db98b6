import fuzzysort from 'fuzzysort';
import type { Found, Kind, Row } from './rows';

/** Weaker than this, it was hardly meant. */
const MEANT = 0.35;
/** What concerns the open conversation is a little more likely than what is as close to the words. */
const NEARER: Partial<Record<Kind, number>> = { whom: 0.08, action: 0.04 };
/** Ways of writing that stand for the title count a little less than the title itself. */
const INSTEAD = 0.05;

/** What was found of one kind, the best first. */
export interface Kindred {
  kind: Kind;
  rows: Found[];
}

/** Finds lines by letters of their names, in their order; the kind with the best one goes first. */
export function find(typed: string, rows: readonly Row[]): Kindred[] {
  const scored = rows.flatMap((row): { row: Found; score: number }[] => {
    const title = fuzzysort.single(typed, row.title);
    const others = row.also.map((name) => fuzzysort.single(typed, name)?.score ?? 0);
    const other = Math.max(0, ...others) - INSTEAD;
    const score = Math.max(title?.score ?? 0, other);
    if (score < MEANT) return [];
    const marks = title !== null && title.score >= other ? title.indexes : [];
    return [{ row: { ...row, marks }, score: score + (NEARER[row.kind] ?? 0) }];
  });
  const kinds: Kindred[] = [];
  for (const { row } of scored.toSorted((a, b) => b.score - a.score)) {
    const same = kinds.find(({ kind }) => kind === row.kind);
    if (same === undefined) kinds.push({ kind: row.kind, rows: [row] });
    else same.rows.push(row);
  }
  return kinds;
}

/** The pieces of a title, each with whether it was meant. */
export function pieces(
  title: string,
  marks: readonly number[],
): { text: string; meant: boolean }[] {
  const meant = new Set(marks);
  const cut: { text: string; meant: boolean }[] = [];
  for (let at = 0; at < title.length; at += 1) {
    const last = cut.at(-1);
    const letter = title.charAt(at);
    if (last !== undefined && last.meant === meant.has(at)) last.text += letter;
    else cut.push({ text: letter, meant: meant.has(at) });
  }
  return cut;
}
