// Pictures of every screen for people to look at, in target/screens. Nothing here compares pixels.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './world';
import { screens } from './world/places';
import { closedStores, inbox, waysIn } from './world/tour';
import { regulars } from './world/regularsTour';
import { trade } from './world/tradeTour';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale, seeded: 40 });
      for (const [name, tour] of Object.entries({ waysIn, closedStores, inbox, trade, regulars })) {
        test(`pictures: ${name}`, async ({ page, market, desk }) => {
          test.slow();
          const dir = join(screens, `${colorScheme}-${locale.slice(0, 2)}`);
          mkdirSync(dir, { recursive: true });
          const look = async (stop: string): Promise<void> => {
            await page.screenshot({ path: join(dir, `${stop}.png`), animations: 'disabled' });
          };
          await tour({ page, market, desk, query: '', look });
          await expect(page.locator('html')).toHaveAttribute(
            'lang',
            locale.slice(0, 2) === 'zh' ? 'zh-CN' : 'en',
          );
        });
      }
    });
  }
}
