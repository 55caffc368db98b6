import type {
  PermissionLine,
  PermissionPurpose,
  PermissionSource,
  PermissionWording,
  UndoneAct,
} from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Dealings } from './fakeTrade';

type Names =
  | 'permissions.of'
  | 'permissions.log'
  | 'permissions.people'
  | 'permissions.tallies'
  | 'permissions.words'
  | 'permissions.grant'
  | 'permissions.withdraw';

interface Permissions {
  undo: () => UndoneAct | null;
  answers: AnswersOf<Names>;
}

/** What somebody said. */
interface Said {
  personId: string;
  purpose: PermissionPurpose;
  /** The words that they agreed to; null where they withdrew. */
  words: string | null;
  source: PermissionSource;
  messageId: string | null;
  evidence: string;
}

const DAY = 86_400_000;
const PURPOSES: readonly PermissionPurpose[] = ['updates', 'offers', 'surveys'];
const SHOWN = 20;
const NEWS = 'May we tell you when something new comes out of the kiln? You can leave at any time.';
const ASKED = 'May we ask you two questions after each order? You can leave at any time.';

/** What the buyers of the made-up shop allow. `?permissions=300` makes the log long. */
export function fakePermissions(
  wishes: URLSearchParams,
  people: Dealings[],
  now: number,
  announce: Announce,
): Permissions {
  /** Oldest first; what was taken back is told apart by the lines that do so. */
  const log: (PermissionLine & { undoes: string | null })[] = [];
  const wordings = new Map<PermissionPurpose, PermissionWording[]>();
  const find = (personId: string): Dealings => {
    const one = people.find(({ talk }) => talk.head.personId === personId);
    if (one === undefined) throw refusal('notFound', personId);
    return one;
  };
  const versionOf = (purpose: PermissionPurpose, text: string, firstAt: number): number => {
    const known = wordings.get(purpose) ?? [];
    const version = known.find((one) => one.text === text)?.version ?? known.length + 1;
    if (version > known.length) wordings.set(purpose, [...known, { version, text, firstAt }]);
    return version;
  };
  const say = (said: Said, at: number): void => {
    const { head, items } = find(said.personId).talk;
    const message = items.find((item) => item.kind === 'message' && item.id === said.messageId);
    const body = message?.kind === 'message' ? message.body : null;
    log.push({
      ...{ id: `permission-${log.length}`, key: -log.length - 1, at },
      ...{ personId: said.personId, person: head.person, avatar: head.avatar },
      ...{ purpose: said.purpose, granted: said.words !== null, words: said.words },
      version: said.words === null ? null : versionOf(said.purpose, said.words, at),
      ...{ takesBack: false, takenBack: false, undoes: null, source: said.source },
      evidence: body?.kind === 'text' ? body.text : said.evidence,
      conversationId: message === undefined ? null : head.id,
      messageKey: message?.key ?? null,
    });
  };
  const until = (asOf: number | null): PermissionLine[] => {
    const then = log.filter((line) => asOf === null || line.at <= asOf);
    const gone = new Set(then.map((line) => line.undoes));
    return then.map((line) => ({ ...line, takenBack: gone.has(line.id) })).reverse();
  };
  const standing = (personId: string, purpose: PermissionPurpose, asOf: number | null = null) =>
    until(asOf).find(
      (line) =>
        line.personId === personId &&
        line.purpose === purpose &&
        !line.takesBack &&
        !line.takenBack,
    ) ?? null;
  const permitted = (purpose: PermissionPurpose, granted: boolean): PermissionLine[] =>
    people
      .map((one) => standing(one.talk.head.personId, purpose))
      .filter((line) => line?.granted === granted)
      .filter((line) => line !== null)
      .sort((a, b) => a.key - b.key);
  const act = (said: Said): null => {
    say(said, Date.now());
    announce(['permissions', 'journal'], null);
    return null;
  };
  begin(say, people, wishes, now);
  return {
    undo() {
      const line = log.findLast(
        (one) => one.undoes === null && one.at >= now && !log.some((it) => it.undoes === one.id),
      );
      if (line === undefined) return null;
      const back = { id: `permission-${log.length}`, key: -log.length - 1, at: Date.now() };
      log.push({ ...line, ...back, takesBack: true, undoes: line.id });
      announce(['permissions', 'journal'], null);
      return line.granted ? 'permissionGranted' : 'permissionWithdrawn';
    },
    answers: {
      'permissions.of': ({ personId, asOf }) => {
        const placed = find(personId).orders.map((order) => order.placedAt);
        const first = Math.min(...placed.filter((at) => asOf === null || at <= asOf));
        const theirs = until(asOf).filter((line) => line.personId === personId);
        return {
          serviceSince: Number.isFinite(first) ? first : null,
          purposes: PURPOSES.map((purpose) => {
            const line = standing(personId, purpose, asOf);
            return { purpose, granted: line?.granted === true, line };
          }),
          ...{ log: theirs.slice(0, SHOWN), more: theirs.length > SHOWN },
        };
      },
      'permissions.log': ({ purpose, ...at }) =>
        window(
          until(null).filter((line) => purpose === null || line.purpose === purpose),
          at,
        ),
      'permissions.people': ({ purpose, granted, ...at }) =>
        window(permitted(purpose, granted), at),
      'permissions.tallies': () => ({
        updates: permitted('updates', true).length,
        offers: permitted('offers', true).length,
        surveys: permitted('surveys', true).length,
      }),
      'permissions.words': ({ purpose }) => [...(wordings.get(purpose) ?? [])].reverse(),
      'permissions.grant': (said) => {
        const { personId, purpose, words } = said;
        if (words.trim() === '') throw refusal('emptyText');
        const last = standing(personId, purpose);
        const repeats = last?.words === words.trim() && last.evidence === said.evidence;
        if (repeats) throw refusal('alreadyDone');
        return act({ ...said, words: words.trim() });
      },
      'permissions.withdraw': (said) => {
        if (standing(said.personId, said.purpose)?.granted !== true) throw refusal('alreadyDone');
        return act({ ...said, words: null });
      },
    },
  };
}

