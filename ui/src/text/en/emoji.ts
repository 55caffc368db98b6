import type { Group } from '../../lib/emoji';

/** What the emoji picker says. */
export const emoji = () => ({
  emoji: {
    open: 'Emoji',
    search: 'Search emoji',
    found: 'Found',
    recent: 'Used last',
    none: 'None by that name.',
    group: (group: Group) =>
      ({
        faces: 'Faces and feelings',
        people: 'People',
        nature: 'Animals and nature',
        food: 'Food and drink',
        places: 'Travel and places',
        leisure: 'Activities',
        things: 'Objects',
        signs: 'Signs',
        flags: 'Flags',
      })[group],
  },
});
