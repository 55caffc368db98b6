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
