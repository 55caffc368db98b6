export interface TextPart {
  text: string;
  /** Where it leads; null for plain words. */
  url: string | null;
}

// Ends before closing punctuation, in both scripts: a link at the end of a sentence is common.
const LINK =
  /https?:\/\/[^\s<>"'，。！？；：、（）《》「」]+[^\s<>"'，。！？；：、（）《》「」.,!?;:)\]]/giu;

/** Cuts a buyer's words into plain text and addresses. Never HTML. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index), url: null });
    parts.push({ text: found[0], url: found[0] });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), url: null });
  return parts;
}

export interface MarkedPart extends TextPart {
  pieces: { text: string; marked: boolean }[];
}

/** Cuts parts where a mark begins or ends. Marks are counted in the whole text, in order and apart. */
export function marked(
  parts: readonly TextPart[],
  marks: readonly { start: number; end: number }[],
): MarkedPart[] {
  let begin = 0;
  return parts.map((part) => {
    const end = begin + part.text.length;
    const pieces: MarkedPart['pieces'] = [];
    const cut = (from: number, to: number, isMarked: boolean): void => {
      if (to <= from) return;
      const text = part.text.slice(from - begin, to - begin);
      pieces.push({ text, marked: isMarked });
    };
    let at = begin;
    for (const mark of marks) {
      if (mark.end <= begin || mark.start >= end) continue;
      cut(at, Math.max(mark.start, begin), false);
      at = Math.min(mark.end, end);
      cut(Math.max(mark.start, begin), at, true);
    }
    cut(at, end, false);
    begin = end;
    return { ...part, pieces };
  });
}
