import { expect, test } from 'vitest';
import type { AccountStatus } from '../../../api/commands.gen';
import { formats } from '../../../lib/formats';
import { en } from '../../../text/en';
import { factsOf, needsSignIn, toneOf, why } from './accountFacts';

const t = en(formats('en-GB'));
const now = new Date(2026, 10, 22, 9, 20).getTime();
const lastNight = new Date(2026, 10, 21, 23, 58).getTime();

function account(changes: Partial<AccountStatus>): AccountStatus {
  return {
    id: 'a',
    name: 'Jade & Clay',
    marketplace: 'open',
    baseUrl: 'https://bazaar.example/market',
    state: 'online',
    sinceAt: now,
    syncedAt: now,
    reason: null,
    historyDone: true,
    historyMessages: 0,
    setAside: 0,
    ...changes,
  };
}

const values = (changes: Partial<AccountStatus>) =>
  factsOf(account(changes), t, now).map(({ value }) => value);

test('a healthy account says where it is, when it was heard, and that all is here', () => {
  expect(values({})).toEqual(['bazaar.example', 'today, 09:20', 'All of it is here']);
});

test('a first sync says how far it is; what was set aside is a fact of its own', () => {
  expect(
    values({ syncedAt: null, historyDone: false, historyMessages: 1240, setAside: 1 }),
  ).toEqual([
    'bazaar.example',
    'Not yet',
    '1,240 messages so far, more to come',
    '1 change that could not be read',
  ]);
});

test('the day before is named as a day', () => {
  expect(values({ syncedAt: lastNight })[1]).toBe('21 Nov, 23:58');
});

test('only what the seller has to do asks for a sign-in', () => {
  const states = ['connecting', 'online', 'offline', 'failing', 'revoked', 'disconnected'] as const;
  expect(states.filter((state) => needsSignIn(account({ state })))).toEqual([
    'revoked',
    'disconnected',
  ]);
});

test('a reason is told where it explains the state, and not once the account is at rest', () => {
  const reason = { kind: 'unauthorized' } as const;
  expect(why(account({ state: 'revoked', reason }), t)).toBe(t.reason(reason));
  expect(why(account({ state: 'offline', reason: { kind: 'unreachable' } }), t)).toBe(
    t.reason({ kind: 'unreachable' }),
  );
  expect(why(account({ state: 'disconnected', reason }), t)).toBeNull();
  expect(toneOf(account({ state: 'disconnected' }))).toBe('away');
  expect(toneOf(account({ state: 'revoked' }))).toBe('trouble');
});
