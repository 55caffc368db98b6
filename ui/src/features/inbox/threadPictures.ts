import { host } from '../../api';
import type { ThreadPicture } from '../../api/commands.gen';
import type { ViewedPicture } from '../../components/viewer';
import type { Catalogue } from '../../text/index.svelte';
import type { ThreadRow } from './threadRows';

/** What a picture is called where it has no words of its own. */
export function pictureName(author: string, person: string, t: Catalogue): string {
  return author === 'seller' ? t.thread.ownPicture : t.thread.picture(person);
}

/** A picture of a row, among those that are seen large. */
export function pictureId(row: string, index: number): string {
  return `${row}/${index}`;
}

/** The pictures of these rows, as they are seen large. */
export function threadPictures(
  rows: readonly ThreadRow[],
  person: string,
  t: Catalogue,
): ViewedPicture[] {
  return rows.flatMap(({ id, item, entry }) => {
    const viewed = (pictures: readonly ThreadPicture[], name: string, caption: string) =>
      pictures.map((picture, index) => ({
        id: pictureId(id, index),
        src: host().pictureUrl(picture.id),
        name,
        caption,
      }));
    if (entry !== null) return viewed(entry.pictures, t.thread.ownPicture, entry.text);
    if (item?.kind !== 'message' || item.body.kind !== 'picture') return [];
    const { pictures, caption } = item.body;
    return viewed(pictures, pictureName(item.author, person, t), caption);
  });
}
