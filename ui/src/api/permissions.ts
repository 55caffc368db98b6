import { words } from '../text/index.svelte';
import type { GrantPermission, PermissionPurpose, WithdrawPermission } from './commands.gen';
import { call } from './index';
import { act } from './undo';

/** Notes that somebody allowed something; tells whether it was taken. */
export function grant(said: GrantPermission, person: string): Promise<boolean> {
  const done = words.t.permissions.granted(person, said.purpose);
  return act(() => call('permissions.grant', said), done);
}

/** Notes that somebody took back what they had allowed; tells whether it was taken. */
export function withdraw(said: WithdrawPermission, person: string): Promise<boolean> {
  const done = words.t.permissions.withdrawn(person, said.purpose);
  return act(() => call('permissions.withdraw', said), done);
}

/** The wordings of a purpose that people agreed to, newest first. */
export const wordings = (purpose: PermissionPurpose) => call('permissions.words', { purpose });
