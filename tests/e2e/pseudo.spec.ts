import type { Page } from '@playwright/test';
import { expect, test } from './world';
import { closedStores, inbox, waysIn } from './world/tour';
import { regulars } from './world/regularsTour';
import { trade } from './world/tradeTour';

// Every sentence of the catalogue stands in ⟦ ⟧. What has letters outside of them, and is not from
// the outside world, did not come from the catalogue and is in no other language either.
async function unmarked(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const letters = (text: string): string => {
      let rest = text;
      for (let before = ''; before !== rest;) {
        before = rest;
        rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
      }
      return /\p{L}/u.test(rest) ? rest.trim() : '';
    };
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ALL);
    for (let node: Node | null = walker.root; node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element === null || element.closest('[data-content], script, style') !== null) continue;
      if (node instanceof Text) {
        const rest = letters(node.data);
        if (rest !== '') faults.push(`<${element.tagName.toLowerCase()}> ${rest}`);
      } else if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
          const rest = letters(node.getAttribute(name) ?? '');
          if (rest !== '') faults.push(`<${node.tagName.toLowerCase()} ${name}> ${rest}`);
        }
      }
    }
    return faults;
  });
}

for (const [name, tour] of Object.entries({ waysIn, closedStores, inbox, trade, regulars })) {
  test(`no letter is unmarked: ${name}`, async ({ page, market, desk }) => {
    test.slow();
    const stops: string[] = [];
    const look = async (stop: string): Promise<void> => {
      stops.push(stop);
      expect.soft(await unmarked(page), stop).toEqual([]);
      await expect(page.locator('body')).toContainText('⟦');
    };
    await tour({ page, market, desk, query: '?pseudo', look });
    console.log(`looked at ${stops.join(', ')}`);
  });
}
