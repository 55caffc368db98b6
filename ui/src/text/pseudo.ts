/**
 * Wraps every sentence of a catalogue in ⟦ ⟧, whatever its shape. A journey over all screens can
 * then find letters that did not come through the catalogue.
 */
export function pseudo<T>(value: T): T {
  return wrapped(value) as T;
}

function wrapped(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (typeof value === 'function') {
    return (...args: unknown[]) => wrapped((value as (...args: unknown[]) => unknown)(...args));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrapped(inner)]));
  }
  return value;
}
