import type { DraftPicture, ThreadBody, ThreadItem, ThreadQuote } from '../api/commands.gen';
import { refusal, type Announce, type AnswersOf } from './fakeAnswers';
import type { Talk } from './fakeShop';

/** How long a made-up core takes to make a picture fit. */
const FITS_MS = 700;
const MAX_BYTES = 20 * 1024 * 1024;
const urls = new Map<string, string>();

/** Where a picture is found that was added here. */
export function addedPicture(id: string): string | undefined {
  return urls.get(id);
}

/** The beginning of a message, as others quote it. */
export function quoteOf({ items }: Talk, id: string | null): ThreadQuote | null {
  const item = items.find((one) => one.id === id);
  if (item?.kind !== 'message') return null;
  const { body, key, author } = item;
  const words = body.kind === 'text' ? body.text : body.kind === 'picture' ? body.caption : '';
  const picture = body.kind === 'picture' ? (body.pictures[0]?.id ?? null) : null;
  return { id: item.id, key, author, words, picture };
}

/** What a reply says, as its message says it. */
export function saidWith(pictures: readonly DraftPicture[], text: string): ThreadBody {
  if (pictures.length === 0) return { kind: 'text', text };
  return { kind: 'picture', pictures: [...pictures], caption: text };
}

/** The same message, as the answer to another. */
export function answering(item: ThreadItem, answers: ThreadQuote | null): ThreadItem {
  return item.kind === 'message' ? { ...item, answers } : item;
}

/** Pictures in drafts. */
export function fakePictures(
  find: (id: string) => Talk,
  announce: Announce,
): {
  carry: (args: { conversationId: string }, bytes: Blob) => Promise<DraftPicture>;
  answers: AnswersOf<'inbox.removePicture' | 'inbox.answer'>;
} {
  return {
    async carry({ conversationId }, bytes) {
      await new Promise((resolve) => setTimeout(resolve, FITS_MS));
      const { drafts, head } = find(conversationId);
      if (bytes.size > MAX_BYTES) throw refusal('pictureTooLarge');
      if (drafts.pictures.length >= (head.pictures?.max ?? 0)) throw refusal('tooManyPictures');
      const image = await createImageBitmap(bytes).catch(() => null);
      if (image === null) throw refusal('pictureBroken');
      const id = `added:${urls.size + 1}`;
      urls.set(id, URL.createObjectURL(bytes));
      const { width, height } = image;
      const added = { id, width, height, stilled: bytes.type === 'image/gif' };
      drafts.pictures = [...drafts.pictures, added];
      announce(['drafts'], conversationId);
      return added;
    },
    answers: {
      'inbox.removePicture': ({ conversationId, pictureId }) => {
        const { drafts } = find(conversationId);
        drafts.pictures = drafts.pictures.filter(({ id }) => id !== pictureId);
        announce(['drafts'], conversationId);
        return null;
      },
      'inbox.answer': ({ conversationId, messageId }) => {
        const talk = find(conversationId);
        talk.drafts.answers = quoteOf(talk, messageId);
        announce(['drafts'], conversationId);
        return null;
      },
    },
  };
}
