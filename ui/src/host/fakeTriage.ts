import type { ConversationHead, InboxTab, TriageAct, Undone, UndoneAct } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Talk } from './fakeShop';

type Names = 'inbox.triage' | 'inbox.read' | 'inbox.tags' | 'inbox.chooseTab' | 'people.setBlocked';

interface FakeTriage {
  /** The tab that was chosen last. */
  tab: () => InboxTab;
  undo: () => Undone;
  answers: AnswersOf<Names>;
}

const HOUR = 3_600_000;

/** Puts conversations of the made-up shop in their place; every state is there with `triage=all`. */
export function fakeTriage(wishes: URLSearchParams, talks: Talk[], announce: Announce): FakeTriage {
  let chosen = (wishes.get('tab') ?? 'waiting') as InboxTab;
  const undos: { act: UndoneAct; before: [Talk, ConversationHead][] }[] = [];
  if (wishes.get('triage') === 'all') showAll(talks);

  const change = (act: UndoneAct, some: Talk[], to: (head: ConversationHead) => object): void => {
    undos.push({ act, before: some.map((talk) => [talk, talk.head]) });
    for (const talk of some) talk.head = { ...talk.head, ...to(talk.head) };
    announce(['inbox', 'conversations', 'marks', 'tags', 'journal'], null);
  };

  return {
    tab: () => chosen,
    undo() {
      const last = undos.pop();
      if (last === undefined) return { act: null, conversationId: null, conversations: 0 };
      for (const [talk, head] of last.before) talk.head = head;
      announce(['inbox', 'conversations', 'marks', 'tags', 'journal'], null);
      const ids = last.before.map(([talk]) => talk.head.id);
      const [only] = ids;
      const conversationId = ids.length === 1 && only !== undefined ? only : null;
      return { act: last.act, conversationId, conversations: ids.length };
    },
    answers: {
      'inbox.triage': ({ conversationIds, act }) => {
        const some = talks.filter((talk) => conversationIds.includes(talk.head.id));
        if (some.length === 0) throw refusal('notFound');
        const [name, to] = meant(act);
        change(name, some, to);
        return { changed: some.length };
      },
      'inbox.read': ({ conversationId }) => {
        for (const talk of talks) {
          if (talk.head.id === conversationId) talk.head = { ...talk.head, unread: false };
        }
        announce(['inbox'], conversationId);
        return null;
      },
      'inbox.tags': () => [...new Set(talks.flatMap(({ head }) => head.tags))].sort(),
      'inbox.chooseTab': ({ tab }) => {
        chosen = tab;
        return null;
      },
      'people.setBlocked': ({ personId, blocked }) => {
        const some = talks.filter((talk) => talk.head.personId === personId);
        change(blocked ? 'blocked' : 'unblocked', some, () => ({ blocked }));
        return null;
      },
    },
  };
}

function meant(act: TriageAct): [UndoneAct, (head: ConversationHead) => Partial<ConversationHead>] {
  switch (act.kind) {
    case 'done':
      return act.done
        ? ['markedDone', () => ({ doneAt: Date.now(), waitingSince: null, snooze: null })]
        : ['reopened', () => ({ doneAt: null })];
    case 'snooze': {
      const { until, onReply } = act;
      const snooze = { until, onReply, wokeBy: null, wokeAt: null };
      return ['snoozed', () => ({ snooze, doneAt: null })];
    }
    case 'wake':
      return ['woken', () => ({ snooze: null })];
    case 'star':
      return [act.starred ? 'starred' : 'unstarred', () => ({ starred: act.starred })];
    case 'mute':
      return ['muted', () => ({ muted: true, mutedUntil: act.until })];
    case 'unmute':
      return ['unmuted', () => ({ muted: false, mutedUntil: null })];
    case 'tag':
      return [
        'tagged',
        ({ tags }) => ({ tags: [...tags.filter((it) => it !== act.word), act.word] }),
      ];
    case 'untag':
      return ['untagged', ({ tags }) => ({ tags: tags.filter((it) => it !== act.word) })];
    case 'read':
      return [act.read ? 'markedRead' : 'markedUnread', () => ({ unread: !act.read })];
  }
}

/** One of each, so that all of them can be looked at. */
function showAll(talks: Talk[]): void {
  const now = Date.now();
  const until = now + 26 * HOUR;
  const states: Partial<ConversationHead>[] = [
    { starred: true, tags: ['VIP', 'wholesale', '礼物'] },
    { muted: true, mutedUntil: null, tags: ['gift wrap'] },
    { snooze: { until: now - HOUR, onReply: true, wokeBy: 'time', wokeAt: now - HOUR } },
    { snooze: { until, onReply: true, wokeBy: 'reply', wokeAt: now - HOUR }, starred: true },
    { tags: ['damaged', 'refund', 'eBay', 'urgent'] },
    {},
    { snooze: { until, onReply: true, wokeBy: null, wokeAt: null } },
    { snooze: { until: until + HOUR, onReply: false, wokeBy: null, wokeAt: null }, tags: ['VIP'] },
    { snooze: { until: null, onReply: true, wokeBy: null, wokeAt: null }, unread: true },
    { blocked: true },
  ];
  states.forEach((state, index) => {
    const talk = talks[index];
    if (talk !== undefined) talk.head = { ...talk.head, ...state };
  });
  const begun = talks[3];
  if (begun !== undefined) begun.drafts.note = 'Ask my brother about the silver.';
}
