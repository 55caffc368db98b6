import { words } from '../text/index.svelte';
import type { GivePromise, PromiseLine } from './commands.gen';
import { call } from './index';
import { act } from './undo';

/** What the seller does with promises. Each tells whether it was taken, and offers the way back. */
export const promiseActs = {
  give: (promise: GivePromise, person: string): Promise<boolean> =>
    act(() => call('promises.make', promise), words.t.promises.made(person)),

  reword: ({ id }: PromiseLine, what: string): Promise<boolean> =>
    act(() => call('promises.reword', { id, what }), words.t.promises.toastReworded),

  move: ({ id }: PromiseLine, dueAt: number, why: string): Promise<boolean> =>
    act(() => call('promises.move', { id, dueAt, why }), words.t.promises.toastMoved),

  settle: ({ id }: PromiseLine, kept: boolean): Promise<boolean> => {
    const { toastKept, toastBroken } = words.t.promises;
    return act(() => call('promises.settle', { id, kept }), kept ? toastKept : toastBroken);
  },

  reopen: ({ id }: PromiseLine): Promise<boolean> =>
    act(() => call('promises.reopen', { id }), words.t.promises.toastReopened),
};
