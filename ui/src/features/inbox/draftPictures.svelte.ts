import { call, CallError, carry } from '../../api';
import type { DraftPicture, MayShow, ThreadQuote } from '../../api/commands.gen';

/** A picture that is not in the draft yet: it is being made ready, or it was not taken. */
export interface ComingPicture {
  id: number;
  /** What its file is called; empty for what was pasted without a name. */
  name: string;
  /** Why it was not taken; null while it is being made ready. */
  error: CallError | null;
}

let coming = 0;

/**
 * What the reply of one conversation shows besides its words: its pictures, and the message that it
 * answers. Both lie in the store, with the draft of this conversation and of no other.
 */
export class DraftPictures {
  readonly conversationId: string;
  /** What is in the draft. */
  there = $state.raw<DraftPicture[]>([]);
  /** What is on its way there. */
  coming = $state.raw<ComingPicture[]>([]);
  /** The message that the reply answers. */
  answers = $state.raw<ThreadQuote | null>(null);

  readonly working = $derived(this.coming.some(({ error }) => error === null));
  #asked = 0;

  constructor(conversationId: string) {
    this.conversationId = conversationId;
  }

  /** Brings what was stored; the newest answer stands. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    const { conversationId } = this;
    try {
      const { pictures, answers } = await call('inbox.drafts', { conversationId });
      if (asked !== this.#asked) return;
      this.there = pictures;
      this.answers = answers;
    } catch {
      // The draft's words say that the draft cannot be read.
    }
  }

  /** Adds what was chosen, pasted or dropped, one after the other. */
  async add(files: readonly File[], may: MayShow): Promise<void> {
    const mine = files.map((file) => ({ file, id: ++coming }));
    this.coming = [
      ...this.coming,
      ...mine.map(({ file, id }) => ({ id, name: file.name, error: null })),
    ];
    for (const { file, id } of mine) {
      try {
        // Not even read: it would be refused after it had been brought here whole.
        if (file.size > may.maxBytes) throw new CallError('pictureTooLarge', '');
        const { conversationId } = this;
        const added = await carry('inbox.addPicture', { conversationId }, file);
        this.#asked += 1;
        if (!this.there.some((one) => one.id === added.id)) this.there = [...this.there, added];
        this.dismiss(id);
      } catch (thrown) {
        const error = CallError.from(thrown);
        this.coming = this.coming.map((one) => (one.id === id ? { ...one, error } : one));
      }
    }
    await this.load();
  }

  /** Takes away the sentence about what was not taken. */
  dismiss(id: number): void {
    this.coming = this.coming.filter((one) => one.id !== id);
  }

  /** Takes a picture out of the draft. */
  async remove(pictureId: string): Promise<void> {
    const { conversationId } = this;
    this.there = this.there.filter((one) => one.id !== pictureId);
    await call('inbox.removePicture', { conversationId, pictureId }).catch(() => undefined);
    await this.load();
  }

  /** Chooses the message that the reply answers, or none. */
  async answer(messageId: string | null): Promise<void> {
    const { conversationId } = this;
    if (messageId === null) this.answers = null;
    await call('inbox.answer', { conversationId, messageId }).catch(() => undefined);
    await this.load();
  }

  /** They have been sent. */
  sent(pictures: readonly string[]): void {
    this.#asked += 1;
    this.there = this.there.filter(({ id }) => !pictures.includes(id));
    this.coming = this.coming.filter(({ error }) => error === null);
    this.answers = null;
  }
}
