import { call } from './index';

/** The names of those who look after clients; none where they cannot be had: one can still type. */
export function keepers(): Promise<string[]> {
  return call('people.keepers').catch(() => []);
}