/** What was said before the program was opened. */
function begin(
  say: (said: Said, at: number) => void,
  people: Dealings[],
  wishes: URLSearchParams,
  now: number,
): void {
  if (wishes.has('quiet')) return;
  const at = (n: number, purpose: PermissionPurpose, words: string | null, days: number): void => {
    const head = people[n]?.talk.head;
    if (head === undefined) return;
    const source: PermissionSource = words === null ? 'other' : n % 2 === 0 ? 'page' : 'spoken';
    const evidence = source === 'spoken' ? 'At the market in Lyon, she asked for it herself' : '';
    const said = { personId: head.personId, purpose, words, source, messageId: null, evidence };
    say(said, now - days * DAY);
  };
  const many = Number(wishes.get('permissions') ?? 0);
  for (let n = 0; n < many; n++) at(6 + n, 'updates', NEWS, 400 + many - n);
  at(0, 'offers', NEWS.replace('something new', 'a new pot'), 210);
  at(1, 'surveys', ASKED, 180);
  at(0, 'offers', NEWS, 96);
  at(3, 'updates', NEWS, 60);
  at(0, 'surveys', ASKED, 41);
  at(1, 'surveys', null, 12);
  at(5, 'offers', NEWS, 6);
  at(0, 'surveys', null, 2);
}

function window(
  all: PermissionLine[],
  { at, before, after }: { at: number | null; before: number; after: number },
): { rows: PermissionLine[]; hasBefore: boolean; hasAfter: boolean } {
  const found = at === null ? 0 : all.findIndex((row) => row.key >= at);
  const place = found < 0 ? all.length : found;
  const [first, end] = [Math.max(0, place - before), place + after];
  return { rows: all.slice(first, end), hasBefore: first > 0, hasAfter: end < all.length };
}
