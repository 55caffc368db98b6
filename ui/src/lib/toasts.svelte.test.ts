import { afterEach, expect, test, vi } from 'vitest';
import { toasts } from './toasts.svelte';

const texts = (): string[] => toasts.list.map(({ text }) => text);
const action = { label: 'Undo', run: vi.fn() };

afterEach(() => {
  for (const { id } of toasts.list) toasts.close(id);
});

test('only the newest act offers the way back', () => {
  toasts.say('Note saved.', { action });
  toasts.say('Promised.', { action });
  expect(texts()).toEqual(['Promised.']);
  toasts.say('Undone.');
  expect(texts()).toEqual(['Undone.']);
});

test('trouble leaves the way back where it is', () => {
  toasts.say('Promised.', { action });
  toasts.say('That did not work.', { tone: 'trouble' });
  expect(texts()).toEqual(['Promised.', 'That did not work.']);
});
