import type { OutboxPart } from '../../api/commands.gen';

/** The parts of the outbox, what asks for the seller first. */
export const PARTS = ['stopped', 'leaving', 'later'] as const satisfies readonly OutboxPart[];

/** How many rows a part begins with, and how many more it shows at a time. */
export const STEP = 50;
/** The most rows of a part that are shown at once. */
export const MOST_ROWS = 200;
