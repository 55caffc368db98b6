import { call } from '../../api';
import type { ComposerMode } from '../../api/commands.gen';
import { atMostEvery } from '../../lib/every';

/** The core passes it on every three seconds at most; asking oftener only costs. */
const PAUSE_MS = 2000;

/** Lets a buyer know that an answer is being written. */
export class TypingSign {
  readonly #conversationId: string;
  readonly #due: () => boolean;

  constructor(conversationId: string, now?: () => number) {
    this.#conversationId = conversationId;
    this.#due = atMostEvery(PAUSE_MS, now);
  }

  /** Something was typed. Notes are nobody's business, and neither is an emptied field. */
  typed(mode: ComposerMode, text: string): void {
    if (mode !== 'reply' || text === '' || !this.#due()) return;
    // Nobody misses a sign that did not come through.
    call('inbox.typing', { conversationId: this.#conversationId }).catch(() => undefined);
  }
}
