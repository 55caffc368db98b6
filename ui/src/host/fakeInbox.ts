import type { ConversationRow, InboxTab, PreviewKind, ThreadBody } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Send } from './fakeOutbox';
import { message, type Talk } from './fakeShop';

type Names =
  | 'inbox.list'
  | 'inbox.head'
  | 'inbox.thread'
  | 'inbox.drafts'
  | 'inbox.reply'
  | 'inbox.note'
  | 'inbox.saveDraft'
  | 'inbox.setDone'
  | 'search.messages';

interface Inbox {
  /** The conversation of an id; refuses one that is not there. */
  find: (id: string) => Talk;
  /** The rows of a tab, in its order. */
  rows: (tab: InboxTab) => ConversationRow[];
  /** Takes back the newest Done, if there was one. */
  undo: () => string | null;
  answers: AnswersOf<Names>;
}

/** The conversations: lists, threads and what is written in them. */
export function fakeInbox(
  wishes: URLSearchParams,
  talks: Talk[],
  online: (conversation: string) => boolean,
  send: Send,
  announce: Announce,
): Inbox {
  let done: Talk | null = null;
  const find = (id: string): Talk => {
    const talk = talks.find((one) => one.head.id === id);
    if (talk === undefined) throw refusal('notFound', id);
    return talk;
  };
  const rows = (tab: InboxTab): ConversationRow[] =>
    wishes.has('quiet') ? [] : inTab(talks, tab, online);

  return {
    find,
    rows,
    undo() {
      if (done === null) return null;
      const { id } = done.head;
      done.head = { ...done.head, doneAt: null, waitingSince: done.lastAt };
      done = null;
      announce(['conversations', 'journal'], id);
      return id;
    },
    answers: {
      'inbox.list': ({ tab, at, before, after }) => {
        const all = rows(tab);
        const cut = windowOf(all, at, before, after, 0);
        return { ...cut, waiting: rows('waiting').length, open: rows('open').length };
      },
      'inbox.head': ({ conversationId }) => find(conversationId).head,
      'inbox.thread': ({ conversationId, at, before, after }) => {
        const { items, outbox } = find(conversationId);
        const cut = windowOf(items, at, before, after, items.length);
        const { rows: shown, hasBefore, hasAfter } = cut;
        return { items: shown, hasBefore, hasAfter, outbox: hasAfter ? [] : outbox };
      },
      'inbox.drafts': ({ conversationId }) => find(conversationId).drafts,
      'inbox.reply': ({ conversationId, text }) => {
        const talk = find(conversationId);
        talk.drafts.reply = '';
        return send(talk, { kind: 'message', text }, null, (at) =>
          talk.items.push(message('seller', at, { kind: 'text', text })),
        );
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
      'search.messages': ({ text, before, limit }) => {
        const hits = talks.flatMap((talk) => hitsIn(talk, text, before));
        hits.sort((a, b) => b.key - a.key);
        return { hits: hits.slice(0, limit), hasMore: hits.length > limit };
      },
    },
  };
}

function windowOf<T extends { key: number }>(
  all: T[],
  at: number | null,
  before: number,
  after: number,
  end: number,
) {
  const found = all.findIndex((one) => one.key >= (at ?? 0));
  const from = at === null ? end : Math.max(0, found);
  const start = Math.max(0, from - before);
  const rows = all.slice(start, from + after);
  return { rows, hasBefore: start > 0, hasAfter: from + after < all.length };
}

function inTab(
  talks: Talk[],
  tab: InboxTab,
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

function rowOf(talk: Talk): Omit<ConversationRow, 'key' | 'online'> {
  const { head, items, outbox, drafts, lastAt } = talk;
  const last = items.findLast((item) => item.kind === 'message');
  return {
    ...{ id: head.id, personId: head.personId, person: head.person, avatar: head.avatar },
    ...{ product: head.product?.title ?? null, account: head.account },
    ...previewOf(last?.kind === 'message' ? last.body : null),
    previewByUs: last?.kind === 'message' && last.author === 'seller',
    lastAt,
    waitingSince: head.waitingSince,
    queued: outbox.filter((one) => one.state === 'queued').length,
    trouble: outbox.some((one) => one.state === 'held' || one.state === 'rejected'),
    draft: drafts.reply !== '' || drafts.note !== '',
  };
}

function previewOf(body: ThreadBody | null): {
  preview: string;
  previewKind: PreviewKind;
  previewStep: string | null;
} {
  const previewKind = body?.kind ?? 'text';
  if (body?.kind === 'offer' || body?.kind === 'order') {
    return { preview: body.note, previewKind, previewStep: body.step };
  }
  const said = body?.kind === 'text' || body?.kind === 'system' ? body.text : '';
  const preview = body?.kind === 'feedback' ? (body.feedback?.text ?? '') : said;
  return { preview, previewKind, previewStep: null };
}

function hitsIn({ head, items }: Talk, text: string, before: number | null) {
  return items.flatMap((item) => {
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
    const { id: conversationId, person } = head;
    return [{ key: item.key, conversationId, person, at: item.at, byUs, snippet }];
  });
}
