import { CallError, host, type ArgsOf, type ResultOf, type ViewName } from './index';
import type { Announcement, Table } from './commands.gen';

/**
 * Of what comes in bulk, four answers a second are enough for eyes, and leave the core to its work.
 * What the seller does is shown at once.
 */
const PAUSE_MS = 250;

interface Options {
  /** When given, commits that touched only other conversations are passed over. */
  conversation?: () => string | null;
}

/**
 * A view that stays true: it runs again when its arguments change or a commit touches its tables.
 * What was shown stays until the new answer is there. Runs are numbered, so that a slow old
 * answer never replaces a newer one. Made while a component is set up, or in an effect root.
 */
export class Live<N extends ViewName> {
  /** The newest answer. */
  data = $state.raw<ResultOf<N> | null>(null);
  /** The arguments that the newest answer belongs to. */
  answered = $state.raw<ArgsOf<N> | null>(null);
  /** Why the newest run failed; null when it did not. */
  error = $state.raw<CallError | null>(null);
  /** Whether a run is under way. */
  refreshing = $state(false);

  readonly state = $derived.by((): 'loading' | 'failed' | 'ready' => {
    if (this.data !== null) return 'ready';
    return this.error !== null && !this.refreshing ? 'failed' : 'loading';
  });

  readonly #name: N;
  readonly #args: () => ArgsOf<N>;
  readonly #tables: ReadonlySet<Table>;
  readonly #conversation: () => string | null;
  #runs = 0;
  #shown = 0;
  #startedAt = Number.NEGATIVE_INFINITY;
  #frame: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(name: N, tables: readonly Table[], args: () => ArgsOf<N>, options: Options = {}) {
    this.#name = name;
    this.#args = args;
    this.#tables = new Set(tables);
    this.#conversation = options.conversation ?? (() => null);
    $effect(() => {
      // Listening comes before reading: no commit falls between the two.
      const stop = host().onChange((announcement) => this.#hear(announcement));
      return () => {
        stop();
        this.#forgetPlans();
        // Answers still on their way belong to nobody.
        this.#shown = ++this.#runs;
      };
    });
    // Arguments of the same value are the same question, whatever object they come in.
    const question = $derived(JSON.stringify(args()));
    $effect(() => {
      void this.#run(JSON.parse(question) as ArgsOf<N>);
    });
  }

  /** Runs again at once. */
  again(): Promise<void> {
    return this.#run(this.#args());
  }

  /** Shows what an act has answered, until the store's own answer is there. */
  amend(change: (data: ResultOf<N>) => ResultOf<N>): void {
    if (this.data !== null) this.data = change(this.data);
    // Most often the act's commit has been heard by now, and the view runs already.
    if (!this.refreshing) void this.again();
  }

  #hear({ tables, conversations, act }: Announcement): void {
    if (!tables.some((table) => this.#tables.has(table))) return;
    const ours = this.#conversation();
    if (ours !== null && conversations !== null && !conversations.includes(ours)) return;
    if (act) {
      this.#forgetPlans();
      void this.again();
    } else {
      this.#plan();
    }
  }

  /** Leading and trailing: the first commit is shown at the next frame, a flood once per pause. */
  #plan(): void {
    if (this.#frame !== null || this.#timer !== null) return;
    const wait = this.#startedAt + PAUSE_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#atNextFrame();
      }, wait);
    } else {
      this.#atNextFrame();
    }
  }

  #atNextFrame(): void {
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      void this.again();
    });
  }

  #forgetPlans(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#frame = null;
    this.#timer = null;
  }

  async #run(args: ArgsOf<N>): Promise<void> {
    const run = ++this.#runs;
    this.#startedAt = performance.now();
    this.refreshing = true;
    try {
      const data = (await host().invoke(this.#name, args)) as ResultOf<N>;
      if (run < this.#shown) return;
      this.#shown = run;
      this.data = data;
      this.answered = args;
      this.error = null;
    } catch (thrown) {
      if (run < this.#shown) return;
      this.#shown = run;
      this.error = CallError.from(thrown);
    } finally {
      if (run === this.#runs) this.refreshing = false;
    }
  }
}
