import type { Environment } from 'vitest/runtime';

/** Plain Node, with modules compiled as for the page: runes then live, and no DOM is imitated. */
export default {
  name: 'page',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
} satisfies Environment;
