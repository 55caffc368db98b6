import { expect, test } from 'vitest';
import { useHost } from '../../api';
import type { Host } from '../../host';
import { TypingSign } from './typingSign';

function told(): unknown[] {
  const calls: unknown[] = [];
  const host: Partial<Host> = {
    invoke: async (command, args) => {
      calls.push([command, args]);
      throw { code: 'unreachable', detail: '' };
    },
  };
  useHost(host as Host);
  return calls;
}

test('a reply being written is told now and then, and a failure is nobody’s trouble', () => {
  const calls = told();
  let at = 0;
  const sign = new TypingSign('c1', () => at);
  for (at = 0; at < 5000; at += 100) sign.typed('reply', 'Yes, gl');
  expect(calls).toEqual(Array(3).fill(['inbox.typing', { conversationId: 'c1' }]));
});

test('neither a note nor an emptied field is told, nor do they use up the next sign', () => {
  const calls = told();
  const sign = new TypingSign('c1', () => 0);
  sign.typed('note', 'haggles');
  sign.typed('reply', '');
  expect(calls).toEqual([]);
  sign.typed('reply', 'Y');
  expect(calls).toHaveLength(1);
});
