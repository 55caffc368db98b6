import { arrivals } from '../lib/arrivals.svelte';
import { host } from './index';

/** Pictures come in floods; what is missing is asked for again at most this often. */
const PAUSE_MS = 500;

/** Counts arrivals from now on, until the answer is called. */
export function countArrivals(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = host().onChange(({ tables }) => {
    if (!tables.includes('pictures')) return;
    timer ??= setTimeout(() => {
      timer = null;
      arrivals.pictures += 1;
    }, PAUSE_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
