import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useHost } from '../../api';
import type { SaveDraft } from '../../api/commands.gen';
import type { Host } from '../../host';
import { Drafts } from './drafts.svelte';

let said: [command: string, args: unknown][];
let stored: { reply: string; note: string };
let saveTakes: number;
let saveFails: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  stored = { reply: '', note: '' };
  saveTakes = 0;
  saveFails = false;
  useHost({
    async invoke(command, args) {
      if (command === 'inbox.drafts') return { ...stored };
      if (saveTakes > 0) await new Promise((done) => setTimeout(done, saveTakes));
      if (saveFails) throw { code: 'diskFull', detail: '' };
      said.push([command, args]);
      const { mode, text } = args as SaveDraft;
      if (command === 'inbox.saveDraft') stored[mode] = text;
      return null;
    },
  } as Partial<Host> as Host);
});

afterEach(() => vi.useRealTimers());

test('typed words are saved within 250 ms, once per pause', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'H');
  drafts.type('reply', 'He');
  await vi.advanceTimersByTimeAsync(250);
  expect(said).toEqual([['inbox.saveDraft', { conversationId: 'a', mode: 'reply', text: 'He' }]]);
});

test('typing without a pause is saved while it goes on', async () => {
  const drafts = new Drafts('a');
  let text = '';
  for (let letter = 0; letter < 20; letter += 1) {
    text += 'x';
    drafts.type('reply', text);
    await vi.advanceTimersByTimeAsync(50);
    // At most the letters of a quarter of a second are missing.
    expect(text.length - stored.reply.length).toBeLessThanOrEqual(5);
  }
});

test('after a save that failed, further typing is not put off', async () => {
  saveFails = true;
  const drafts = new Drafts('a');
  drafts.type('reply', 'H');
  await vi.advanceTimersByTimeAsync(250);
  saveFails = false;
  drafts.type('reply', 'He');
  await vi.advanceTimersByTimeAsync(250);
  expect(stored.reply).toBe('He');
});

test('who comes back while a reply is being taken does not find its words again', async () => {
  saveTakes = 50;
  const first = new Drafts('a');
  stored.reply = 'sent';
  first.type('reply', 'sent');
  void first.act('reply', async () => {
    await new Promise((done) => setTimeout(done, 50));
    stored.reply = '';
  });
  void first.close();
  const second = new Drafts('a');
  const loaded = second.load();
  await vi.advanceTimersByTimeAsync(200);
  await loaded;
  expect(second.reply).toBe('');
});

test('closing saves at once, to its own conversation and per mode', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'said');
  drafts.type('note', 'kept');
  await drafts.close();
  expect(said.map(([, args]) => args)).toEqual([
    { conversationId: 'a', mode: 'reply', text: 'said' },
    { conversationId: 'a', mode: 'note', text: 'kept' },
  ]);
});

test('opening again waits for the save that is under way', async () => {
  saveTakes = 50;
  const first = new Drafts('a');
  first.type('reply', 'half a sentence');
  void first.close();
  const second = new Drafts('a');
  const loaded = second.load();
  await vi.advanceTimersByTimeAsync(60);
  await loaded;
  expect(second.reply).toBe('half a sentence');
});

test('loading never replaces what was typed meanwhile', async () => {
  stored.reply = 'old';
  const drafts = new Drafts('a');
  const loading = drafts.load();
  drafts.type('reply', 'new');
  await loading;
  expect(drafts.reply).toBe('new');
});

test('a draft that the core made is taken up, but never over words', async () => {
  const drafts = new Drafts('a');
  await drafts.load();
  stored.reply = 'a discarded reply';
  await drafts.loadAgain();
  expect(drafts.reply).toBe('a discarded reply');
  drafts.type('reply', 'a discarded reply, changed');
  stored.reply = 'something else';
  await drafts.loadAgain();
  expect(drafts.reply).toBe('a discarded reply, changed');
});

test('a field that was just emptied stays empty', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'no');
  await vi.advanceTimersByTimeAsync(210);
  drafts.type('reply', '');
  await drafts.loadAgain();
  expect(drafts.reply).toBe('');
});

test('a save under way ends before the act, and none follows it', async () => {
  saveTakes = 50;
  const drafts = new Drafts('a');
  drafts.type('reply', 'Yes');
  await vi.advanceTimersByTimeAsync(210);
  const acting = drafts.act('reply', async (text) => said.push(['act', text]));
  await vi.advanceTimersByTimeAsync(60);
  expect(await acting).toBeNull();
  expect(drafts.reply).toBe('');
  await vi.advanceTimersByTimeAsync(1000);
  expect(said.map(([command]) => command)).toEqual(['inbox.saveDraft', 'act']);
});

test('an act that fails keeps the words and saves them', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'Yes');
  const error = await drafts.act('reply', () => Promise.reject({ code: 'closed', detail: '' }));
  expect(error?.code).toBe('closed');
  expect(drafts.reply).toBe('Yes');
  await vi.advanceTimersByTimeAsync(10);
  expect(stored.reply).toBe('Yes');
});

test('words of an act without an answer are not stored again', async () => {
  const drafts = new Drafts('a');
  drafts.type('note', 'taken, perhaps');
  const error = await drafts.act('note', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(error?.answered).toBe(false);
  await drafts.flush();
  expect(stored.note).toBe('');
  drafts.type('note', 'taken, perhaps. And more');
  await drafts.flush();
  expect(stored.note).toBe('taken, perhaps. And more');
});

test('leaving while an act runs saves what was typed behind it, and nothing of it', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'Yes.');
  const acting = drafts.act('reply', async () => {
    await new Promise((done) => setTimeout(done, 50));
    said.push(['act', null]);
  });
  await vi.advanceTimersByTimeAsync(10);
  drafts.type('reply', 'Yes. And');
  const closed = drafts.close();
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all([acting, closed]);
  expect(stored.reply).toBe('And');
  const saved = said.flatMap(([, args]) => (args === null ? [] : [(args as SaveDraft).text]));
  expect(saved.filter((text) => text.startsWith('Yes'))).toEqual([]);
});

test('words typed while an act runs are a new draft', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'Yes.');
  await drafts.act('reply', async () => drafts.type('reply', 'Yes. And'));
  expect(drafts.reply).toBe('And');
  await vi.advanceTimersByTimeAsync(10);
  expect(stored.reply).toBe('And');
});

test('two quick acts with the same words are one', async () => {
  const drafts = new Drafts('a');
  drafts.type('reply', 'Yes');
  let times = 0;
  const run = async (): Promise<void> => {
    times += 1;
  };
  await Promise.all([drafts.act('reply', run), drafts.act('reply', run)]);
  expect(times).toBe(1);
});

test('a save that fails says so and is tried again', async () => {
  saveFails = true;
  const drafts = new Drafts('a');
  drafts.type('note', 'green');
  await vi.advanceTimersByTimeAsync(250);
  expect(drafts.unsaved?.code).toBe('diskFull');
  saveFails = false;
  await vi.advanceTimersByTimeAsync(2100);
  expect(drafts.unsaved).toBeNull();
  expect(stored.note).toBe('green');
});
