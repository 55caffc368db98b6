/** Who in the shop looks after a client. */
export const keeper = () => ({
  keeper: {
    by: (name: string) => `Looked after by ${name}`,
    nobody: 'Nobody looks after them yet',
    name: 'Name a keeper',
    change: 'Change the keeper',
    label: (person: string) => `Who looks after ${person}?`,
    hint: 'Left empty, nobody does.',
    save: 'Save',
    set: (person: string, name: string) => `${name} looks after ${person}.`,
    unset: (person: string) => `Nobody looks after ${person} any more.`,
  },
});
