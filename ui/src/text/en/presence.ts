/** Who is there right now. */
export const presence = () => ({
  presence: {
    online: 'online',
    typing: (person: string) => `${person} is typing…`,
  },
});
