import type { KeyName } from '../../lib/actions/keys';

/** What a line of the palette leads to. */
export type Kind =
  'whom' | 'action' | 'page' | 'setting' | 'person' | 'product' | 'order' | 'search';

/** A line of the palette. */
export interface Row {
  /** The same for the same thing, whatever it is called at the moment. */
  id: string;
  kind: Kind;
  title: string;
  /** What else it is found by: its English name, its pinyin. */
  also: readonly string[];
  /** What tells it apart, smaller and beside it. */
  more: string | null;
  key: KeyName | null;
  run: () => void;
}

/** A line that was found, with the letters of its title that were meant. */
export interface Found extends Row {
  marks: readonly number[];
}

export interface RowGroup {
  id: string;
  title: string;
  rows: readonly Found[];
}
