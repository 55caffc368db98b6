import type { AccountState, AccountStatus, Reason, SignInState } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';

type Names =
  | 'accounts.connect'
  | 'accounts.signIn'
  | 'accounts.signInState'
  | 'accounts.cancelSignIn'
  | 'accounts.tryNow'
  | 'accounts.disconnect';

/** How long a made-up seller takes to agree in the browser. */
const AGREES_MS = 6000;

/**
 * Accounts in memory. An address with "nowhere" in it cannot be reached, one with "token" has no
 * sign-in, at one with "declines" the seller says no; everywhere else they agree.
 */
export function fakeAccounts(
  wishes: URLSearchParams,
  now: number,
  announce: Announce,
): { list: AccountStatus[]; answers: AnswersOf<Names> } {
  const state = (wishes.get('account') ?? 'offline') as AccountState;
  const first: AccountStatus = {
    ...fresh('a1', 'Jade & Clay', 'https://bazaar.example', now - 600_000),
    state,
    syncedAt: now - 420_000,
    reason: reasonOf(state),
    historyDone: !wishes.has('history'),
    historyMessages: 1240,
    setAside: Number(wishes.get('aside') ?? 0),
  };
  const second: AccountStatus = {
    ...fresh('a2', 'Jade & Clay at the Fair', 'https://fair.example', now - 7_200_000),
    syncedAt: now - 20_000,
  };
  const list = wishes.has('empty') ? [] : wishes.has('several') ? [first, second] : [first];
  const signIns = new Map<string, SignInState>();

  const change = (id: string, changes: Partial<AccountStatus>): void => {
    const index = list.findIndex((one) => one.id === id);
    const old = list[index];
    if (old === undefined) throw refusal('notFound', id);
    list[index] = { ...old, ...changes, sinceAt: Date.now() };
    announce(['accounts'], null);
  };
  const enter = (name: string, baseUrl: string): AccountStatus => {
    const known = list.find((one) => one.baseUrl === baseUrl);
    const account = known ?? fresh(`a${list.length + 1}`, name, baseUrl, Date.now());
    if (known === undefined) list.push(account);
    change(account.id, { state: 'online', reason: null, syncedAt: Date.now() });
    return account;
  };
  const find = (id: string): SignInState => {
    const signIn = signIns.get(id);
    if (signIn === undefined) throw refusal('notFound', id);
    return signIn;
  };
  const end = (id: string, changes: Partial<SignInState>): SignInState => {
    const ended = { ...find(id), ...changes };
    signIns.set(id, ended);
    announce(['signIns'], null);
    return ended;
  };
  const agree = (id: string): void => {
    const { state: step, baseUrl } = find(id);
    if (step !== 'waiting') return;
    if (baseUrl.includes('declines')) end(id, { state: 'failed', reason: { kind: 'declined' } });
    else end(id, { state: 'done', accountId: enter(new URL(baseUrl).host, baseUrl).id });
  };

  return {
    list,
    answers: {
      'accounts.connect': ({ name, baseUrl, token }) => {
        if (token === 'wrong') throw refusal('unauthorized');
        return enter(name, baseUrl);
      },
      'accounts.signIn': ({ baseUrl }) => {
        if (!URL.canParse(baseUrl)) throw refusal('invalid');
        if (baseUrl.includes('nowhere')) throw refusal('unreachable');
        if (baseUrl.includes('token')) throw refusal('noSignIn');
        const id = `s${signIns.size + 1}`;
        signIns.set(id, { id, state: 'waiting', reason: null, accountId: null, baseUrl });
        setTimeout(() => agree(id), AGREES_MS);
        return { id, url: `${baseUrl}/oauth/authorize?response_type=code&state=${id}` };
      },
      'accounts.signInState': ({ id }) => find(id),
      'accounts.cancelSignIn': ({ id }) =>
        find(id).state === 'waiting' ? end(id, { state: 'cancelled' }) : find(id),
      'accounts.tryNow': () => null,
      'accounts.disconnect': ({ accountId }) => {
        change(accountId, { state: 'disconnected', reason: null });
        return list.find((one) => one.id === accountId) as AccountStatus;
      },
    },
  };
}

function fresh(id: string, name: string, baseUrl: string, sinceAt: number): AccountStatus {
  return {
    id,
    name,
    marketplace: 'open',
    baseUrl,
    state: 'online',
    sinceAt,
    syncedAt: null,
    reason: null,
    historyDone: true,
    historyMessages: 0,
    setAside: 0,
  };
}

function reasonOf(state: AccountState): Reason | null {
  if (state === 'revoked') return { kind: 'unauthorized' };
  if (state === 'failing') return { kind: 'unreadable' };
  return state === 'offline' ? { kind: 'unreachable' } : null;
}
