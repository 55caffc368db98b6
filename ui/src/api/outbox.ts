import type { UnsentActs } from '../components/unsent/acts';
import { toasts } from '../lib/toasts.svelte';
import { words } from '../text/index.svelte';
import { call } from './index';
import { complain } from './undo';

/** Does something about an entry; tells whether it was done, and why not where it was not. */
async function tried(what: Promise<unknown>, done = ''): Promise<boolean> {
  try {
    await what;
  } catch (thrown) {
    complain(thrown);
    return false;
  }
  if (done !== '') toasts.say(done);
  return true;
}

/** What the seller does with what has not arrived. */
export const unsentActs: UnsentActs = {
  retry: ({ id }) => tried(call('outbox.retry', { id })),
  edit: ({ id }, text) => tried(call('outbox.edit', { id, text })),
  discard: (entry) => {
    const { outbox, leaving } = words.t;
    const done = entry.act.kind === 'message' ? outbox.discarded : leaving.discarded;
    return tried(call('outbox.discard', { id: entry.id }), entry.editable ? done : '');
  },
  acknowledge: ({ id }) => tried(call('outbox.acknowledge', { id })),
  remove: ({ id }) => tried(call('outbox.delete', { id }), words.t.outbox.deleting),
};

/** Tries at once to reach every marketplace. */
export function tryNow(): void {
  void tried(call('accounts.tryNow'));
}
