import type { SearchPart } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';

/** What narrows a search. */
export type Operator = 'from' | 'product' | 'order' | 'is' | 'has' | 'before' | 'after';
/** What stands behind those that have a few values. */
export type Value = 'waiting' | 'buyer' | 'seller' | 'note' | 'picture' | 'me';
interface Named {
  /** As the core reads it. */
  name: string;
  more: string;
}

/** Looking for what was written, and what a search was understood as. */
export const search = (f: Formats) => ({
  search: {
    label: 'Search',
    placeholder: 'Search',
    clear: 'Clear search',
    results: 'Search results',
    found: (n: number, more: boolean) =>
      n === 1 && !more ? '1 message' : `${f.number(n)}${more ? ' or more' : ''} messages`,
    empty: 'Nothing found.',
    emptyMessages: 'No message found.',
    emptyMore: 'Try fewer letters, or another word from the message.',
    more: 'Loading more…',
    records: 'People, products, orders and notes about people',
    recordsFailed: 'People, products and orders could not be looked up.',
    note: 'Note',
    noteAbout: (person: string) => `Note about ${person}`,
    options: 'Ways to narrow the search',
    operators: {
      from: { name: 'from', more: 'who wrote it' },
      product: { name: 'product', more: 'what it is about' },
      order: { name: 'order', more: 'number, or what was ordered' },
      is: { name: 'is', more: 'waiting, a note, …' },
      has: { name: 'has', more: 'a picture' },
      before: { name: 'before', more: 'older than a day' },
      after: { name: 'after', more: 'since a day' },
    } satisfies Record<Operator, Named>,
    values: {
      waiting: { name: 'waiting', more: 'somebody waits for an answer' },
      buyer: { name: 'buyer', more: 'written by buyers' },
      seller: { name: 'seller', more: 'written by you' },
      note: { name: 'note', more: 'private notes' },
      picture: { name: 'picture', more: 'shows a picture' },
      me: { name: 'me', more: 'written by you' },
    } satisfies Record<Value, Named>,
    days: (month: string) => [
      { day: 'today', more: 'since midnight' },
      { day: 'yesterday', more: 'the midnight before' },
      { day: '7d', more: 'a week ago' },
      { day: '30d', more: '30 days ago' },
      { day: month, more: 'a day, a month or a year' },
    ],
    building: (done: number, of: number) =>
      `The search index is being built anew: ${f.number(done)} of ${f.number(of)}. Until then the old one answers.`,
    index: 'Search index',
    indexMore:
      'From the index the search answers at once. It holds no words of its own that are not in the store, and can be made again from it.',
    check: 'Check the index',
    checking: 'Checking…',
    rebuild: 'Build it anew',
    unchecked: 'It has not been checked yet.',
    sound: (of: number, at: number) =>
      `Sound: all ${f.number(of)} messages and notes are in it. Checked ${f.moment(at)}.`,
    missing: (missing: number, of: number, at: number) =>
      `${f.number(missing)} of ${f.number(of)} messages and notes are not in it. Checked ${f.moment(at)}.`,
    damaged: (at: number) => `It is damaged. Build it anew. Checked ${f.moment(at)}.`,
    rebuilt: 'The search index was built anew.',
    progress: 'How far the new index is',
    order: (number: string, person: string) => `Order ${number} · ${person}`,
    noConversation: 'no conversation yet',
    understood: (parts: readonly SearchPart[], now: number) =>
      `Messages ${parts.map((part) => said(f, part, now)).join(', ')}`,
  },
});

function said(f: Formats, part: SearchPart, now: number): string {
  const { kind, value, without, unknown } = part;
  const names = [...part.meant, ...(part.more ? ['others'] : [])].join(' or ');
  const day = part.at === null ? '' : f.date(part.at, now);
  if (unknown) {
    if (kind === 'from') return `from “${value}”, and nobody is called that`;
    if (kind === 'product') return `about “${value}”, and no product is called that`;
    if (kind === 'order') return `in order “${value}”, and there is none`;
    if (kind === 'waiting') return 'where somebody waits, and nobody does';
    return `of any day, because “${value}” is no date`;
  }
  switch (kind) {
    case 'words':
      return `${without ? 'without' : 'with'} “${value}”`;
    case 'from':
      return `${without ? 'not ' : ''}from ${names}`;
    case 'product':
      return `${without ? 'not ' : ''}about ${names}`;
    case 'order':
      return `${without ? 'not ' : ''}in the conversation of order ${names}`;
    case 'waiting':
      return without ? 'where nobody waits' : 'where somebody waits';
    case 'buyer':
      return `${without ? 'not ' : ''}from buyers`;
    case 'seller':
      return `${without ? 'not ' : ''}from you`;
    case 'note':
      return without ? 'that are no notes' : 'that are notes';
    case 'picture':
      return `${without ? 'without' : 'with'} a picture`;
    case 'before':
      return `before ${day}`;
    case 'after':
      return `from ${day} on`;
  }
}
