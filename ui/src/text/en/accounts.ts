import type { AccountState } from '../../api/commands.gen';
import { daysBetween } from '../../lib/days';
import type { Formats } from '../../lib/formats';

/** Connecting a marketplace, and how each account is. */
export const accounts = (f: Formats) => ({
  connect: {
    title: 'Connect your first marketplace',
    intro:
      'Your conversations are brought to this computer and kept here, encrypted. You can then work with them whether you are online or not.',
    address: 'Address',
    addressHint: 'The web address of the marketplace, for instance bazaar.example.',
    addressMissing: 'Please enter the address of the marketplace.',
    signIn: 'Sign in',
    asking: 'Asking the marketplace…',
    agree: 'Agree in the browser',
    waiting: (place: string) =>
      `Your browser shows ${place}. Sign in and agree there; this window will notice.`,
    browserFailed: 'Your browser could not be opened. Copy the address and open it there yourself.',
    link: 'Address to open in the browser',
    openAgain: 'Open the browser again',
    copy: 'Copy address',
    copied: 'Address copied.',
    copyByHand: 'The address could not be copied. It is selected: copy it with the keyboard.',
    cancelled: 'Signing in was stopped. Nothing was changed.',
    failed: 'Signing in did not work.',
    withToken: 'Connect with a token instead',
    withTokenMore: 'For a marketplace that hands out tokens and has no page to sign in at.',
    name: 'Name',
    nameHint: 'How you want to call it, for instance Bazaar.',
    token: 'Access token',
    tokenHint: 'You get it from the marketplace. It is stored encrypted.',
    connect: 'Connect',
    connecting: 'Connecting…',
    missing: 'Please fill in all three fields.',
  },
  accounts: {
    title: 'Accounts',
    state: (state: AccountState) =>
      ({
        connecting: 'Connecting…',
        online: 'Online',
        offline: 'Offline',
        revoked: 'Signed out by the marketplace',
        failing: 'Has stopped',
        disconnected: 'Disconnected',
      })[state],
    since: (at: number, now: number) =>
      daysBetween(at, now) === 0
        ? `since ${f.clock(at)}`
        : `since ${f.date(at, now)}, ${f.clock(at)}`,
    place: 'Address',
    heard: 'Last heard',
    heardAt: (at: number, now: number) =>
      daysBetween(at, now) === 0 ? `today, ${f.clock(at)}` : `${f.date(at, now)}, ${f.clock(at)}`,
    neverHeard: 'Not yet',
    history: 'History',
    historyDone: 'All of it is here',
    historyMessages: (n: number) =>
      n === 1 ? '1 message so far, more to come' : `${f.number(n)} messages so far, more to come`,
    aside: 'Kept aside',
    setAside: (n: number) =>
      n === 1 ? '1 change that could not be read' : `${f.number(n)} changes that could not be read`,
    add: 'Add a marketplace',
    addTitle: 'Add a marketplace',
    addMore: 'Its conversations are brought here and stand among the others.',
    added: 'The marketplace is connected.',
    signInAgain: 'Sign in again',
    againTitle: (account: string) => `Sign in to ${account} again`,
    againMore: 'Everything that is here stays. It goes on where it stopped.',
    disconnect: 'Disconnect',
    disconnectTitle: (account: string) => `Disconnect ${account}?`,
    disconnectMore: 'You can sign in again whenever you like.',
    stays: 'What stays',
    staysHere: 'Every conversation and picture that is here, to read and to search.',
    staysYours: 'Your notes and drafts.',
    staysQueued: 'What is queued: it waits until you sign in again.',
    goes: 'What goes',
    goesSignIn: 'The sign-in. This computer forgets it and tells the marketplace.',
    goesSync: 'Nothing comes or leaves until you sign in again.',
    disconnected: (account: string) => `${account}: disconnected. All of it is still here.`,
  },
});
