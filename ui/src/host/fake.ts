import type {
  Announcement,
  Appearance,
  CommandError,
  Commands,
  ConversationRow,
  DeskStatus,
  StoreState,
  Table,
} from '../api/commands.gen';
import type { Host } from './host';
import { fakeAccounts } from './fakeAccounts';
import type { Answers } from './fakeAnswers';
import { fakePresence } from './fakePresence';
import { fakeShop, type Talk } from './fakeShop';

/** A made-up desk in memory, to look at the page without a core. Never in a release. */
export function fakeHost(wishes: URLSearchParams): Host {
  const now = Date.now();
  const talks = fakeShop(now);
  const heard = new Set<(announcement: Announcement) => void>();
  let desk: DeskStatus = { store: storeState(wishes.get('store')), keyPlace: 'keyring' };
  let appearance: Appearance = {
    theme: (wishes.get('theme') ?? 'system') as Appearance['theme'],
    language: (wishes.get('lang') ?? 'system') as Appearance['language'],
  };
  let done: Talk | null = null;

  const announce = (tables: Table[], conversation: string | null): void =>
    heard.forEach((hear) =>
      hear({ tables, conversations: conversation === null ? null : [conversation] }),
    );
  const accounts = fakeAccounts(wishes, now, announce);
  const presence = fakePresence(wishes, announce);
  const find = (id: string): Talk => {
    const talk = talks.find((one) => one.head.id === id);
    if (talk === undefined) throw { code: 'notFound', detail: id } satisfies CommandError;
    return talk;
  };
  const entryOf = (id: string): { talk: Talk; index: number } => {
    for (const talk of talks) {
      const index = talk.outbox.findIndex((entry) => entry.id === id);
      if (index >= 0) return { talk, index };
    }
    throw { code: 'notFound', detail: id } satisfies CommandError;
  };
  const waiting = (): Talk[] => talks.filter((talk) => talk.head.waitingSince !== null);
  const open = (): Talk[] => talks.filter((talk) => talk.head.doneAt === null);

  const changeEntry = (
    id: string,
    change: (old: Talk['outbox'][number]) => Talk['outbox'][number],
  ) => {
    const { talk, index } = entryOf(id);
    const old = talk.outbox[index];
    if (old === undefined) throw { code: 'notFound', detail: id } satisfies CommandError;
    const entry = change(old);
    talk.outbox.splice(index, 1, ...(entry.state === 'cancelled' ? [] : [entry]));
    announce(['outbox'], talk.head.id);
    return entry;
  };

  const answers: Answers = {
    'desk.status': () => desk,
    'desk.open': () => desk,
    'desk.unlock': ({ passphrase }) => {
      if (passphrase === 'wrong')
        throw { code: 'wrongPassphrase', detail: '' } satisfies CommandError;
      desk = { store: { kind: 'open' }, keyPlace: 'passphrase' };
      return desk;
    },
    'accounts.status': () => ({
      name: 'Jade & Clay',
      accounts: accounts.list,
      queued: talks.reduce((sum, talk) => sum + talk.outbox.length, 0),
      trouble: Number(wishes.get('trouble') ?? 0),
      waiting: waiting().length,
    }),
    ...accounts.answers,
    ...presence.answers,
    'inbox.list': ({ tab, at, before, after }) => {
      const rows = wishes.has('quiet') ? [] : inTab(talks, tab, presence.online);
      const from =
        at === null
          ? 0
          : Math.max(
              0,
              rows.findIndex((row) => row.key >= at),
            );
      const start = Math.max(0, from - before);
      return {
        rows: rows.slice(start, from + after),
        hasBefore: start > 0,
        hasAfter: from + after < rows.length,
        waiting: waiting().length,
        open: open().length,
      };
    },
    'inbox.head': ({ conversationId }) => ({ ...find(conversationId).head }),
    'inbox.thread': ({ conversationId, at, before, after }) => {
      const { items, outbox } = find(conversationId);
      const from =
        at === null
          ? items.length
          : Math.max(
              0,
              items.findIndex((i) => i.key >= at),
            );
      const start = Math.max(0, from - before);
      const hasAfter = from + after < items.length;
      return {
        items: items.slice(start, from + after),
        hasBefore: start > 0,
        hasAfter,
        outbox: hasAfter ? [] : [...outbox],
      };
    },
    'inbox.drafts': ({ conversationId }) => ({ ...find(conversationId).drafts }),
    'inbox.reply': ({ conversationId, text }) => {
      const talk = find(conversationId);
      const createdAt = Date.now();
      const id = `o${createdAt}${talk.outbox.length}`;
      const entry = {
        id,
        conversationId,
        state: 'queued' as const,
        reason: null,
        text,
        createdAt,
        editable: true,
      };
      talk.outbox.push(entry);
      talk.drafts.reply = '';
      announce(['outbox', 'drafts', 'conversations'], conversationId);
      return entry;
    },
    'inbox.note': ({ conversationId, text }) => {
      const talk = find(conversationId);
      const at = Date.now();
      talk.items.push({ kind: 'note', key: at * 1024, id: `n${at}`, at, text });
      talk.drafts.note = '';
      announce(['notes', 'drafts'], conversationId);
      return { id: `n${at}`, conversationId, text, at };
    },
    'inbox.saveDraft': ({ conversationId, mode, text }) => {
      find(conversationId).drafts[mode] = text;
      announce(['drafts'], conversationId);
      return null;
    },
    'inbox.setDone': ({ conversationId, done: isDone }) => {
      const talk = find(conversationId);
      done = talk;
      talk.head = { ...talk.head, doneAt: isDone ? Date.now() : null, waitingSince: null };
      announce(['conversations', 'journal'], conversationId);
      return null;
    },
    'outbox.retry': ({ id }) =>
      changeEntry(id, (old) => ({ ...old, state: 'queued', reason: null })),
    'outbox.edit': ({ id, text }) =>
      changeEntry(id, (old) => ({ ...old, text, state: 'queued', reason: null })),
    'outbox.discard': ({ id }) => changeEntry(id, (old) => ({ ...old, state: 'cancelled' })),
    'search.messages': ({ text, before, limit }) => {
      const hits = talks
        .flatMap(({ head, items }) => items.map((item) => ({ head, item })))
        .flatMap(({ head, item }) => {
          if (item.kind !== 'message' || item.body.kind !== 'text') return [];
          const words = item.body.text;
          const found = words.toLowerCase().indexOf(text.toLowerCase());
          if (found < 0 || (before !== null && item.key >= before)) return [];
          const end = found + text.length;
          const snippet = [
            { text: words.slice(0, found), hit: false },
            { text: words.slice(found, end), hit: true },
            { text: words.slice(end), hit: false },
          ];
          const byUs = item.author === 'seller';
          return [
            {
              key: item.key,
              conversationId: head.id,
              person: head.person,
              at: item.at,
              byUs,
              snippet,
            },
          ];
        })
        .sort((a, b) => b.key - a.key);
      return { hits: hits.slice(0, limit), hasMore: hits.length > limit };
    },
    'journal.undo': () => {
      if (done === null) return { act: null, conversationId: null };
      const { id } = done.head;
      done.head = { ...done.head, doneAt: null, waitingSince: done.lastAt };
      done = null;
      announce(['conversations', 'journal'], id);
      return { act: 'markedDone', conversationId: id };
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
      const answer = answers[command as keyof Commands] as (args: unknown) => unknown;
      return structuredClone(answer(args));
    },
    onChange(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
    onOpen: () => () => undefined,
    pictureUrl: tile,
    openLink: async () => undefined,
    setTitle: (title) => {
      document.title = title;
    },
  };
}

function storeState(wish: string | null): StoreState {
  if (wish === 'first') return { kind: 'needsPassphrase', first: true };
  if (wish === 'passphrase') return { kind: 'needsPassphrase', first: false };
  if (wish === 'keyMissing' || wish === 'wrongKey' || wish === 'newer' || wish === 'broken') {
    return { kind: wish };
  }
  return { kind: 'open' };
}

function inTab(
  talks: Talk[],
  tab: 'waiting' | 'open' | 'done',
  online: (conversation: string) => boolean,
): ConversationRow[] {
  return talks
    .filter(({ head }) => {
      if (tab === 'waiting') return head.waitingSince !== null;
      return tab === 'done' ? head.doneAt !== null : head.doneAt === null;
    })
    .map((talk, index) => ({
      ...rowOf(talk),
      online: online(talk.head.id),
      key: tab === 'waiting' ? index : -talk.lastAt,
    }))
    .sort((a, b) => a.key - b.key);
}

function rowOf({
  head,
  items,
  outbox,
  drafts,
  lastAt,
}: Talk): Omit<ConversationRow, 'key' | 'online'> {
  const last = items.findLast((item) => item.kind === 'message');
  const body = last?.kind === 'message' ? last.body : null;
  return {
    id: head.id,
    person: head.person,
    avatar: head.avatar,
    product: head.product?.title ?? null,
    account: head.account,
    preview: body?.kind === 'text' || body?.kind === 'system' ? body.text : '',
    previewKind: body?.kind ?? 'text',
    previewByUs: last?.kind === 'message' && last.author === 'seller',
    lastAt,
    waitingSince: head.waitingSince,
    queued: outbox.filter((entry) => entry.state === 'queued').length,
    trouble: outbox.some((entry) => entry.state === 'held' || entry.state === 'rejected'),
    draft: drafts.reply !== '' || drafts.note !== '',
  };
}

/** A drawn stand-in for a photograph. */
function tile(id: string): string {
  const colours = id.includes('strap') ? ['#d7b98a', '#9c6f3b'] : ['#7fa59a', '#3f6b62'];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200" viewBox="0 0 4 3" preserveAspectRatio="none"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${colours[0]}"/><stop offset="1" stop-color="${colours[1]}"/></linearGradient></defs><rect width="4" height="3" fill="url(#g)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
