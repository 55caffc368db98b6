import { expect, test } from 'vitest';
import type { GrantPermission, PersonPermissions } from '../api/commands.gen';
import { fakePermissions } from './fakePermissions';
import { fakeShop } from './fakeShop';
import { fakeTrade } from './fakeTrade';

const now = Date.now();
const none = new URLSearchParams('quiet');
const begin = () => fakePermissions(none, fakeTrade(now, fakeShop(now)), now, () => undefined);
const said: GrantPermission = {
  ...{ personId: 'p-c1', purpose: 'offers', words: 'May we?', source: 'spoken' },
  ...{ messageId: null, evidence: 'At the fair' },
};

test('granted, withdrawn and taken back, as the core does it', () => {
  const { answers, undo } = begin();
  const of = (asOf: number | null = null): PersonPermissions =>
    answers['permissions.of']({ personId: 'p-c1', asOf });
  const allowed = () => of().purposes.filter((one) => one.granted);
  expect(allowed()).toEqual([]);
  answers['permissions.grant'](said);
  expect(allowed()[0]?.line).toMatchObject({ purpose: 'offers', version: 1, words: 'May we?' });
  expect(() => answers['permissions.grant'](said)).toThrow();
  expect(answers['permissions.tallies'](null).offers).toBe(1);
  answers['permissions.withdraw'](said);
  expect(allowed()).toEqual([]);
  expect(undo()).toBe('permissionWithdrawn');
  expect(allowed()).toHaveLength(1);
  expect(of().log.map((line) => [line.granted, line.takesBack, line.takenBack])).toEqual([
    [false, true, false],
    [false, false, true],
    [true, false, false],
  ]);
  expect(of(now - 1).purposes.some((one) => one.granted)).toBe(false);
  expect(undo()).toBe('permissionGranted');
  expect(undo()).toBeNull();
});

test('a message is the evidence, and leads to its conversation', () => {
  const people = fakeTrade(now, fakeShop(now));
  const { answers } = fakePermissions(none, people, now, () => undefined);
  const messageId = people[1]?.talk.items[0]?.id ?? '';
  answers['permissions.grant']({ ...said, personId: 'p-c2', source: 'message', messageId });
  const line = answers['permissions.of']({ personId: 'p-c2', asOf: null }).log[0];
  expect(line).toMatchObject({ conversationId: 'c2', source: 'message' });
  expect(line?.evidence).toContain('strap');
});
