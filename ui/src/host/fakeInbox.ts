import type { ConversationRow, InboxTab, PreviewKind, ThreadBody } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Send } from './fakeOutbox';
import { answering, quoteOf, saidWith } from './fakePictures';
import { understoodAs, wantedIn } from './fakeSearch';
import { message, type Talk } from './fakeShop';

const MINUTE = 60_000;

type Names =
  | 'inbox.list'
  | 'inbox.head'
  | 'inbox.thread'
  | 'inbox.drafts'
  | 'inbox.checkReply'
  | 'inbox.reply'
  | 'inbox.note'
  | 'inbox.saveDraft'
  | 'search.messages';

interface Inbox {
  /** The conversation of an id; refuses one that is not there. */
  find: (id: string) => Talk;
  /** The rows of a tab, in its order. */
  rows: (tab: InboxTab) => ConversationRow[];
  answers: AnswersOf<Names>;
}

/** The conversations: lists, threads and what is written in them. */
export function fakeInbox(
  wishes: URLSearchParams,
  talks: Talk[],
  online: (conversation: string) => boolean,
  send: Send,
  remembered: () => InboxTab,
  announce: Announce,
): Inbox {
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
    answers: {
      'inbox.list': ({ tab, at, before, after }) => {
        const shown = tab ?? remembered();
        const cut = windowOf(rows(shown), at, before, after, 0);
        const count = (of: InboxTab): number => rows(of).length;
        const [waiting, open, snoozed] = [count('waiting'), count('open'), count('snoozed')];
        return {
          ...{ tab: shown, ...cut, waiting, open, snoozed },
          ...{ drafts: count('drafts'), done: count('done') },
        };
      },
      'inbox.head': ({ conversationId }) => {
        const { head } = find(conversationId);
        if (!wishes.has('strict')) return head;
        return { ...head, wordsFree: false, answerUntil: Date.now() + 2 * 3_600_000 };
      },
      'inbox.thread': ({ conversationId, at, before, after }) => {
        const { items, outbox } = find(conversationId);
        const cut = windowOf(items, at, before, after, items.length);
        const { rows: shown, hasBefore, hasAfter } = cut;
        return { items: shown, hasBefore, hasAfter, outbox: hasAfter ? [] : outbox };
      },
      'inbox.drafts': ({ conversationId }) => find(conversationId).drafts,
      'inbox.checkReply': ({ text }) =>
        [...text.matchAll(/\S+:\/\/\S+|\S+@\S+/gu)].map(([found]) => ({
          rule: found.includes('@') ? 'contact' : 'link',
          words: found,
        })),
      'inbox.reply': ({ conversationId, text, undoable, pictures = [], answers = null }) => {
        const talk = find(conversationId);
        const { drafts } = talk;
        const shown = drafts.pictures.filter(({ id }) => pictures.includes(id));
        const quote = quoteOf(talk, answers);
        const rest = drafts.pictures.filter(({ id }) => !pictures.includes(id));
        talk.drafts = { ...drafts, reply: '', pictures: rest, answers: null };
        const arrives = (at: number): void => {
          talk.items.push(answering(message('seller', at, saidWith(shown, text)), quote));
        };
        const stays = undoable === true ? 5000 : 0;
        const entry = send(talk, { kind: 'message', text }, null, arrives, stays);
        return Object.assign(entry, { pictures: shown, answers: quote });
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
      'search.messages': ({ text, before, limit }) => {
        const hits = talks.flatMap((talk) => hitsIn(talk, text, before));
        hits.sort((a, b) => b.key - a.key);
        const understood = understoodAs(text);
        return { hits: hits.slice(0, limit), hasMore: hits.length > limit, understood };
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
    .filter(({ head, drafts }) => {
      const done = head.doneAt !== null || head.blocked;
      const asleep = head.snooze !== null && head.snooze.wokeBy === null;
      if (tab === 'done') return done;
      if (tab === 'snoozed') return asleep && !done;
      if (tab === 'drafts') return drafts.reply !== '' || drafts.note !== '';
      return !done && !asleep && (tab === 'open' || head.waitingSince !== null);
    })
    .map((talk, index) => ({
      ...rowOf(talk),
      begun: tab === 'drafts' ? begunIn(talk) : null,
      online: online(talk.head.id),
      key:
        tab === 'waiting'
          ? index
          : tab === 'snoozed'
            ? (talk.head.snooze?.until ?? Number.MAX_SAFE_INTEGER - index)
            : -talk.lastAt,
    }))
    .sort((a, b) => a.key - b.key);
}

function begunIn({ drafts }: Talk): ConversationRow['begun'] {
  if (drafts.reply !== '') return { mode: 'reply', text: drafts.reply };
  return { mode: 'note', text: drafts.note };
}

function rowOf(talk: Talk): Omit<ConversationRow, 'key' | 'online' | 'begun'> {
  const { head, items, outbox, drafts, lastAt } = talk;
  const { unread, starred, muted, blocked, tags, snooze } = head;
  const last = items.findLast((item) => item.kind === 'message');
  return {
    ...{ id: head.id, personId: head.personId, person: head.person, avatar: head.avatar },
    ...{ product: head.product?.title ?? null, account: head.account },
    ...previewOf(last?.kind === 'message' ? last.body : null),
    previewByUs: last?.kind === 'message' && last.author === 'seller',
    lastAt,
    accountId: 'a1',
    waitingSince: head.waitingSince,
    lateAt: head.waitingSince === null ? null : head.waitingSince + 30 * MINUTE,
    veryLateAt: head.waitingSince === null ? null : head.waitingSince + 120 * MINUTE,
    queued: outbox.filter((one) => one.state === 'queued').length,
    trouble: outbox.some((one) => one.state === 'held' || one.state === 'rejected'),
    draft: drafts.reply !== '' || drafts.note !== '',
    ...{ unread, starred, muted, blocked, tags, snooze },
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
    const isNote = item.kind === 'note';
    if (!isNote && item.body.kind !== 'text') return [];
    const byUs = !isNote && item.author === 'seller';
    const words = isNote ? item.text : item.body.kind === 'text' ? item.body.text : '';
    const wanted = wantedIn(text, head.person, byUs, words);
    if (wanted === null || (before !== null && item.key >= before)) return [];
    const found = words.toLowerCase().indexOf(wanted.toLowerCase());
    const end = found + wanted.length;
    const snippet = [
      { text: words.slice(0, found), hit: false },
      { text: words.slice(found, end), hit: true },
      { text: words.slice(end), hit: false },
    ];
    const { id: conversationId, person } = head;
    return [{ key: item.key, conversationId, person, at: item.at, byUs, isNote, snippet }];
  });
}
