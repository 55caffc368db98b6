import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Host } from '../host';
import { useHost } from './index';
import { tellLook } from './looking';

let told: unknown[];
let focused: boolean;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  told = [];
  focused = true;
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal(
    'document',
    Object.assign(new EventTarget(), { hasFocus: () => focused, visibilityState: 'visible' }),
  );
  useHost({
    invoke: async (command, args) => {
      expect(command).toBe('attention.look');
      told.push(args);
      return null;
    },
  } as Partial<Host> as Host);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is open and whether the window is in front is told when it changes', () => {
  stop = tellLook('one');
  window.dispatchEvent(new Event('focus'));
  focused = false;
  window.dispatchEvent(new Event('blur'));
  stop();
  stop = tellLook('two');
  expect(told).toEqual([
    { here: true, conversationId: 'one' },
    { here: false, conversationId: 'one' },
    { here: false, conversationId: 'two' },
  ]);
});

test('whoever touches nothing for a while has gone, and is back with the first touch', () => {
  stop = tellLook('three');
  vi.advanceTimersByTime(170_000);
  window.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(170_000);
  expect(told).toEqual([{ here: true, conversationId: 'three' }]);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(2);
  expect(told.at(-1)).toEqual({ here: false, conversationId: 'three' });
  window.dispatchEvent(new Event('pointermove'));
  expect(told.at(-1)).toEqual({ here: true, conversationId: 'three' });
});
