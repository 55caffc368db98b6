import type { IndexCheck, SearchPart } from '../api/commands.gen';
import type { Announce, AnswersOf } from './fakeAnswers';
import { refusal } from './fakeAnswers';
import type { Dealings } from './fakeTrade';

type Names =
  'search.records' | 'search.health' | 'search.check' | 'search.rebuild' | 'search.marks';

/** People, products and orders of the made-up shop. `?search=failed` refuses to look, `building`,
 * `missing` and `damaged` say so of the index. */
export function fakeSearch(
  wishes: URLSearchParams,
  people: Dealings[],
  announce: Announce,
): AnswersOf<Names> {
  let checked: IndexCheck | null = null;
  return {
    'search.health': () => ({
      building: wishes.get('search') === 'building' ? { done: 31_200, of: 84_000 } : null,
      checked,
    }),
    'search.check': () => {
      const missing = wishes.get('search') === 'missing' ? 1_204 : 0;
      const whole = wishes.get('search') !== 'damaged';
      checked = { at: Date.now(), of: 84_000, missing, whole };
      announce(['settings'], null);
      return checked;
    },
    'search.rebuild': () => {
      checked = null;
      announce(['settings'], null);
      return null;
    },
    'search.marks': ({ key, text }) => {
      const items = people.flatMap(({ talk }) => talk.items);
      const found = items.find((one) => one.key === key);
      const said =
        found?.kind === 'note' ? found.text : found?.body.kind === 'text' ? found.body.text : '';
      const start = said.toLowerCase().indexOf(text.toLowerCase());
      return start < 0 || text === '' ? [] : [{ start, end: start + text.length }];
    },
    'search.records': ({ text, limit }) => {
      if (wishes.get('search') === 'failed') throw refusal('internal');
      const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
      const called = (name: string): boolean =>
        words.length > 0 &&
        words.every((word) =>
          name
            .toLowerCase()
            .split(/[^\p{L}\p{N}]+/u)
            .some(
              (one) => one.startsWith(word) || (/\p{Script=Han}/u.test(word) && one.includes(word)),
            ),
        );
      const found = people.map(({ talk: { head }, orders }) => ({ head, orders }));
      const products = new Map(
        found.flatMap(({ head }) =>
          head.product === null ? [] : [[head.product.id, head] as const],
        ),
      );
      return {
        people: found
          .filter(({ head }) => called(head.person))
          .slice(0, limit)
          .map(({ head }) => ({
            ...{ id: head.personId, name: head.person, avatar: head.avatar },
            ...{ account: head.account, conversationId: head.id },
          })),
        products: [...products.values()]
          .flatMap(({ product, account, id }) => {
            if (product === null || !called(product.title)) return [];
            const { title, picture, priceMinor, currency } = product;
            const shown = { title, picture, priceMinor, currency };
            return [{ id: product.id, ...shown, account, conversationId: id }];
          })
          .slice(0, limit),
        orders: found
          .flatMap(({ head, orders }) =>
            orders.map((order) => ({
              ...{ id: order.id, number: order.number, state: order.state },
              ...{ placedAt: order.placedAt, totalMinor: order.totalMinor },
              ...{ currency: order.currency, title: order.lines[0]?.title ?? '' },
              ...{ personId: head.personId, person: head.person, account: head.account },
              conversationId: head.id,
            })),
          )
          .filter(({ number, title }) => called(`${number} ${title}`))
          .slice(0, limit),
        notes: [],
      };
    },
  };
}

const FROM = /(?:from|来自)[:：](\S+)/iu;

/** The words that are left to be found in a message; null when it is not from whom `from:` names. */
export function wantedIn(text: string, person: string, byUs: boolean, said: string): string | null {
  const from = FROM.exec(text)?.[1];
  const wanted = text.replace(FROM, '').trim();
  if (from !== undefined && (byUs || !person.toLowerCase().includes(from.toLowerCase())))
    return null;
  return said.toLowerCase().includes(wanted.toLowerCase()) ? wanted : null;
}

/** What the made-up desk understands of a search: `from:` and words; nobody is called *nobody*. */
export function understoodAs(text: string): SearchPart[] {
  const from = FROM.exec(text)?.[1];
  const wanted = text.replace(FROM, '').trim();
  const part = { meant: [], more: false, at: null, without: false, unknown: false };
  const unknown = from === 'nobody';
  const parts: SearchPart[] = [];
  if (from !== undefined) {
    parts.push({ ...part, kind: 'from', value: from, meant: unknown ? [] : [from], unknown });
  }
  if (wanted !== '') parts.push({ ...part, kind: 'words', value: wanted });
  return parts;
}
