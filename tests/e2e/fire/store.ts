// What the workstation's store holds, asked past the page.

import type { Desk } from '../world';
import type { Box } from './box';

/** The draft of a field as it is stored. */
export async function draftOf(desk: Desk, { person, mode }: Box): Promise<string> {
  const drafts = await desk.ask('inbox.drafts', { conversationId: await idOf(desk, person) });
  return drafts[mode];
}

/** Whether a reply or a note of those words was taken: it stands in the thread, or on its way. */
export async function hasTaken(desk: Desk, person: string, text: string): Promise<boolean> {
  return (await standing(desk, person)).includes(text.trim());
}

/** The words of everything in the thread: of the seller's messages, of notes, and on its way. */
async function standing(desk: Desk, person: string): Promise<string[]> {
  const { items, outbox } = await thread(desk, person);
  return [
    ...items.flatMap((item) => {
      if (item.kind === 'note') return [item.text];
      return item.author === 'seller' && item.body.kind === 'text' ? [item.body.text] : [];
    }),
    ...outbox.map(({ text: words }) => words),
  ];
}

/** The words of every note about a conversation. */
export async function notesOf(desk: Desk, person: string): Promise<string[]> {
  const { items } = await thread(desk, person);
  return items.flatMap((item) => (item.kind === 'note' ? [item.text] : []));
}

/** What has not arrived: in which state, with which words. */
export async function unsentOf(
  desk: Desk,
  person: string,
): Promise<{ id: string; state: string; text: string }[]> {
  const { outbox } = await thread(desk, person);
  return outbox
    .filter(({ state }) => state !== 'sent' && state !== 'cancelled')
    .map(({ id, state, text }) => ({ id, state, text }));
}

async function thread(desk: Desk, person: string) {
  const conversationId = await idOf(desk, person);
  return desk.ask('inbox.thread', { conversationId, at: null, before: 200, after: 0 });
}

async function idOf(desk: Desk, person: string): Promise<string> {
  const page = await desk.ask('inbox.list', { tab: 'open', at: null, before: 0, after: 50 });
  const row = page.rows.find((one) => one.person === person);
  if (row === undefined) throw new Error(`${person} is not among the open conversations.`);
  return row.id;
}
