/** What was chosen in the palette since the program was started, the newest first. */
let used: readonly string[] = [];

const KEPT = 20;

export function noteUse(id: string): void {
  used = [id, ...used.filter((one) => one !== id)].slice(0, KEPT);
}

/** Those of the ids that were used, the newest first. */
export function newestOf(ids: ReadonlySet<string>): string[] {
  return used.filter((id) => ids.has(id));
}
