import { host } from '../../api';
import type { ThreadItem } from '../../api/commands.gen';
import type { ViewedPicture } from '../../components/viewer';
import type { Catalogue } from '../../text/index.svelte';

/** What a picture is called where it has no words of its own. */
export function pictureName(author: string, person: string, t: Catalogue): string {
  return author === 'seller' ? t.thread.ownPicture : t.thread.picture(person);
}

/** The pictures among these items, as they are seen large; each has the id of its message. */
export function threadPictures(
  items: readonly ThreadItem[],
  person: string,
  t: Catalogue,
): ViewedPicture[] {
  return items.flatMap((item) => {
    if (item.kind !== 'message' || item.body.kind !== 'picture') return [];
    const { picture, caption } = item.body;
    const name = pictureName(item.author, person, t);
    return [{ id: item.id, src: host().pictureUrl(picture.id), name, caption }];
  });
}
