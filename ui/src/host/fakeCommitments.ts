import type {
  CommitmentHistory,
  CommitmentKind,
  CommitmentLine,
  CommitmentRow,
  CommitmentSubject,
  TodayCommitments,
  UndoneAct,
} from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Talk } from './fakeShop';

type Names =
  | 'commitments.list'
  | 'commitments.rows'
  | 'commitments.versions'
  | 'commitments.add'
  | 'commitments.reword'
  | 'commitments.setDays'
  | 'commitments.retire'
  | 'commitments.takeUp'
  | 'commitments.review'
  | 'commitments.forgetAddresses';

const DAY = 86_400_000;

/** The built-in ones with their days, in order; those by hand have no check of their own. */
const BUILT_IN: readonly [CommitmentKind, number | null][] = [
  ['asked', null],
  ['leaving', null],
  ['askedAgain', 730],
  ['named', null],
  ['purpose', null],
  ['addresses', 90],
  ['notes', 730],
  ['shown', null],
  ['encrypted', null],
  ['doors', null],
  ['keeper', null],
  ['incidents', null],
];

interface One {
  line: CommitmentLine;
  history: CommitmentHistory;
}

interface Commitments {
  undo: () => UndoneAct | null;
  today: () => TodayCommitments;
  answers: AnswersOf<Names>;
}

/** What the made-up shop promises about everybody's details, some of it broken. */
export function fakeCommitments(talks: Talk[], now: number, announce: Announce): Commitments {
  const rows = new Map<string, CommitmentRow[]>();
  let all: One[] = BUILT_IN.map(([kind, days]) => built(kind, days, now));
  let nextId = 1;
  const undos: { before: One[]; act: UndoneAct }[] = [];

  const breaks = (kind: CommitmentKind, subject: CommitmentSubject, list: string[]): void => {
    const made = list.map((words, n) => row(subject, talks[n % talks.length], words, n, now));
    rows.set(kind, made);
  };
  breaks('addresses', 'order', ['4021', '4022', '4107']);
  breaks('keeper', 'client', ['']);

  const standing = ({ line }: One): CommitmentLine => {
    if (line.check === 'hand') {
      const due = line.nextReviewAt !== null && line.nextReviewAt <= Date.now();
      const kind = due ? 'reviewDue' : line.reviewedAt === null ? 'never' : 'reviewed';
      return { ...line, standing: { kind } };
    }
    const broken = rows.get(line.kind ?? '')?.length ?? 0;
    return { ...line, standing: broken > 0 ? { kind: 'broken', rows: broken } : { kind: 'holds' } };
  };
  const find = (id: string): One => {
    const one = all.find(({ line }) => line.id === id);
    if (one === undefined) throw refusal('notFound', id);
    return one;
  };
  const change = (act: UndoneAct, next: One[]): null => {
    undos.push({ before: all, act });
    all = next;
    announce(['commitments', 'commitmentVersions', 'commitmentReviews', 'journal'], null);
    return null;
  };
  const alter = (act: UndoneAct, id: string, to: (one: One) => One): null => {
    find(id);
    return change(
      act,
      all.map((one) => (one.line.id === id ? to(one) : one)),
    );
  };
  const set = (act: UndoneAct, id: string, line: Partial<CommitmentLine>): null =>
    alter(act, id, (one) => ({ ...one, line: { ...one.line, ...line } }));
  const active = () => all.filter(({ line }) => line.retiredAt === null).map(standing);

  return {
    undo() {
      const last = undos.pop();
      if (last === undefined) return null;
      all = last.before;
      announce(['commitments', 'commitmentVersions', 'commitmentReviews', 'journal'], null);
      return last.act;
    },
    today() {
      const count = (kind: string) => active().filter((one) => one.standing.kind === kind).length;
      return { broken: count('broken'), reviewDue: count('reviewDue') };
    },
    answers: {
      'commitments.list': () => ({
        active: active(),
        retired: all.filter(({ line }) => line.retiredAt !== null).map(standing),
        checkedAt: now,
      }),
      'commitments.rows': ({ id }) => ({
        rows: rows.get(find(id).line.kind ?? '') ?? [],
        hasAfter: false,
      }),
      'commitments.versions': ({ id }) => find(id).history,
      'commitments.add': ({ text, nextReviewAt }) => {
        if (text.trim() === '') throw refusal('emptyText');
        const id = `own${nextId}`;
        nextId += 1;
        const one = built(null, null, now);
        const versions = [{ version: 1, text, at: Date.now() }];
        const line = { ...one.line, id, text, nextReviewAt };
        change('commitmentAdded', [...all, { line, history: { versions, reviews: [] } }]);
        return id;
      },
      'commitments.reword': ({ id, text }) =>
        alter('commitmentReworded', id, ({ line, history }) => {
          const version = { version: history.versions.length + 1, text, at: Date.now() };
          const versions = [version, ...history.versions];
          return { line: { ...line, text }, history: { ...history, versions } };
        }),
      'commitments.setDays': ({ id, days }) => set('commitmentDaysSet', id, { days }),
      'commitments.retire': ({ id }) => set('commitmentRetired', id, { retiredAt: Date.now() }),
      'commitments.takeUp': ({ id }) => set('commitmentTakenUp', id, { retiredAt: null }),
      'commitments.review': ({ id, evidence, nextReviewAt }) =>
        alter('commitmentReviewed', id, ({ line, history }) => {
          const at = Date.now();
          const review = { id: `review${at}`, evidence, at, nextReviewAt };
          return {
            line: { ...line, evidence, reviewedAt: at, nextReviewAt },
            history: { ...history, reviews: [review, ...history.reviews] },
          };
        }),
      'commitments.forgetAddresses': () => {
        const orders = rows.get('addresses')?.length ?? 0;
        rows.delete('addresses');
        announce(['orders', 'commitmentChecks'], null);
        return { orders };
      },
    },
  };
}

function built(kind: CommitmentKind | null, days: number | null, now: number): One {
  const self = !['named', 'purpose', 'shown', 'incidents'].includes(kind ?? 'named');
  const reviews = kind === 'named' || kind === 'incidents' ? [reviewed(kind, now)] : [];
  const last = reviews[0];
  const line: CommitmentLine = {
    ...{ id: kind ?? '', kind, days, text: null, retiredAt: null },
    check: self ? (kind as CommitmentLine['check']) : 'hand',
    standing: { kind: 'holds' },
    checkedAt: self ? now : null,
    evidence: last?.evidence ?? null,
    reviewedAt: last?.at ?? null,
    nextReviewAt: last?.nextReviewAt ?? null,
  };
  return { line, history: { versions: [], reviews } };
}

function reviewed(kind: CommitmentKind, now: number): CommitmentHistory['reviews'][number] {
  const at = now - 90 * DAY;
  return kind === 'named'
    ? { id: kind, evidence: '38 labels to the courier, nobody else', at, nextReviewAt: now - DAY }
    : { id: kind, evidence: 'No incident this quarter', at, nextReviewAt: now + 9 * DAY };
}

function row(
  subject: CommitmentSubject,
  talk: Talk | undefined,
  words: string,
  n: number,
  now: number,
): CommitmentRow {
  const happenedAt = now - (120 + n) * DAY;
  return {
    ...{ at: { at: happenedAt, key: n }, subject, words, happenedAt, purpose: null },
    ...{ personId: talk?.head.personId ?? null, person: talk?.head.person ?? null },
    ...{ conversationId: talk?.head.id ?? null, accountId: null },
  };
}
