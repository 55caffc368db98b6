import { call, CallError } from '../../api';
import type { ComposerMode } from '../../api/commands.gen';

/** Typed words are on their way to the store after this time, however long the typing goes on. */
const SAVE_MS = 150;
const RETRY_MS = 2000;

/** Saves and acts under way, by conversation: who opens it again waits for what was just written. */
const saving = new Map<string, Promise<void>>();

function follow(conversationId: string, done: Promise<void>): Promise<void> {
  saving.set(conversationId, done);
  return done.then(() => {
    if (saving.get(conversationId) === done) saving.delete(conversationId);
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
  #closed = false;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
  }

  /** Brings what was stored; what was typed in the meantime stays. */
  async load(): Promise<void> {
    const { conversationId } = this;
    await saving.get(conversationId);
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
    await saving.get(conversationId);
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
    modes.forEach((mode) => this.#cancel(mode));
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
    this.acting = mode;
    this.#cancel(mode);
    const { conversationId } = this;
    const before = saving.get(conversationId) ?? Promise.resolve();
    const done = before.then(() => run(text));
    void follow(
      conversationId,
      Promise.allSettled([done]).then(() => undefined),
    );
    try {
      await done;
    } catch (thrown) {
      this.#plan(mode, 0);
      return CallError.from(thrown);
    } finally {
      this.acting = null;
    }
    if (this[mode] === text) {
      this.#cancel(mode);
      this[mode] = '';
    } else {
      // Words that were added meanwhile are a new draft.
      if (this[mode].startsWith(text)) this[mode] = this[mode].slice(text.length).trimStart();
      this.#plan(mode, 0);
    }
    return null;
  }

  /** Saves after a while, unless that will be done sooner anyway: a later letter puts nothing off. */
  #plan(mode: ComposerMode, wait: number): void {
    const due = performance.now() + wait;
    if ((this.#timers.get(mode)?.due ?? Number.POSITIVE_INFINITY) <= due) return;
    this.#cancel(mode);
    if (this.#closed) {
      void this.#save(mode);
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(mode);
      // While an act runs its draft is the act's business.
      if (this.acting === mode) this.#plan(mode, SAVE_MS);
      else void this.#save(mode);
    }, wait);
    this.#timers.set(mode, { timer, due });
  }

  #cancel(mode: ComposerMode): void {
    clearTimeout(this.#timers.get(mode)?.timer);
    this.#timers.delete(mode);
  }

  /** Saves of one conversation run one after the other: the newest words arrive last. */
  #save(mode: ComposerMode): Promise<void> {
    const { conversationId } = this;
    const text = this[mode];
    const before = saving.get(conversationId) ?? Promise.resolve();
    const save = before.then(async () => {
      try {
        await call('inbox.saveDraft', { conversationId, mode, text });
        this.unsaved = null;
      } catch (thrown) {
        this.unsaved = CallError.from(thrown);
        if (!this.#closed && !this.#timers.has(mode)) this.#plan(mode, RETRY_MS);
      }
    });
    return follow(conversationId, save);
  }
}
