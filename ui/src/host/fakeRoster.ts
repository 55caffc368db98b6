import type {
  ConversationRow,
  PersonAt,
  PersonNote,
  PersonPage,
  PersonRating,
  RosterAt,
  RosterRow,
  ShowPersonRows,
  ShowRoster,
} from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Dealings } from './fakeTrade';

type Names =
  | 'people.roster'
  | 'people.page'
  | 'people.orders'
  | 'people.conversations'
  | 'people.notes'
  | 'people.addNote'
  | 'people.removeNote';

interface Roster {
  /** Takes back the newest note that was added or removed; tells which it was. */
  undo: () => 'personNoteAdded' | 'personNoteRemoved' | null;
  answers: AnswersOf<Names>;
}

/** The roster, a person's page and the notes about them. `?crowd=5000` makes the list long. */
export function fakeRoster(
  wishes: URLSearchParams,
  people: Dealings[],
  talks: () => ConversationRow[],
  announce: Announce,
): Roster {
  const notes: (PersonNote & { personId: string })[] = [];
  let undoable: { note: (typeof notes)[number]; added: boolean } | null = null;
  const crowd = wishes.has('nobody') ? 0 : Number(wishes.get('crowd') ?? 0);
  const strangers = Array.from({ length: crowd }, (_, n) => stranger(n));
  const find = (personId: string): Dealings => {
    const one = people.find(({ talk }) => talk.head.personId === personId);
    if (one === undefined) throw refusal('notFound', personId);
    return one;
  };
  const put = (note: (typeof notes)[number], there: boolean): void => {
    const at = notes.indexOf(note);
    if (there) notes.unshift(note);
    else if (at >= 0) notes.splice(at, 1);
    announce(['personNotes', 'journal'], null);
  };
  const rowOf = (one: Dealings, key: number): RosterRow => {
    const { talk, clientSince } = one;
    const sales = bought(one);
    const said = talks().find((row) => row.id === talk.head.id)?.lastAt ?? one.firstAt;
    return {
      ...{ id: talk.head.personId, name: talk.head.person, avatar: talk.head.avatar },
      ...{ at: { word: '', value: 0, key }, account: talk.head.account, clientSince },
      stage: clientSince === null ? 'customer' : 'client',
      lastSeenAt: Math.max(said, ...one.orders.map((order) => order.placedAt)),
      orderCount: sales.length,
      spent: sales.length === 0 ? null : { currency: 'EUR', totalMinor: sum(sales) },
    };
  };
  return {
    undo() {
      if (undoable === null) return null;
      const { note, added } = undoable;
      undoable = null;
      put(note, !added);
      return added ? 'personNoteAdded' : 'personNoteRemoved';
    },
    answers: {
      'people.roster': (args) => {
        const known = wishes.has('nobody') ? [] : people.map((one, n) => rowOf(one, n));
        return window(sorted([...known, ...strangers], args), args, same);
      },
      'people.page': ({ personId }) => pageOf(find(personId)),
      'people.orders': (args) => {
        const one = find(args.personId);
        const rows = one.orders.map((order, key) => ({
          at: { at: order.placedAt, key },
          ...{ order, conversationId: one.talk.head.id },
        }));
        return ofPerson(rows, args);
      },
      'people.conversations': (args) => {
        const { id, product } = find(args.personId).talk.head;
        const row = talks().find((one) => one.id === id);
        const lastAt = row?.lastAt ?? 0;
        const said = {
          ...{ preview: row?.preview ?? '', previewKind: row?.previewKind ?? null },
          ...{ previewStep: row?.previewStep ?? null, previewByUs: row?.previewByUs ?? false },
        };
        const waiting = row?.waitingSince != null;
        const about = product?.title ?? null;
        return ofPerson(
          [{ at: { at: lastAt, key: 1 }, id, product: about, ...said, lastAt, waiting }],
          args,
        );
      },
      'people.notes': (args) =>
        ofPerson(
          notes.filter((note) => note.personId === args.personId),
          args,
        ),
      'people.addNote': ({ personId, text }) => {
        if (text.trim() === '') throw refusal('emptyText');
        const id = crypto.randomUUID();
        const at = { at: Date.now(), key: Date.now() };
        const note = { at, id, personId, seat: 'here', byUsHere: true, text: text.trim() };
        undoable = { note, added: true };
        put(note, true);
        return id;
      },
      'people.removeNote': ({ noteId }) => {
        const note = notes.find((one) => one.id === noteId);
        if (note === undefined) throw refusal('notFound', noteId);
        undoable = { note, added: false };
        put(note, false);
        return null;
      },
    },
  };
}

