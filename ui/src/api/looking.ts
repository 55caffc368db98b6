import { call } from './index';

/** How long somebody who touches nothing still counts as being there, in milliseconds. */
const AWAY_MS = 3 * 60_000;
/** How often it is looked whether they have gone, in milliseconds. */
const LOOK_MS = 15_000;
/** What somebody does who is there. */
const TOUCHES = ['pointerdown', 'pointermove', 'wheel', 'keydown'] as const;

/**
 * Tells the core where the seller is, whenever that changes: whether they work in the window, and
 * which conversation is open before them. Whoever is there needs no notification. Returns the way to
 * stop; call inside an effect that reads the open conversation.
 */
export function tellLook(conversationId: string | null): () => void {
  const told = (): void => tell(conversationId);
  const touched = (): void => {
    const wasAway = performance.now() - touchedAt > AWAY_MS;
    touchedAt = performance.now();
    if (wasAway) told();
  };
  // Opening a conversation is something that they did.
  touchedAt = performance.now();
  told();
  const timer = setInterval(told, LOOK_MS);
  for (const event of ['focus', 'blur'] as const) window.addEventListener(event, told);
  for (const event of TOUCHES) window.addEventListener(event, touched, { passive: true });
  document.addEventListener('visibilitychange', told);
  return () => {
    clearInterval(timer);
    for (const event of ['focus', 'blur'] as const) window.removeEventListener(event, told);
    for (const event of TOUCHES) window.removeEventListener(event, touched);
    document.removeEventListener('visibilitychange', told);
  };
}

let touchedAt = 0;
let last = '';

function tell(conversationId: string | null): void {
  const active = performance.now() - touchedAt <= AWAY_MS;
  const here = active && document.hasFocus() && document.visibilityState === 'visible';
  const look = { here, conversationId };
  const now = JSON.stringify(look);
  if (now === last) return;
  last = now;
  // Where it cannot be told, a notification too many is the worst that comes of it.
  call('attention.look', look).catch(() => {
    last = '';
  });
}
