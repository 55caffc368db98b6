import type { ConversationRow, OfferStep, OrderStep } from '../../api/commands.gen';
import type { Catalogue } from '../../text/index.svelte';

const OFFER: Readonly<Record<string, OfferStep>> = {
  made: 'made',
  countered: 'countered',
  accepted: 'accepted',
  declined: 'declined',
  lapsed: 'lapsed',
};

const ORDER: Readonly<Record<string, OrderStep>> = {
  placed: 'placed',
  cardSent: 'cardSent',
  confirmed: 'confirmed',
  corrected: 'corrected',
  shipped: 'shipped',
  received: 'received',
  cancelled: 'cancelled',
};

/** What stands before the words of a newest message that is more than words; null before plain ones. */
export function previewWords(
  { previewKind, previewStep }: Pick<ConversationRow, 'previewKind' | 'previewStep'>,
  t: Catalogue,
): string | null {
  const step = previewStep ?? '';
  switch (previewKind) {
    case 'picture':
      return t.inbox.picture;
    case 'offer':
      return t.preview.offer(OFFER[step] ?? 'unknown');
    case 'order':
      return t.preview.order(ORDER[step] ?? 'unknown');
    case 'feedback':
      return t.preview.feedback;
    case 'unknown':
      return t.inbox.unknownKind;
    case 'text':
    case 'system':
      return null;
  }
}
