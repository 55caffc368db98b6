import { call } from '../../api';
import type { FoundRecords } from '../../api/commands.gen';

/** So long nothing more is typed before the shop is looked through. */
const SETTLES_MS = 40;
/** So many of a kind are shown. */
const SHOWN = 6;
const NOTHING: FoundRecords = { people: [], products: [], orders: [], notes: [] };

/** What the shop holds under some words: asked for when the typing rests, answered for those words alone. */
export class Records {
  found = $state.raw<FoundRecords>(NOTHING);
  state = $state<'idle' | 'finding' | 'failed'>('idle');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Looks for these words; for none there is nothing to be found. */
  look(text: string): void {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    this.found = NOTHING;
    this.state = text === '' ? 'idle' : 'finding';
    if (text !== '') this.#timer = setTimeout(() => void this.#find(text, asked), SETTLES_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #find(text: string, asked: number): Promise<void> {
    try {
      const found = await call('search.records', { text, limit: SHOWN });
      if (asked !== this.#asked) return;
      this.found = found;
      this.state = 'idle';
    } catch {
      // It is said in the palette, where it was asked.
      if (asked === this.#asked) this.state = 'failed';
    }
  }
}
