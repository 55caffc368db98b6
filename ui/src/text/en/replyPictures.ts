import type { Formats } from '../../lib/formats';

/** What a reply shows besides its words: pictures, and the message that it answers. */
export const replyPictures = (f: Formats) => ({
  replyPictures: {
    add: 'Add pictures',
    label: 'Pictures of this reply',
    picture: (n: number) => `Picture ${f.number(n)}`,
    remove: (n: number) => `Remove picture ${f.number(n)}`,
    drop: (person: string) => `Drop pictures here for ${person}`,
    coming: (name: string) =>
      name === '' ? 'The picture is being prepared.' : `${name} is being prepared.`,
    still: 'still',
    stilled: 'It moves. Only its first picture is sent.',
    count: (n: number, max: number) => `${f.number(n)} of ${f.number(max)} pictures`,
    full: (max: number) =>
      `${f.number(max)} pictures: as many as this marketplace takes in a reply.`,
    tooMany: (max: number) =>
      max === 1
        ? 'Not added: this marketplace takes one picture in a reply.'
        : `Not added: this marketplace takes ${f.number(max)} pictures in a reply.`,
    over: (over: number, max: number) =>
      max === 0
        ? 'This account takes no pictures. Please remove them.'
        : `This marketplace takes ${f.number(max)} ${max === 1 ? 'picture' : 'pictures'} in a reply. Please remove ${f.number(over)}.`,
    notTaken: 'This account takes no pictures.',
    inNote: 'A note holds words only. Pictures go with a reply.',
    dismiss: (name: string) => (name === '' ? 'Close this notice' : `Close the notice on ${name}`),
  },
  replyTo: {
    act: 'Reply to this message',
    answering: 'In reply to',
    remove: 'Do not reply to this message in particular',
    picture: 'Picture',
    message: 'A message',
    gone: 'This message is no longer here.',
    lead: 'Go to this message',
    leadTo: (who: string, said: string) => `In reply to ${who === '' ? said : `${who}: ${said}`}`,
  },
});
