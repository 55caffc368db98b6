import type { Announce, AnswersOf } from './fakeAnswers';

type Names = 'inbox.presence' | 'inbox.typing';

const BUSY = new Set(['c1', 'c3']);
const TYPES_MS = 5000;
const RESTS_MS = 9000;

/** Who is there in the made-up shop: two people of the first screen, one of whom types at times. */
export function fakePresence(
  wishes: URLSearchParams,
  announce: Announce,
): { online: (conversation: string) => boolean; answers: AnswersOf<Names> } {
  let typing = wishes.has('typing');
  if (wishes.has('typing')) {
    const turn = (): void => {
      setTimeout(
        () => {
          typing = !typing;
          announce(['presence'], 'c1');
          turn();
        },
        typing ? TYPES_MS : RESTS_MS,
      );
    };
    turn();
  }
  return {
    online: (conversation) => BUSY.has(conversation),
    answers: {
      'inbox.presence': ({ conversationId }) => ({
        online: BUSY.has(conversationId),
        typing: typing && conversationId === 'c1',
      }),
      'inbox.typing': () => null,
    },
  };
}
