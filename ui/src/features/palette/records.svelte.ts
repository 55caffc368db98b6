import { call } from '../../api';

/** So long nothing more is typed before the shop is looked through. */
const SETTLES_MS = 120;
/** So many of a kind are shown. */
const SHOWN = 6;

export interface PersonFound {
  id: string;
  name: string;
  account: string;
}

/** What the shop holds under some words: asked for when the typing rests, answered for those words alone. */
export class Records {
  people = $state.raw<readonly PersonFound[]>([]);
  state = $state<'idle' | 'finding' | 'failed'>('idle');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Looks for these words; for none there is nothing to be found. */
  look(text: string): void {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    this.people = [];
    this.state = text === '' ? 'idle' : 'finding';
    if (text !== '') this.#timer = setTimeout(() => void this.#find(text, asked), SETTLES_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  async #find(text: string, asked: number): Promise<void> {
    try {
      const { rows } = await call('people.roster', {
        sort: 'seen',
        stage: 'all',
        search: text,
        at: null,
        before: 0,
        after: SHOWN,
      });
      if (asked !== this.#asked) return;
      this.people = rows.map(({ id, name, account }) => ({ id, name, account }));
      this.state = 'idle';
    } catch {
      // It is said in the palette, where it was asked.
      if (asked === this.#asked) this.state = 'failed';
    }
  }
}
