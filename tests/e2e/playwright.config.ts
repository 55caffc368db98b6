// Journeys of a seller in a browser, with the real core behind the page and a real marketplace
// behind the core. Two commands run them all, from the root:
//
//   cargo build -p rapport-bazaar -p rapport-tests --bins
//   cd ui && npm ci && npx playwright test -c ../tests/e2e/playwright.config.ts
//
// The page for the browser (`npm run build:http`) is built by `build.ts` before the first journey.
// One journey alone: add its name, for instance `offline`. Screenshots go to target/screens,
// what failed and why to target/e2e.

import { defineConfig } from '@playwright/test';
import { chromium, root } from './world/places';

const MEASURES = '**/lively.spec.ts';

export default defineConfig({
  testDir: '.',
  globalSetup: './build.ts',
  outputDir: `${root}/target/e2e`,
  fullyParallel: true,
  // The machines that this runs on have two cores, and each journey has three programs.
  workers: 2,
  // A shared machine may miss a bound of one second once; a fault misses it twice.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  // What measures the page has the machine to itself, after everything else (alone: `--no-deps`).
  projects: [
    { name: 'journeys', testIgnore: MEASURES },
    { name: 'measures', testMatch: MEASURES, dependencies: ['journeys'] },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
