import { expect, test } from 'vitest';
import type { AccountStatus, ShopStatus } from '../../api/commands.gen';
import { formats } from '../../lib/formats';
import { en } from '../../text/en';
import { footLines } from './foot';

const t = en(formats('en-GB'));
const now = new Date(2026, 10, 22, 9, 20).getTime();
const synced = new Date(2026, 10, 22, 9, 12).getTime();

function shop(account: Partial<AccountStatus>, more: Partial<ShopStatus> = {}): ShopStatus {
  const one: AccountStatus = {
    id: 'a',
    name: 'Bazaar',
    marketplace: 'bazaar',
    state: 'online',
    sinceAt: now,
    syncedAt: synced,
    reason: null,
    historyDone: true,
    historyMessages: 0,
    setAside: 0,
    ...account,
  };
  return { name: 'Jade & Clay', accounts: [one], queued: 0, trouble: 0, waiting: 0, ...more };
}

test('offline is calm, says what is queued and since when', () => {
  const lines = footLines(
    shop({ state: 'offline', reason: { kind: 'unreachable' } }, { queued: 2 }),
    t,
    now,
  );
  expect(lines).toEqual({
    tone: 'away',
    head: 'Offline · 2 queued',
    more: ['Synced 09:12. All of it is saved here.'],
  });
});

test('the first sync counts what it brings', () => {
  const lines = footLines(shop({ historyDone: false, historyMessages: 1240 }), t, now);
  expect(lines.more).toEqual(['Bringing your history: 1,240 messages']);
});

test('a revoked token is said with its reason', () => {
  const lines = footLines(shop({ state: 'revoked', reason: { kind: 'unauthorized' } }), t, now);
  expect(lines.tone).toBe('trouble');
  expect(lines.head).toBe('Bazaar has stopped');
  expect(lines.more[0]).toBe(t.reason({ kind: 'unauthorized' }));
});

test('what was set aside is a quiet line', () => {
  const lines = footLines(shop({ syncedAt: now, setAside: 3 }), t, now);
  expect(lines.more).toEqual(['Synced just now.', t.foot.setAside(3)]);
});
