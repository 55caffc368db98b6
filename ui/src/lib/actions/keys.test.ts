import { expect, test } from 'vitest';
import type { Place } from '../place';
import { ariaKeys, freeAt, pressed, shownKey } from './keys';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  ...{ key, keyCode: 0, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false },
  isComposing: false,
  ...more,
});

test.each<[string, Partial<KeyboardEvent>, boolean, string | null]>([
  ['j', {}, false, 'j'],
  ['J', { shiftKey: true }, false, 'Shift+j'],
  // Caps Lock
  ['J', {}, false, 'j'],
  ['?', { shiftKey: true }, false, '?'],
  ['ArrowDown', { shiftKey: true }, false, 'Shift+ArrowDown'],
  ['k', { ctrlKey: true }, false, 'Mod+k'],
  ['k', { metaKey: true }, true, 'Mod+k'],
  // Deletes to the end of the line in every field of a Mac.
  ['k', { ctrlKey: true }, true, null],
  ['k', { metaKey: true }, false, null],
  ['e', { altKey: true }, false, null],
  ['@', { altKey: true, ctrlKey: true }, false, null],
  ['n', { isComposing: true }, false, null],
  ['Enter', { keyCode: 229 }, false, null],
])('%s with %o on a Mac: %s is %s', (key, more, mac, name) => {
  expect(pressed(press(key, more), mac)).toBe(name);
});

test.each<[string, Place, boolean]>([
  ['j', 'field', false],
  ['e', 'control', true],
  ['Enter', 'elsewhere', true],
  ['Enter', 'thread', true],
  ['Enter', 'control', false],
  ['ArrowDown', 'elsewhere', true],
  ['Shift+ArrowDown', 'thread', false],
  ['ArrowDown', 'control', false],
  ['Mod+a', 'elsewhere', true],
  ['Mod+a', 'thread', false],
])('%s pressed in %s is free: %s', (key, place, free) => {
  expect(freeAt(key, place, false)).toBe(free);
});

test('what works while typing works everywhere', () => {
  for (const place of ['field', 'control', 'thread', 'elsewhere'] as const) {
    expect(freeAt('Mod+k', place, true)).toBe(true);
  }
});

test('keys are shown as they stand on the keyboard, and told as ARIA has them', () => {
  expect(shownKey('Mod+Shift+Enter', false)).toEqual(['Ctrl', '⇧', '↵']);
  expect(shownKey('Mod+k', true)).toEqual(['⌘', 'K']);
  expect(shownKey('g t', false)).toEqual(['g', 't']);
  expect(ariaKeys(['Mod+k'], false)).toBe('Control+k');
  expect(ariaKeys(['Mod+k'], true)).toBe('Meta+k');
  expect(ariaKeys(['r', 'Enter'], false)).toBe('r Enter');
  expect(ariaKeys(['g t'], false)).toBeUndefined();
});
