import { call, CallError } from '../../api';
import type { OutboxEntry } from '../../api/commands.gen';
import { complain, undoNewest } from '../../api/undo';
import type { Taken } from '../../components/trade/acts';
import { begun } from '../../components/trade/begun';
import { toasts } from '../../lib/toasts.svelte';
import { words } from '../../text/index.svelte';

/** What the seller does in the ledger, and how the newest of it is taken back. */
export class LedgerActs {
  /** Whether a marketplace is heard: then what is sent has left before a hand could stop it. */
  readonly #online: () => boolean;
  #newest: OutboxEntry | null = null;

  constructor(online: () => boolean) {
    this.#online = online;
  }

  /** Answers what a buyer wrote. */
  answer(person: string, feedbackId: string, text: string): Taken {
    const said = words.t.ledger.answered(person);
    return this.#send(call('feedback.answer', { feedbackId, text }), said);
  }

  /** Rates the buyer for an order. */
  rate(person: string, orderId: string, rating: number, text: string): Taken {
    const said = words.t.ledger.rated(person);
    return this.#send(call('feedback.rate', { orderId, rating, text }), said);
  }

  /** Tries again what stopped. */
  async retry({ id }: OutboxEntry): Promise<void> {
    await this.#try(call('outbox.retry', { id }));
  }

  /** Takes back what has not left; its words go into the field that they came from. */
  async takeBack(entry: OutboxEntry): Promise<void> {
    const { act, subjectId } = entry;
    if (!(await this.#try(call('outbox.discard', { id: entry.id })))) return;
    if (this.#newest?.id === entry.id) this.#newest = null;
    if (subjectId !== null && act.kind === 'answer') {
      begun.set(subjectId, { act: 'answer', text: act.text, stars: 0 });
    } else if (subjectId !== null && act.kind === 'feedback') {
      begun.set(subjectId, { act: 'rate', text: act.text, stars: act.rating });
    }
    toasts.say(words.t.ledger.takenBack);
  }

  /** Takes back the newest act of this page where that is possible, else of the whole desk. */
  async undo(): Promise<void> {
    if (this.#newest !== null) {
      await this.takeBack(this.#newest);
      return;
    }
    await undoNewest();
  }

  async #send(sent: Promise<OutboxEntry>, said: string): Taken {
    try {
      const entry = await sent;
      this.#newest = this.#online() ? null : entry;
      const undo = { label: words.t.toast.undo, run: () => void this.takeBack(entry) };
      toasts.say(said, this.#online() ? {} : { action: undo });
      return null;
    } catch (thrown) {
      return words.t.error(CallError.from(thrown).code);
    }
  }

  async #try(act: Promise<unknown>): Promise<boolean> {
    try {
      await act;
      return true;
    } catch (thrown) {
      complain(thrown);
      return false;
    }
  }
}
