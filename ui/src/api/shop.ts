import { createContext } from 'svelte';
import type { ShopStatus } from './commands.gen';

/**
 * The shop at a glance, for whatever stands inside the frame: the frame asks the core once and
 * gives the answer on. Null until the first answer is there.
 */
export const [shopInFrame, frameShop] = createContext<() => ShopStatus | null>();
