import type { AccountState, AccountStatus } from '../../../api/commands.gen';
import type { Catalogue } from '../../../text/index.svelte';
import { placeOf } from './address';

export type Tone = 'good' | 'away' | 'trouble';

const TONES: Readonly<Record<AccountState, Tone>> = {
  online: 'good',
  connecting: 'away',
  offline: 'away',
  disconnected: 'away',
  failing: 'trouble',
  revoked: 'trouble',
};

/** How an account's state looks. */
export function toneOf(account: AccountStatus): Tone {
  return TONES[account.state];
}

/** Whether only the seller can make it go on. */
export function needsSignIn({ state }: AccountStatus): boolean {
  return state === 'revoked' || state === 'disconnected';
}

/** Why it stands still; null where the state alone says enough. */
export function why(account: AccountStatus, t: Catalogue): string | null {
  const stands = account.state === 'offline' || TONES[account.state] === 'trouble';
  return stands && account.reason !== null ? t.reason(account.reason) : null;
}

export interface Fact {
  term: string;
  value: string;
  /** Whether the value came from outside of the catalogue. */
  outside: boolean;
}

/** What is worth knowing about an account, besides its state. */
export function factsOf(account: AccountStatus, t: Catalogue, now: number): Fact[] {
  const { syncedAt, historyDone, historyMessages, setAside } = account;
  const fact = (term: string, value: string): Fact => ({ term, value, outside: false });
  const facts = [
    { term: t.accounts.place, value: placeOf(account.baseUrl), outside: true },
    fact(
      t.accounts.heard,
      syncedAt === null ? t.accounts.neverHeard : t.accounts.heardAt(syncedAt, now),
    ),
    fact(
      t.accounts.history,
      historyDone ? t.accounts.historyDone : t.accounts.historyMessages(historyMessages),
    ),
  ];
  if (setAside > 0) facts.push(fact(t.accounts.aside, t.accounts.setAside(setAside)));
  return facts;
}
