import { expect, test } from 'vitest';
import type { Place } from '../../lib/place';
import { keyAct } from './keys';

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
});

test.each<[string, Place, string | null]>([
  ['j', 'elsewhere', 'next'],
  ['j', 'field', null],
  ['/', 'field', null],
  ['Escape', 'field', 'leave'],
  ['e', 'control', 'done'],
  ['Enter', 'elsewhere', 'reply'],
  ['Enter', 'control', null],
  ['ArrowDown', 'elsewhere', 'next'],
  ['ArrowDown', 'thread', null],
  ['ArrowDown', 'control', null],
  ['s', 'elsewhere', 'snooze'],
  ['s', 'field', null],
  ['*', 'elsewhere', 'star'],
  ['x', 'thread', 'select'],
  ['q', 'elsewhere', null],
])('%s pressed in %s asks for %s', (name, place, act) => {
  expect(keyAct(key(name), place)).toBe(act);
});

test('keys of the system and of an input method are left alone', () => {
  expect(keyAct(key('r', { ctrlKey: true }), 'elsewhere')).toBeNull();
  expect(keyAct(key('z', { metaKey: true }), 'elsewhere')).toBeNull();
  expect(keyAct(key('n', { isComposing: true }), 'elsewhere')).toBeNull();
});

test('with Shift, moving chooses, and Ctrl+A chooses all but the words of a field', () => {
  expect(keyAct(key('J', { shiftKey: true }), 'elsewhere')).toBe('extendNext');
  expect(keyAct(key('ArrowUp', { shiftKey: true }), 'elsewhere')).toBe('extendPrevious');
  expect(keyAct(key('J'), 'elsewhere')).toBeNull();
  expect(keyAct(key('a', { ctrlKey: true }), 'elsewhere')).toBe('selectAll');
  expect(keyAct(key('a', { metaKey: true }), 'elsewhere')).toBe('selectAll');
  expect(keyAct(key('a', { ctrlKey: true }), 'field')).toBeNull();
  expect(keyAct(key('a', { ctrlKey: true }), 'thread')).toBeNull();
});
