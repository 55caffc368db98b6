/** A message that something led to. Another visit is another object. */
export interface Found {
  key: number;
  /** The search that found it, whose words are marked in it; empty where it was no search. */
  text: string;
}
