// A world of its own for each journey: a marketplace, a workstation and a browser.

import { test as base } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Desk } from './world/desk';
import { Market, type Buyer } from './world/market';
import { Screen } from './world/screen';
import { wordsOf } from './world/words';

export { expect } from '@playwright/test';
export { Desk, Market, Screen };
export type { Buyer };

interface World {
  /** So many conversations are there from the beginning; 0 is an empty shop. */
  seeded: number;
  /** How fast simulated buyers live in it; 0 is nobody. */
  pace: number;
  /** Whether the marketplace knows an operation by its key. */
  keys: boolean;
  /** What else the marketplace is told about its rules. */
  rules: readonly string[];
  dir: string;
  market: Market;
  desk: Desk;
  view: Screen;
  /** Starts the workstation, signed in, and shows its page. */
  signIn: () => Promise<Screen>;
}

export const test = base.extend<World>({
  seeded: [0, { option: true }],
  pace: [0, { option: true }],
  keys: [true, { option: true }],
  rules: [[], { option: true }],

  dir: async ({}, use, info) => {
    const dir = mkdtempSync(join(tmpdir(), 'rapport-e2e-'));
    await use(dir);
    for (const log of ['market.log', 'desk.log']) {
      const path = join(dir, log);
      if (info.status !== info.expectedStatus && existsSync(path)) {
        await info.attach(log, { body: readFileSync(path), contentType: 'text/plain' });
      }
    }
    rmSync(dir, { recursive: true, force: true });
  },

  market: async ({ dir, seeded, pace, keys, rules }, use) => {
    const market = seeded > 0 ? await Market.seeded(dir, seeded) : await Market.empty(dir);
    market.keys = keys;
    market.rules = rules;
    await market.start(pace);
    await use(market);
    await market.stop();
  },

  desk: async ({ dir }, use) => {
    const desk = new Desk(dir);
    await use(desk);
    await desk.stop();
  },

  view: async ({ page, locale }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(String(fault)));
    page.on('console', (said) => {
      // What the policy forbids is only ever said here.
      if (said.text().includes('Content Security Policy')) faults.push(said.text());
    });
    await use(new Screen(page, wordsOf(locale ?? 'en')));
    if (faults.length > 0) throw new Error(`The page failed:\n${faults.join('\n')}`);
  },

  signIn: async ({ market, desk, view }, use) => {
    await use(async () => {
      await view.page.goto(await desk.start({ market }));
      await view.online();
      return view;
    });
  },
});
