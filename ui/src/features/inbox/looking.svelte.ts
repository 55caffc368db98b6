import { call } from '../../api';

/** So long a thread is in view before it counts as read. */
const LOOKS_MS = 1000;

/**
 * Tells when the seller really looks at a conversation: its thread is open and in view for about a
 * second while the window has the focus. Passing by with the keys is not looking.
 */
export class Looking {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The seller has marked it unread: it stays so until they come back to it. */
  #kept = false;

  constructor(private readonly conversationId: string) {}

  /** Marked unread by hand. */
  keep(): void {
    this.#kept = true;
    this.stop();
  }

  /** Something unread is in view, up to that message. */
  at(upTo: number): void {
    this.stop();
    if (this.#kept) return;
    this.#timer = setTimeout(() => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
      // It is tried again at the next look.
      void call('inbox.read', { conversationId: this.conversationId, upTo }).catch(() => undefined);
    }, LOOKS_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
