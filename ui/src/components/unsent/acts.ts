import type { OutboxEntry } from '../../api/commands.gen';

/** What can be done about what has not arrived; each tells whether it was done. */
export interface UnsentActs {
  /** Tries it now, or lets go of the wish to take it back. */
  retry: (entry: OutboxEntry) => Promise<boolean>;
  edit: (entry: OutboxEntry, text: string) => Promise<boolean>;
  /** Takes it back: at once, or as soon as it is known that it has not arrived. */
  discard: (entry: OutboxEntry) => Promise<boolean>;
  /** The seller has read that it had arrived before it could be taken back. */
  acknowledge: (entry: OutboxEntry) => Promise<boolean>;
  /** Deletes on the marketplace what had arrived. */
  remove: (entry: OutboxEntry) => Promise<boolean>;
}
