import type { ConversationPage, InboxTab, Table } from '../../api/commands.gen';
import type { Doing } from '../../lib/actions/actions';
import type { Catalogue } from '../../text/index.svelte';

/** What a row of a tab, and its place there, is made from. */
export const LIST_TABLES: readonly Table[] = [
  ...(['inbox', 'conversations', 'messages', 'persons', 'products', 'accounts'] as const),
  ...(['outbox', 'drafts', 'marks', 'tags', 'blocked', 'presence', 'settings'] as const),
];

/** The tabs of the inbox in their order, with how much each holds once that is known. */
export function inboxTabs(
  t: Catalogue,
  page: ConversationPage | null,
): { value: InboxTab; label: string; count?: string }[] {
  const counted = (value: Exclude<InboxTab, 'done'>, label: string) =>
    page === null ? { value, label } : { value, label, count: t.inbox.count(page[value]) };
  return [
    counted('waiting', t.inbox.waiting),
    counted('open', t.inbox.open),
    counted('snoozed', t.triage.snoozed),
    counted('drafts', t.triage.drafts),
    // How much was ever done says nothing about today.
    { value: 'done', label: t.inbox.done },
  ];
}

/** Turning to each of them, as actions. */
export function tabActions(turn: (tab: InboxTab) => void) {
  const to = (tab: InboxTab): Doing => ({ run: () => turn(tab) });
  return {
    'inbox.tab.waiting': to('waiting'),
    'inbox.tab.open': to('open'),
    'inbox.tab.snoozed': to('snoozed'),
    'inbox.tab.drafts': to('drafts'),
    'inbox.tab.done': to('done'),
  };
}
