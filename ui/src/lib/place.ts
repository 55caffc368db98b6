/** Where on the page something happened, as far as keys are concerned. */
export type Place = 'field' | 'control' | 'thread' | 'elsewhere';

/** Tells where an event happened. */
export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'elsewhere';
  if (target.isContentEditable || target.matches('input, textarea, select')) return 'field';
  if (target.closest('button, a[href], summary, [role="menu"], [role="tab"]') !== null)
    return 'control';
  return target.closest('[data-place="thread"]') === null ? 'elsewhere' : 'thread';
}

/** Whether something is open that has all keys to itself. */
export function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