const bought = (one: Dealings) => one.orders.filter((order) => order.state !== 'cancelled');
const sum = (sales: { totalMinor: number }[]): number =>
  sales.reduce((all, sale) => all + sale.totalMinor, 0);
const same = (a: RosterAt, b: RosterAt): boolean => a.key === b.key;

function stranger(n: number): RosterRow {
  const name = `${['Ana', 'Bo', '陈静', 'Dara'][n % 4] ?? ''} ${n}`;
  return {
    ...{ id: `stranger-${n}`, name, avatar: null, account: 'Jade & Clay' },
    ...{ at: { word: '', value: 0, key: 1000 + n }, stage: 'customer', clientSince: null },
    ...{ lastSeenAt: null, orderCount: 0, spent: null },
  };
}

function sorted(rows: RosterRow[], { sort, stage, search }: ShowRoster): RosterRow[] {
  const typed = search?.toLowerCase() ?? '';
  const kept = rows.filter(
    (row) => (stage === 'all' || row.stage === stage) && row.name.toLowerCase().includes(typed),
  );
  const by: Record<typeof sort, (a: RosterRow, b: RosterRow) => number> = {
    seen: (a, b) => (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0),
    spent: (a, b) => (b.spent?.totalMinor ?? 0) - (a.spent?.totalMinor ?? 0),
    orders: (a, b) => b.orderCount - a.orderCount,
    name: (a, b) => a.name.localeCompare(b.name),
  };
  return kept.sort(by[sort]);
}

function ofPerson<T extends { at: PersonAt }>(rows: T[], args: ShowPersonRows) {
  return window(rows, args, (a, b) => a.at === b.at && a.key === b.key);
}

function window<A, T extends { at: A }>(
  rows: T[],
  { at, before, after }: { at: A | null; before: number; after: number },
  same: (a: A, b: A) => boolean,
): { rows: T[]; hasBefore: boolean; hasAfter: boolean } {
  const found = at === null ? 0 : rows.findIndex((row) => same(row.at, at));
  const place = Math.max(0, found);
  const [from, to] = [Math.max(0, place - before), place + after];
  return { rows: rows.slice(from, to), hasBefore: from > 0, hasAfter: to < rows.length };
}

function said({ talk, orders }: Dealings, side: 'fromBuyer' | 'fromUs'): PersonRating[] {
  return orders.flatMap(({ [side]: feedback, number, placedAt }, key) => {
    const order = { number, at: { at: placedAt, key } };
    return feedback === null ? [] : [{ feedback, order, conversationId: talk.head.id }];
  });
}

function pageOf(one: Dealings): PersonPage {
  const { head } = one.talk;
  const sales = bought(one);
  return {
    ...{ id: head.personId, name: head.person, avatar: head.avatar },
    identities: [{ account: head.account, name: head.person, language: one.language }],
    stage: one.clientSince === null ? 'customer' : 'client',
    ...{ clientSince: one.clientSince, keeper: one.keeper, firstSeenAt: one.firstAt },
    lastSeenAt: Math.max(one.talk.lastAt, ...one.orders.map((order) => order.placedAt)),
    conversations: 1,
    spent: sales.length === 0 ? [] : [{ currency: 'EUR', totalMinor: sum(sales) }],
    ...{ orderCount: sales.length, repeatOrders: Math.max(0, sales.length - 1) },
    feedbackFromBuyer: said(one, 'fromBuyer'),
    feedbackFromUs: said(one, 'fromUs'),
  };
}
