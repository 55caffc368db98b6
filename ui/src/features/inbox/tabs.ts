import type { ConversationPage, InboxTab } from '../../api/commands.gen';
import type { Catalogue } from '../../text/index.svelte';

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
