// What one field of the composer may hold, after whatever happened to the program.

/** As much typing as may be lost, in milliseconds. */
export const LOST_MS = 250;

/** What stood in the field, and when it surely stood there. */
interface Stood {
  text: string;
  at: number;
}

/** One conversation's replies, or its notes. */
export class Box {
  /** Everything that stood in it since it was last known, oldest first. */
  #stood: Stood[] = [{ text: '', at: 0 }];
  /** What was sent and may or may not have been taken. */
  sending: string | null = null;
  /** What was surely taken. */
  readonly taken: string[] = [];

  constructor(
    readonly person: string,
    readonly mode: 'reply' | 'note',
  ) {}

  /** What stands in it now, as far as the hand on the keyboard knows. */
  get text(): string {
    return this.#stood.at(-1)?.text ?? '';
  }

  /** A key was pressed, and the page has it. */
  typed(text: string, at: number): void {
    this.#stood.push({ text, at });
  }

  /** Enter was pressed. */
  sent(): void {
    this.sending = this.text;
  }

  /** What stands there once the sending was taken: words that were added meanwhile. */
  get rest(): string {
    return this.sending === null ? this.text : restOf(this.text, this.sending);
  }

  /** The sending was taken. */
  settled(at: number): void {
    if (this.sending === null) return;
    this.taken.push(this.sending);
    this.#stood = [{ text: this.rest, at }];
    this.sending = null;
  }

  /**
   * What may be found after a kill at that moment: everything that stood there later than `LOST_MS`
   * before it, and what stood there just then. `taken` says whether what was being sent has arrived.
   */
  after(killed: number, taken: boolean): string[] {
    const sure = this.#stood.findLastIndex(({ at }) => at <= killed - LOST_MS);
    const may = this.#stood.slice(Math.max(0, sure)).map(({ text }) => text);
    const { sending } = this;
    if (sending === null || !taken) return may;
    // The draft goes in the same transaction in which the reply is taken.
    return ['', ...may.filter((text) => text.startsWith(sending)).map((it) => restOf(it, sending))];
  }

  /** This was found after a kill. */
  found(text: string, taken: boolean): void {
    if (this.sending !== null && taken) this.taken.push(this.sending);
    this.sending = null;
    this.#stood = [{ text, at: 0 }];
  }
}

function restOf(text: string, sent: string): string {
  return text.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
}
