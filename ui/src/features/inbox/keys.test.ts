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
  ['q', 'elsewhere', null],
])('%s pressed in %s asks for %s', (name, place, act) => {
  expect(keyAct(key(name), place)).toBe(act);
});

test('keys of the system and of an input method are left alone', () => {
  expect(keyAct(key('r', { ctrlKey: true }), 'elsewhere')).toBeNull();
  expect(keyAct(key('z', { metaKey: true }), 'elsewhere')).toBeNull();
  expect(keyAct(key('n', { isComposing: true }), 'elsewhere')).toBeNull();
});
