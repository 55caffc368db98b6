import type { Doing } from '../../lib/actions/actions';
import { words } from '../../text/index.svelte';
import type { Target, Triage } from './triage.svelte';

interface Here {
  /** What the keys are for: all that is chosen, otherwise what is open. */
  targets: () => readonly Target[];
  /** Whether they are chosen among what is done. */
  inDone: () => boolean;
  /** They have left the tab. */
  onleft: () => void;
  unread: () => void;
}

/** What can be done to the open conversation, or to a whole selection. */
export function triageActions(triage: Triage, { targets, inDone, onleft, unread }: Here) {
  const can = (): boolean => targets().length > 0;
  const every = (is: (one: Target) => boolean): boolean => targets().every(is);
  const allDone = (): boolean => every((one) => ('doneAt' in one ? one.doneAt !== null : inDone()));
  return {
    'inbox.done': {
      run: () => {
        void triage.done(targets(), !allDone());
        onleft();
      },
      can,
      name: () => (allDone() ? words.t.thread.reopen : words.t.thread.done),
    },
    'inbox.snooze': { run: () => triage.ask('snooze', targets()), can },
    'inbox.star': {
      run: () => void triage.star(targets()),
      can,
      name: () => (every((one) => one.starred) ? words.t.triage.unstar : words.t.triage.star),
    },
    'inbox.mute': {
      run: () => triage.muteOrAsk(targets()),
      can,
      name: () => (every((one) => one.muted) ? words.t.triage.unmute : words.t.triage.mute),
    },
    'inbox.tag': { run: () => triage.ask('tag', targets()), can },
    'inbox.unread': {
      run: unread,
      can,
      name: () =>
        every((one) => one.unread) ? words.t.triage.markRead : words.t.triage.markUnread,
    },
  } satisfies Record<string, Doing>;
}
