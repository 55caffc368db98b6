import { expect, test } from 'vitest';
import { viewerAct } from './viewer';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey', boolean>> = {}) =>
  viewerAct({ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...held });

test('arrows turn to the next picture, with Shift they move this one', () => {
  expect([press('ArrowRight'), press('ArrowLeft')]).toEqual(['next', 'previous']);
  const shiftKey = true;
  expect([press('ArrowRight', { shiftKey }), press('ArrowLeft', { shiftKey })]).toEqual([
    'right',
    'left',
  ]);
  expect(press('ArrowUp')).toBe('up');
});

test('plus works with and without Shift, as keyboards differ', () => {
  expect(press('+', { shiftKey: true })).toBe('in');
  expect(press('=')).toBe('in');
  expect(press('-')).toBe('out');
  expect(press('0')).toBe('fit');
});

test('the system keeps its own keys, and letters mean nothing', () => {
  expect(press('+', { ctrlKey: true })).toBeNull();
  expect(press('Escape')).toBeNull();
  expect(press('j')).toBeNull();
});
