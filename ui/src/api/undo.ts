import { toasts } from '../lib/toasts.svelte';
import { words } from '../text/index.svelte';
import type { Undone } from './commands.gen';
import { call, CallError } from './index';

/** Takes the newest act back, and says which it was; null when it could not. */
export async function undoNewest(): Promise<Undone | null> {
  const { t } = words;
  try {
    const undone = await call('journal.undo');
    const { act, conversations } = undone;
    if (act === null) toasts.say(t.toast.nothingToUndo);
    else toasts.say(conversations > 1 ? t.triage.undoneMany(conversations) : t.toast.undone(act));
    return undone;
  } catch (thrown) {
    complain(thrown);
    return null;
  }
}

/** Does something that can be undone: says so with the way back, or why it was refused. */
export async function act(
  what: () => Promise<unknown>,
  done: string,
  undo: () => unknown = undoNewest,
): Promise<boolean> {
  try {
    await what();
  } catch (thrown) {
    complain(thrown);
    return false;
  }
  toasts.say(done, { action: { label: words.t.toast.undo, run: () => void undo() } });
  return true;
}

/** Says why something could not be done. */
export function complain(thrown: unknown): void {
  const { code } = CallError.from(thrown);
  // Who was asked and said no is in no trouble.
  toasts.say(words.t.error(code), { tone: code === 'declined' ? 'calm' : 'trouble' });
}
