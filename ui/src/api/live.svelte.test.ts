import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../host';
import type { Announcement, ConversationHead, Table } from './commands.gen';
import { useHost } from './index';
import { Live } from './live.svelte';

interface Asked {
  args: unknown;
  answer: (value: unknown) => void;
  fail: (error: unknown) => void;
}

let asked: Asked[];
let heard: Set<(announcement: Announcement) => void>;
let close: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  asked = [];
  heard = new Set();
  useHost({
    invoke: (_command, args) => new Promise((answer, fail) => asked.push({ args, answer, fail })),
    onChange: (hear) => {
      heard.add(hear);
      return () => heard.delete(hear);
    },
  } as Partial<Host> as Host);
});

afterEach(() => {
  close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function live(id: () => string): Live<'inbox.head'> {
  let made: Live<'inbox.head'> | undefined;
  close = $effect.root(() => {
    made = new Live('inbox.head', ['conversations'], () => ({ conversationId: id() }), {
      conversation: id,
    });
  });
  flushSync();
  if (made === undefined) throw new Error('no effect root');
  return made;
}

const announce = (tables: Table[], conversations: string[] | null, act = false): void =>
  heard.forEach((hear) => hear({ tables, conversations, act }));
const head = (person: string): Partial<ConversationHead> => ({ person });
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

test('goes from loading to ready, and keeps the answer while it asks again', async () => {
  const one = live(() => 'a');
  expect(one.state).toBe('loading');
  asked[0]?.answer(head('Lin'));
  await settle();
  expect(one.state).toBe('ready');
  expect(one.data?.person).toBe('Lin');
  void one.again();
  expect(one.refreshing).toBe(true);
  expect(one.data?.person, 'the old answer stays in sight').toBe('Lin');
});

test('a failure has a code, and trying again can mend it', async () => {
  const one = live(() => 'a');
  asked[0]?.fail({ code: 'notFound', detail: 'a' });
  await settle();
  expect(one.state).toBe('failed');
  expect(one.error?.code).toBe('notFound');
  void one.again();
  asked[1]?.answer(head('Lin'));
  await settle();
  expect(one.state).toBe('ready');
  expect(one.error).toBeNull();
});

test('a slow old answer never replaces a newer one', async () => {
  const one = live(() => 'a');
  void one.again();
  asked[1]?.answer(head('new'));
  await settle();
  asked[0]?.answer(head('old'));
  await settle();
  expect(one.data?.person).toBe('new');
});

test('asks again when its arguments change', () => {
  let id = $state('a');
  live(() => id);
  id = 'b';
  flushSync();
  expect(asked.map(({ args }) => args)).toEqual([{ conversationId: 'a' }, { conversationId: 'b' }]);
});

test('arguments of the same value are the same question', () => {
  let args = $state.raw({ id: 'a' });
  live(() => args.id);
  args = { id: 'a' };
  flushSync();
  expect(asked).toHaveLength(1);
});

test('shows what an act answered until the next answer, which it asks for if nobody has', async () => {
  const one = live(() => 'a');
  asked[0]?.answer(head('Lin'));
  await settle();
  one.amend((data) => ({ ...data, person: 'Mei' }));
  expect(one.data?.person).toBe('Mei');
  expect(asked, 'nobody had asked').toHaveLength(2);
  one.amend((data) => ({ ...data, person: 'Bo' }));
  expect(asked, 'it is being asked').toHaveLength(2);
  asked[1]?.answer(head('Ana'));
  await settle();
  expect(one.data?.person).toBe('Ana');
});

test('passes over commits to other tables and other conversations', async () => {
  live(() => 'a');
  announce(['drafts'], ['a']);
  announce(['conversations'], ['b']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(1);
  announce(['conversations'], null);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked, 'null means all conversations').toHaveLength(2);
});

test('shows a lone commit at the next frame', async () => {
  live(() => 'a');
  await vi.advanceTimersByTimeAsync(1000);
  announce(['conversations'], ['a']);
  await vi.advanceTimersByTimeAsync(17);
  expect(asked).toHaveLength(2);
});

test('shows what the seller did at once, also after a flood', async () => {
  live(() => 'a');
  await vi.advanceTimersByTimeAsync(1000);
  announce(['conversations'], ['a'], true);
  announce(['conversations'], ['a']);
  announce(['conversations'], ['a'], true);
  expect(asked, 'each act, and no commit in between').toHaveLength(3);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked, 'the last answer holds the commit too').toHaveLength(3);
});

test('asks at most four times a second under a flood, and once more after it', async () => {
  live(() => 'a');
  await vi.advanceTimersByTimeAsync(1000);
  for (let i = 0; i < 100; i++) {
    announce(['conversations'], ['a']);
    await vi.advanceTimersByTimeAsync(10);
  }
  const during = asked.length - 1;
  expect(during).toBeGreaterThanOrEqual(3);
  expect(during).toBeLessThanOrEqual(5);
  await vi.advanceTimersByTimeAsync(300);
  const after = asked.length;
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.length, 'then it is quiet').toBe(after);
});

test('hears nothing once it is closed', async () => {
  const one = live(() => 'a');
  close();
  expect(heard.size).toBe(0);
  asked[0]?.answer(head('late'));
  await settle();
  expect(one.data).toBeNull();
});
