import { call, CallError, type ArgsOf } from './index';
import { toasts } from '../lib/toasts.svelte';
import { words } from '../text/index.svelte';

type Act = 'promises.make' | 'promises.move' | 'promises.settle' | 'promises.reopen';

/** Does something with a promise and offers a way back. Tells whether it was done. */
export async function promiseAct<N extends Act>(
  name: N,
  args: ArgsOf<N>,
  said: string,
): Promise<boolean> {
  try {
    await (call as (name: Act, args: unknown) => Promise<unknown>)(name, args);
    toasts.say(said, { action: { label: words.t.toast.undo, run: () => void undoNewest() } });
    return true;
  } catch (thrown) {
    toasts.say(words.t.error(CallError.from(thrown).code), { tone: 'trouble' });
    return false;
  }
}

/** Takes the newest act back. */
export async function undoNewest(): Promise<void> {
  const t = words.t;
  try {
    const undone = await call('journal.undo');
    toasts.say(undone.act === null ? t.toast.nothingToUndo : t.toast.undone(undone.act));
  } catch (thrown) {
    toasts.say(t.error(CallError.from(thrown).code), { tone: 'trouble' });
  }
}
