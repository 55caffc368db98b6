/** Moves the focus to the next or previous line of a page, across all of its lists. */
export function stepLines(by: 1 | -1, page: HTMLElement | undefined): void {
  const lines = [...(page?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];
  const held = document.activeElement;
  const now = lines.findIndex((line) => line === held);
  const next = now < 0 ? nearest(lines, held, by) : lines[now + by];
  next?.focus();
}

/** From a button of a line, the lines around it; from elsewhere the first or the last of all. */
function nearest(
  lines: readonly HTMLElement[],
  held: Element | null,
  by: 1 | -1,
): HTMLElement | undefined {
  const [first, last] = [lines[0], lines.at(-1)];
  if (held === null || first === undefined || held.contains(first)) return by > 0 ? first : last;
  const follows = (line: HTMLElement): boolean =>
    (held.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return by > 0 ? lines.find(follows) : lines.findLast((line) => !follows(line));
}
