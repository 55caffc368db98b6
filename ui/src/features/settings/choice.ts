/** One of a few that can be chosen. */
export interface Choice<V extends string> {
  value: V;
  label: string;
}
