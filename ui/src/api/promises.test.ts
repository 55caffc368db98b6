import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeHost } from '../host/fake';
import { toasts } from '../lib/toasts.svelte';
import type { PromiseLine } from './commands.gen';
import { call, useHost } from './index';
import { promiseActs } from './promises';

const ALL = { tab: 'all', at: null, before: 0, after: 50 } as const;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { languages: ['en'] });
  useHost(fakeHost(new URLSearchParams()));
});
afterEach(() => {
  toasts.list = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const rows = async (): Promise<PromiseLine[]> => (await call('promises.list', ALL)).rows;

async function one(): Promise<PromiseLine> {
  const row = (await rows()).find(({ state }) => state === 'open');
  if (row === undefined) throw new Error('the made-up shop owes nothing');
  return row;
}

const later = () => Date.now() + 86_400_000;
const acts: Record<string, () => Promise<boolean>> = {
  reword: async () => promiseActs.reword(await one(), 'Something else'),
  move: async () => promiseActs.move(await one(), later(), 'The kiln broke'),
  keep: async () => promiseActs.settle(await one(), true),
  break: async () => promiseActs.settle(await one(), false),
  give: async () => {
    const { personId, person } = await one();
    const given = { personId, conversationId: null, messageId: null, what: 'A card' };
    return promiseActs.give({ ...given, dueAt: later() }, person);
  },
};

test.each(Object.keys(acts))('%s changes the list, and its toast takes it back', async (name) => {
  const before = await rows();
  expect(await acts[name]?.()).toBe(true);
  expect(await rows()).not.toEqual(before);
  expect(toasts.list).toHaveLength(1);
  toasts.list[0]?.action?.run();
  await vi.waitFor(async () => expect(await rows()).toEqual(before));
});

test('what is refused says why, and changes nothing', async () => {
  const before = await rows();
  const nobody = { personId: 'nobody', conversationId: null, messageId: null };
  expect(await promiseActs.give({ ...nobody, what: 'A card', dueAt: later() }, 'Nobody')).toBe(
    false,
  );
  expect(toasts.list.map(({ tone, action }) => [tone, action])).toEqual([['trouble', null]]);
  expect(await rows()).toEqual(before);
});
