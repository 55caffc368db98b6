import type { PromiseLine } from '../../api/commands.gen';

/** What the seller wants to change about a promise. */
export interface PromiseAsked {
  change: 'move' | 'reword';
  promise: PromiseLine;
}
