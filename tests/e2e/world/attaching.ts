// The ways in which a picture gets into a reply.

import type { Locator } from '@playwright/test';
import type { Screen } from './screen';

/** A file in somebody's hand. */
export interface Held {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The pictures of the reply that is being written. */
export function tiles(screen: Screen): Locator {
  const list = screen.composer.getByRole('list', {
    name: screen.words.replyPictures.label,
  });
  return list.getByRole('img');
}

/** Chooses files through the picker. */
export async function pick(screen: Screen, ...files: (Held | string)[]): Promise<void> {
  const input = screen.composer.locator('input[type=file]');
  // A list of one sort: files that lie on the disk, or files that are held.
  for (const file of files) await input.setInputFiles(file);
}

/** Pastes a file into the reply. */
export async function paste(screen: Screen, file: Held): Promise<void> {
  await screen.reply.focus();
  await screen.reply.evaluate(bring, { ...plain(file), how: 'paste' });
}

/** Drags a file over the messages and, unless it is taken away again, drops it. */
export async function drag(screen: Screen, file: Held, how: 'dragover' | 'drop'): Promise<void> {
  await screen.thread.evaluate(bring, { ...plain(file), how });
}

function plain({ name, mimeType, buffer }: Held) {
  return { name, mimeType, base64: buffer.toString('base64') };
}

/** Runs in the page: what a browser does when somebody brings a file. */
function bring(
  at: Element,
  file: { name: string; mimeType: string; base64: string; how: string },
): void {
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
  const brought = new DataTransfer();
  brought.items.add(new File([bytes], file.name, { type: file.mimeType }));
  const common = { bubbles: true, cancelable: true };
  const event =
    file.how === 'paste'
      ? new ClipboardEvent('paste', { ...common, clipboardData: brought })
      : new DragEvent(file.how, { ...common, dataTransfer: brought });
  at.dispatchEvent(event);
}
