import { call, CallError } from '../../api';
import type { ComposerMode } from '../../api/commands.gen';

/** Typed words are on their way to the store after this time, however long the typing goes on. */
const SAVE_MS = 100;
const RETRY_MS = 2000;

/**
 * Saves and acts under way, by conversation. They run one after the other, so that the newest words
 * arrive last; who opens the conversation again waits for them.
 */
const underWay = new Map<string, Promise<void>>();

function inTurn(conversationId: string, work: () => Promise<void>): Promise<void> {
  const done = (underWay.get(conversationId) ?? Promise.resolve()).then(work);
  underWay.set(conversationId, done);
  return done.then(() => {
    if (underWay.get(conversationId) === done) underWay.delete(conversationId);
  });
}

/**
 * What is being written in one conversation, per mode. It belongs to that conversation for its
 * whole life: words cannot cross to another one, because no other one is known here.
 */
export class Drafts {
  readonly conversationId: string;
  reply = $state('');
  note = $state('');
  /** Why the newest save failed; null when it did not. */
  unsaved = $state.raw<CallError | null>(null);
  /** Which act is under way. */
  acting = $state<ComposerMode | null>(null);

  readonly #timers = new Map<ComposerMode, { timer: ReturnType<typeof setTimeout>; due: number }>();
  readonly #touched = new Set<ComposerMode>();
  /** Words of an act of which nobody knows what became. */
  readonly #unknown = new Map<ComposerMode, string>();
  #closed = false;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
  }

  /** Brings what was stored; what was typed in the meantime stays. */
  async load(): Promise<void> {
    const { conversationId } = this;
    await underWay.get(conversationId);
    try {
      const stored = await call('inbox.drafts', { conversationId });
      if (!this.#touched.has('reply')) this.reply = stored.reply;
      if (!this.#touched.has('note')) this.note = stored.note;
    } catch (thrown) {
      this.unsaved = CallError.from(thrown);
    }
  }

  /** Takes up a draft that the core has made, such as a discarded reply; never over words here. */
  async loadAgain(): Promise<void> {
    const { conversationId } = this;
    if (this.reply !== '' && this.note !== '') return;
    await underWay.get(conversationId);
    try {
      const stored = await call('inbox.drafts', { conversationId });
      for (const mode of ['reply', 'note'] as const) {
        const idle = !this.#timers.has(mode) && this.acting !== mode;
        if (this[mode] === '' && idle) this[mode] = stored[mode];
      }
    } catch (thrown) {
      this.unsaved = CallError.from(thrown);
    }
  }

  /** Takes what was typed and saves it shortly after. */
  type(mode: ComposerMode, text: string): void {
    this[mode] = text;
    this.#touched.add(mode);
    this.#plan(mode, SAVE_MS);
  }

  /** Saves at once whatever is still waiting to be saved. */
  flush(): Promise<void> {
    const modes = [...this.#timers.keys()];
    return Promise.all(modes.map((mode) => this.#save(mode))).then(() => undefined);
  }

  /** The conversation is left: saves, and plans nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  /**
   * Runs the act with the words of this mode. The core removes the stored draft together with
   * the act, so no save may arrive after it; the words go only when the act has succeeded.
   * Returns the error that has a sentence, or null.
   */
  async act(
    mode: ComposerMode,
    run: (text: string) => Promise<unknown>,
  ): Promise<CallError | null> {
    if (this.acting !== null) return null;
    const text = this[mode];
    let error: CallError | null = null;
    this.acting = mode;
    this.#cancel(mode);
    await inTurn(this.conversationId, async () => {
      try {
        await run(text);
        this.#taken(mode, text);
      } catch (thrown) {
        error = CallError.from(thrown);
        if (!error.answered) this.#unknown.set(mode, text);
      }
      this.acting = null;
      // Words that were added meanwhile are a new draft, and those of an act that failed are one still.
      if (this[mode] !== '') await this.#write(mode);
    });
    return error;
  }

  /** These words have left the field; what was typed behind them stays. */
  #taken(mode: ComposerMode, text: string): void {
    const now = this[mode];
    if (now === text) this[mode] = '';
    else if (now.startsWith(text)) this[mode] = now.slice(text.length).trimStart();
  }

  /** Saves after a while, unless that will be done sooner anyway: a later letter puts nothing off. */
  #plan(mode: ComposerMode, wait: number): void {
    if (this.#closed) {
      void this.#save(mode);
      return;
    }
    const due = performance.now() + wait;
    if ((this.#timers.get(mode)?.due ?? Number.POSITIVE_INFINITY) <= due) return;
    this.#cancel(mode);
    const timer = setTimeout(() => void this.#save(mode), wait);
    this.#timers.set(mode, { timer, due });
  }

  #cancel(mode: ComposerMode): void {
    clearTimeout(this.#timers.get(mode)?.timer);
    this.#timers.delete(mode);
  }

  #save(mode: ComposerMode): Promise<void> {
    this.#cancel(mode);
    return inTurn(this.conversationId, () => this.#write(mode));
  }

  /** Stores what stands in the field now. */
  async #write(mode: ComposerMode): Promise<void> {
    const { conversationId } = this;
    const text = this[mode];
    // It may have been taken while the page was on its way out: stored again, it would be sent twice.
    if (this.#unknown.get(mode) === text) return;
    try {
      await call('inbox.saveDraft', { conversationId, mode, text });
      this.unsaved = null;
    } catch (thrown) {
      this.unsaved = CallError.from(thrown);
      if (!this.#closed) this.#plan(mode, RETRY_MS);
    }
  }
}
