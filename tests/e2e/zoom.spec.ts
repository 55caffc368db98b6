import type { Page } from '@playwright/test';
import { expect, test } from './world';
import { inbox, waysIn } from './world/tour';
import { trade } from './world/tradeTour';

/** Controls whose words are cut off, or that lie where nobody gets to. */
async function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { documentElement } = document;
    if (documentElement.scrollWidth > innerWidth + 1) {
      faults.push(`the page is ${documentElement.scrollWidth} wide in ${innerWidth}`);
    }
    const controls = 'button, a[href], input, textarea, [role="tab"], [role="menuitemradio"]';
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      if (!control.checkVisibility()) continue;
      const name = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? '';
      const who = `<${control.tagName.toLowerCase()}> ${name.slice(0, 40)}`;
      // A field scrolls; everything else has to show all of its words.
      if (!control.matches('input, textarea') && control.scrollWidth > control.clientWidth + 1) {
        if (getComputedStyle(control).display !== 'inline') faults.push(`${who} is cut off`);
      }
      control.scrollIntoView({ block: 'nearest' });
      const box = control.getBoundingClientRect();
      const outside = box.left < -1 || box.right > innerWidth + 1;
      const above = box.top < -1 || box.bottom > innerHeight + 1;
      if (outside || above) faults.push(`${who} lies outside of the window`);
      else if (box.width < 20 || box.height < 16) {
        if (getComputedStyle(control).display !== 'inline') faults.push(`${who} is tiny`);
      }
    }
    return faults;
  });
}

// A window of 1440 × 900 enlarged to twice its size has 720 × 450 of the page's own pixels.
const sizes = {
  'twice the size': { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  'the smallest window': { viewport: { width: 900, height: 600 }, deviceScaleFactor: 1 },
};

for (const [name, size] of Object.entries(sizes)) {
  test.describe(name, () => {
    test.use(size);
    for (const [where, tour] of Object.entries({ waysIn, inbox, trade })) {
      test(`no control is cut off: ${where}`, async ({ page, market, desk }) => {
        test.slow();
        const look = async (stop: string): Promise<void> => {
          expect.soft(await clipped(page), stop).toEqual([]);
        };
        await tour({ page, market, desk, query: '', look });
      });
    }
  });
}

for (const [where, tour] of Object.entries({ inbox, trade })) {
  test(`text alone at 200 % keeps all controls: ${where}`, async ({ page, market, desk }) => {
    test.slow();
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.style.fontSize = '200%';
      });
    });
    const look = async (stop: string): Promise<void> => {
      expect.soft(await clipped(page), stop).toEqual([]);
    };
    await tour({ page, market, desk, query: '', look });
  });
}
