import { expect, test } from 'vitest';
import type { GrantPermission } from '../../api/commands.gen';
import { endOfDay, mayNote, proposed, SOURCES } from './asked';

const said: GrantPermission = {
  ...{ personId: 'p', purpose: 'offers', words: 'May we?' },
  ...{ source: 'spoken', messageId: null, evidence: 'At the fair' },
};

test('the words that people were shown last are proposed before the usual ones', () => {
  const older = { version: 1, text: 'one', firstAt: 1 };
  const newer = { version: 2, text: 'two', firstAt: 2 };
  expect(proposed([newer, older], 'usual')).toBe('two');
  expect(proposed([], 'usual')).toBe('usual');
});

test('without words, or with nothing that shows it, there is nothing to note', () => {
  expect(mayNote(said)).toBe(true);
  expect(mayNote({ ...said, words: ' \n' })).toBe(false);
  for (const source of SOURCES) {
    expect(mayNote({ ...said, source, evidence: ' ' }), source).toBe(source === 'page');
  }
  expect(mayNote({ ...said, source: 'message', messageId: 'm', evidence: '' })).toBe(true);
});

test('a day ends where the next one begins, in the place of the seller', () => {
  const end = endOfDay('2026-12-31');
  expect(end).toBe(new Date(2027, 0, 1).getTime() - 1);
  expect(endOfDay('2028-02-29')).toBe(new Date(2028, 2, 1).getTime() - 1);
  for (const none of ['', '31.12.2026', '2026-12']) expect(endOfDay(none)).toBeNull();
});
