/// <reference types="vitest/config" />
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// One flag per host: a false flag lets the bundler drop the branch and the file behind it, so a
// release holds no trace of the hosts that exist for tests and for looking at the page.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  define: {
    __HTTP_HOST__: JSON.stringify(mode === 'http'),
    __FAKE_HOST__: JSON.stringify(mode === 'fake'),
  },
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  resolve: process.env['VITEST'] === undefined ? {} : { conditions: ['browser'] },
  test: { include: ['src/**/*.test.ts'], environment: './vitest.page.ts' },
}));
