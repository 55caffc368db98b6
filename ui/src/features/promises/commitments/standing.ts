import type { CommitmentLine } from '../../../api/commands.gen';
import type { Catalogue } from '../../../text/en';

/** How a commitment looks: it holds, it is broken, or it waits for somebody. */
export type Look = 'holds' | 'broken' | 'waits';

/** How a commitment looks, by how it stands. */
export function lookOf({ standing }: CommitmentLine): Look {
  switch (standing.kind) {
    case 'holds':
    case 'reviewed':
      return 'holds';
    case 'broken':
      return 'broken';
    case 'unchecked':
    case 'reviewDue':
    case 'never':
      return 'waits';
  }
}

/** A commitment in words: the shop's own, or those that come with the program. */
export function sentenceOf(line: CommitmentLine, t: Pick<Catalogue, 'commitments'>): string {
  if (line.text !== null) return line.text;
  return line.kind === null ? '' : t.commitments.builtIn(line.kind, line.days ?? 0);
}
