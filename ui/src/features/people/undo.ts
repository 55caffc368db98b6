import { call, CallError } from '../../api';
import { toasts } from '../../lib/toasts.svelte';
import { words } from '../../text/index.svelte';

/** Takes the newest act back, and says which it was. */
export async function undo(): Promise<void> {
  const { t } = words;
  try {
    const undone = await call('journal.undo');
    toasts.say(undone.act === null ? t.toast.nothingToUndo : t.toast.undone(undone.act));
  } catch (thrown) {
    toasts.say(t.error(CallError.from(thrown).code), { tone: 'trouble' });
  }
}

/** Does something that can be undone: says so with the way back, or why it was refused. */
export async function act(what: () => Promise<unknown>, done: string): Promise<boolean> {
  const { t } = words;
  try {
    await what();
    toasts.say(done, { action: { label: t.toast.undo, run: () => void undo() } });
    return true;
  } catch (thrown) {
    toasts.say(t.error(CallError.from(thrown).code), { tone: 'trouble' });
    return false;
  }
}
