import { call, CallError } from '../../api';
import type { RuleBreak } from '../../api/commands.gen';

/** So long after the last letter it is looked what the words would break. */
const LOOK_MS = 250;

/**
 * What the reply that is being written would break of the marketplace's rules. What is found is a
 * guess: it warns once, and whoever sends the same words again means it.
 */
export class Rules {
  /** What was found in the words as they stand, or stood a moment ago. */
  breaks = $state.raw<readonly RuleBreak[]>([]);
  /** Whether the seller has tried to send words that break something, and was told. */
  warned = $state(false);
  readonly #conversationId: string;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversationId: string) {
    this.#conversationId = conversationId;
  }

  /** Takes the words as they are typed; returns the way to stop looking. */
  look(text: string): () => void {
    if (text !== this.#text) this.warned = false;
    this.#text = text;
    if (text.trim() === '') this.breaks = [];
    else this.#timer = setTimeout(() => void this.#find(), LOOK_MS);
    return () => clearTimeout(this.#timer);
  }

  /** Whether these words may leave: they break nothing, or the seller was told and means it. */
  async pass(text: string): Promise<boolean> {
    if (this.warned) return true;
    clearTimeout(this.#timer);
    this.#text = text;
    await this.#find();
    this.warned = this.breaks.length > 0;
    return !this.warned;
  }

  async #find(): Promise<void> {
    const text = this.#text;
    const asked = { conversationId: this.#conversationId, text };
    try {
      const found = await call('inbox.checkReply', asked);
      if (text === this.#text) this.breaks = found;
    } catch (thrown) {
      // Without an answer nothing is known against the words; sending has its own checks.
      if (!(thrown instanceof CallError)) throw thrown;
      this.breaks = [];
    }
  }
}
