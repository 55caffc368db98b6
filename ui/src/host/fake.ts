import type { Announcement, Appearance, DeskStatus, StoreState } from '../api/commands.gen';
import type { CommandName } from '../api';
import type { Host } from './host';
import { fakeAccounts } from './fakeAccounts';
import { fakeAttention } from './fakeAttention';
import { refusal, type Announce, type Answers } from './fakeAnswers';
import { fakeCommitments } from './fakeCommitments';
import { fakeInbox } from './fakeInbox';
import { fakeLedger } from './fakeLedger';
import { fakeOutbox } from './fakeOutbox';
import { fakePeople } from './fakePeople';
import { addedPicture, fakePictures } from './fakePictures';
import { fakePermissions } from './fakePermissions';
import { fakePresence } from './fakePresence';
import { fakeRoster } from './fakeRoster';
import { fakePromises } from './fakePromises';
import { fakeSale } from './fakeSale';
import { fakeSearch } from './fakeSearch';
import { fakeShop } from './fakeShop';
import { showAllStates } from './fakeStates';
import { fakeTrade } from './fakeTrade';
import { fakeTriage } from './fakeTriage';

/** A made-up desk in memory, to look at the page without a core. Never in a release. */
export function fakeHost(wishes: URLSearchParams): Host {
  const now = Date.now();
  const heard = new Set<(announcement: Announcement) => void>();
  let desk: DeskStatus = { store: storeState(wishes.get('store')), keyPlace: 'keyring' };
  let emoji = ['🙏', '🍵'];
  let sending = { undoSeconds: 5 };
  let appearance: Appearance = {
    theme: (wishes.get('theme') ?? 'system') as Appearance['theme'],
    language: (wishes.get('lang') ?? 'system') as Appearance['language'],
  };
  const announce: Announce = (tables, conversation) =>
    heard.forEach((hear) =>
      hear({ tables, conversations: conversation === null ? null : [conversation], act: true }),
    );

  const talks = fakeShop(now);
  if (wishes.get('outbox') === 'all') showAllStates(talks);
  const dealings = fakeTrade(now, talks);
  const accounts = fakeAccounts(wishes, now, announce);
  const presence = fakePresence(wishes, announce);
  const outbox = fakeOutbox(wishes, talks, announce);
  const triage = fakeTriage(wishes, talks, announce);
  const inbox = fakeInbox(wishes, talks, presence.online, outbox.send, triage.tab, announce);
  const pictures = fakePictures(inbox.find, announce);
  const promises = fakePromises(talks, now, announce);
  const commitments = fakeCommitments(talks, now, announce);
  const people = fakePeople(
    wishes,
    dealings,
    () => inbox.rows('waiting'),
    promises.due,
    commitments.today,
    announce,
  );

  const permissions = fakePermissions(wishes, dealings, now, announce);
  const roster = fakeRoster(wishes, dealings, () => inbox.rows('open'), announce);

  const answers: Answers = {
    'desk.status': () => desk,
    'desk.open': () => desk,
    'desk.unlock': ({ passphrase }) => {
      if (passphrase === 'wrong') throw refusal('wrongPassphrase');
      desk = { store: { kind: 'open' }, keyPlace: 'passphrase' };
      return desk;
    },
    'accounts.status': () => ({
      name: 'Jade & Clay',
      accounts: accounts.list,
      queued: talks.reduce((sum, talk) => sum + talk.outbox.length, 0),
      trouble: Number(wishes.get('trouble') ?? outbox.stopped()),
      waiting: inbox.rows('waiting').length,
    }),
    ...accounts.answers,
    ...fakeAttention(wishes, now, () => inbox.rows('waiting'), announce),
    ...presence.answers,
    ...inbox.answers,
    ...triage.answers,
    ...pictures.answers,
    ...outbox.answers,
    ...people.answers,
    ...roster.answers,
    ...promises.answers,
    ...permissions.answers,
    ...commitments.answers,
    ...fakeSearch(wishes, dealings, announce),
    ...fakeLedger(wishes, dealings, now),
    ...fakeSale(dealings, inbox.find, outbox.send),
    'journal.undo': () => {
      const act =
        commitments.undo() ??
        permissions.undo() ??
        promises.undo() ??
        roster.undo() ??
        people.undo();
      if (act !== null) return { act, conversationId: null, conversations: 0 };
      return triage.undo();
    },
    'settings.recentEmoji': () => emoji,
    'settings.useEmoji': ({ emoji: used }) => {
      emoji = [used, ...emoji.filter((one) => one !== used)];
      announce(['settings'], null);
      return null;
    },
    'settings.sending': () => sending,
    'settings.setSending': (wanted) => {
      sending = wanted;
      announce(['settings'], null);
      return sending;
    },
    'settings.appearance': () => appearance,
    'settings.setAppearance': (wanted) => {
      appearance = wanted;
      announce(['settings'], null);
      return appearance;
    },
  };

  return {
    async invoke(command, args) {
      const answer = answers[command as CommandName] as (args: unknown) => unknown;
      return structuredClone(answer(args));
    },
    carry: (_command, args, bytes) => pictures.carry(args as { conversationId: string }, bytes),
    onChange(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
    onOpen: () => () => undefined,
    pictureUrl: (id) => addedPicture(id) ?? tile(id),
    openLink: async () => undefined,
    setTitle: (title) => {
      document.title = title;
    },
    copiedPicture: () => Promise.resolve(null),
    setBadge: () => undefined,
  };
}

function storeState(wish: string | null): StoreState {
  if (wish === 'first') return { kind: 'needsPassphrase', first: true };
  if (wish === 'passphrase') return { kind: 'needsPassphrase', first: false };
  const shut = ['keyMissing', 'wrongKey', 'newer', 'broken', 'unwritable'] as const;
  return { kind: shut.find((kind) => kind === wish) ?? 'open' };
}

/** A drawn stand-in for a photograph. */
function tile(id: string): string {
  const colours = id.includes('strap') ? ['#d7b98a', '#9c6f3b'] : ['#7fa59a', '#3f6b62'];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200" viewBox="0 0 4 3" preserveAspectRatio="none"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${colours[0]}"/><stop offset="1" stop-color="${colours[1]}"/></linearGradient></defs><rect width="4" height="3" fill="url(#g)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
