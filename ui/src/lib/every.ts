/** Says yes at most once in so many milliseconds, and the first time it is asked. */
export function atMostEvery(
  ms: number,
  now: () => number = () => performance.now(),
): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    if (at - last < ms) return false;
    last = at;
    return true;
  };
}
