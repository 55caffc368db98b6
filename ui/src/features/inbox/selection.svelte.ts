import { SvelteMap } from 'svelte/reactivity';
import type { ConversationRow } from '../../api/commands.gen';

/** The rows that the seller has chosen; they stay chosen while the list is scrolled. */
export class Selection {
  readonly #rows = new SvelteMap<string, ConversationRow>();
  /** Where a range begins. */
  #anchor: string | null = null;

  get size(): number {
    return this.#rows.size;
  }

  get rows(): readonly ConversationRow[] {
    return [...this.#rows.values()];
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  toggle(row: ConversationRow): void {
    if (!this.#rows.delete(row.id)) this.#rows.set(row.id, row);
    this.#anchor = row.id;
  }

  /** Chooses everything between the last row that was chosen, or `from`, and this one. */
  extend(loaded: readonly ConversationRow[], to: ConversationRow, from: string | null): void {
    this.#anchor ??= from ?? to.id;
    const at = (id: string | null): number => loaded.findIndex((row) => row.id === id);
    const [begin, end] = [at(this.#anchor), at(to.id)];
    const rows = begin < 0 ? [to] : loaded.slice(Math.min(begin, end), Math.max(begin, end) + 1);
    for (const row of rows) this.#rows.set(row.id, row);
  }

  all(loaded: readonly ConversationRow[]): void {
    for (const row of loaded) this.#rows.set(row.id, row);
  }

  /** What is known of the chosen rows by now. */
  refresh(loaded: readonly ConversationRow[]): void {
    for (const row of loaded) if (this.#rows.has(row.id)) this.#rows.set(row.id, row);
  }

  clear(): void {
    this.#rows.clear();
    this.#anchor = null;
  }
}
