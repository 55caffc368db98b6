import type { FoundRecords } from '../../api/commands.gen';
import type { Catalogue } from '../../text/index.svelte';
import type { Kind, Row } from './rows';

/** Where what the shop holds leads to. */
export interface Ways {
  onperson: (personId: string) => void;
  onconversation: (conversationId: string) => void;
  /** Looks for words in the messages. */
  onsearch: (text: string) => void;
}

/** The lines for what the shop holds: people, products and orders. */
export function recordRows(
  { people, products, orders }: FoundRecords,
  t: Catalogue,
  to: Ways,
): Row[] {
  const row = (kind: Kind, id: string, title: string, more: string, run: () => void): Row => ({
    ...{ id: `${kind}.${id}`, kind, title, more, run },
    ...{ also: [], key: null },
  });
  return [
    ...people.map(({ id, name, account }) =>
      row('person', id, name, account, () => to.onperson(id)),
    ),
    ...products.map(({ id, title, account, conversationId }) =>
      row('product', id, title, account, () => {
        if (conversationId !== null) to.onconversation(conversationId);
        else to.onsearch(title);
      }),
    ),
    ...orders.map(({ id, number, person, title, personId, conversationId }) =>
      row('order', id, t.search.order(number, person), title, () => {
        if (conversationId !== null) to.onconversation(conversationId);
        else to.onperson(personId);
      }),
    ),
  ];
}
