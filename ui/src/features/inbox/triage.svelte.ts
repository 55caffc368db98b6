import { call } from '../../api';
import type { ConversationRow, TriageAct } from '../../api/commands.gen';
import { act } from '../../api/undo';
import { words } from '../../text/index.svelte';

/** A conversation that something can be done to: a row of the list, or the head of a thread. */
export type Target = Pick<
  ConversationRow,
  'id' | 'person' | 'starred' | 'muted' | 'unread' | 'tags' | 'snooze'
>;

/** What is asked before something is done. */
export interface Asked {
  what: 'snooze' | 'mute' | 'tag';
  targets: readonly Target[];
}

/** Does things to conversations, one or a whole selection, and says so with the way back. */
export class Triage {
  /** The dialog that is open, and for whom. */
  asked = $state.raw<Asked | null>(null);
  readonly #undo: () => void;
  readonly #left: (ids: ReadonlySet<string>) => void;

  /** `left` is told of what leaves the tab it stands in, before it does. */
  constructor(undo: () => void, left: (ids: ReadonlySet<string>) => void) {
    this.#undo = undo;
    this.#left = left;
  }

  ask(what: Asked['what'], targets: readonly Target[]): void {
    if (targets.length > 0) this.asked = { what, targets };
  }

  done(targets: readonly Target[], done: boolean): Promise<boolean> {
    const { toast } = words.t;
    return this.#does(targets, { kind: 'done', done }, done ? toast.done : toast.reopened, done);
  }

  snooze(targets: readonly Target[], until: number | null, onReply: boolean): Promise<boolean> {
    const { said } = words.t.triage;
    const say = (who: string): string =>
      until === null ? said.snoozedReply(who) : said.snoozedUntil(who, until);
    return this.#does(targets, { kind: 'snooze', until, onReply }, say, true);
  }

  wake(targets: readonly Target[]): Promise<boolean> {
    return this.#does(targets, { kind: 'wake' }, words.t.triage.said.woken, true);
  }

  /** Stars all of them, or none where all are starred. */
  star(targets: readonly Target[]): Promise<boolean> {
    const { said } = words.t.triage;
    const starred = !targets.every((one) => one.starred);
    return this.#does(targets, { kind: 'star', starred }, starred ? said.starred : said.unstarred);
  }

  mute(targets: readonly Target[], until: number | null): Promise<boolean> {
    return this.#does(targets, { kind: 'mute', until }, words.t.triage.said.muted);
  }

  /** Lets them notify again where all are muted; otherwise asks for how long. */
  muteOrAsk(targets: readonly Target[]): void {
    if (!targets.every((one) => one.muted)) this.ask('mute', targets);
    else void this.#does(targets, { kind: 'unmute' }, words.t.triage.said.unmuted);
  }

  tag(targets: readonly Target[], word: string): Promise<boolean> {
    const { said } = words.t.triage;
    return this.#does(targets, { kind: 'tag', word }, (who) => said.tagged(who, word));
  }

  untag(targets: readonly Target[], word: string): Promise<boolean> {
    const { said } = words.t.triage;
    return this.#does(targets, { kind: 'untag', word }, (who) => said.untagged(who, word));
  }

  /** Marks all of them as unread, or as read where all are unread. */
  read(targets: readonly Target[]): Promise<boolean> {
    const { said } = words.t.triage;
    const read = targets.every((one) => one.unread);
    return this.#does(targets, { kind: 'read', read }, read ? said.read : said.unread);
  }

  async #does(
    targets: readonly Target[],
    what: TriageAct,
    say: (who: string) => string,
    leaves = false,
  ): Promise<boolean> {
    const [first] = targets;
    if (first === undefined) return false;
    const conversationIds = targets.map((one) => one.id);
    const who = targets.length === 1 ? first.person : words.t.triage.said.many(targets.length);
    if (leaves) this.#left(new Set(conversationIds));
    return act(() => call('inbox.triage', { conversationIds, act: what }), say(who), this.#undo);
  }
}
