// What a long run costs: the memory of the programs and of the page, and how long the page was busy.

import type { CDPSession, Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';

/** One look at what is in use, in MiB. */
export interface Sample {
  core: number;
  page: number;
}

const MIB = 1024 * 1024;

/** Watches a page and the program behind it. */
export class Watch {
  readonly samples: Sample[] = [];
  readonly #page: Page;
  readonly #devtools: CDPSession;
  readonly #core: number;

  private constructor(page: Page, devtools: CDPSession, core: number) {
    this.#page = page;
    this.#devtools = devtools;
    this.#core = core;
  }

  /** Begins to watch; `core` is the id of the program behind the page. */
  static async over(page: Page, core: number): Promise<Watch> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('HeapProfiler.enable');
    await page.evaluate(() => {
      const long: number[] = [];
      Object.assign(window, { longTasks: long });
      new PerformanceObserver((seen) => {
        for (const task of seen.getEntries()) long.push(task.duration);
      }).observe({ type: 'longtask', buffered: false });
    });
    return new Watch(page, devtools, core);
  }

  /** Notes what is in use now, garbage not counted. */
  async look(): Promise<Sample> {
    await this.#devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#devtools.send('Runtime.getHeapUsage');
    const resident = execFileSync('ps', ['-o', 'rss=', '-p', String(this.#core)], {
      encoding: 'utf8',
    });
    const sample = {
      core: Number(resident.trim()) / 1024,
      page: usedSize / MIB,
    };
    this.samples.push(sample);
    return sample;
  }

  /** Tasks of the page that took longer than 50 ms, in milliseconds, the longest first. */
  async longTasks(): Promise<number[]> {
    const all = await this.#page.evaluate(
      () => (window as unknown as { longTasks: number[] }).longTasks,
    );
    return all.sort((one, other) => other - one);
  }

  /** How much the last third of the samples is above the middle one: 1 is flat. */
  growth(of: keyof Sample): number {
    const third = Math.floor(this.samples.length / 3);
    const mean = (part: Sample[]): number =>
      part.reduce((sum, sample) => sum + sample[of], 0) / part.length;
    return mean(this.samples.slice(-third)) / mean(this.samples.slice(third, 2 * third));
  }
}
