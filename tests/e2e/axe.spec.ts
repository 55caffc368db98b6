import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './world';
import { closedStores, inbox, waysIn } from './world/tour';
import { regulars } from './world/regularsTour';
import { trade } from './world/tradeTour';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    for (const [name, tour] of Object.entries({ waysIn, closedStores, inbox, trade, regulars })) {
      test(`axe finds no serious fault: ${name}`, async ({ page, market, desk }) => {
        test.slow();
        const look = async (stop: string): Promise<void> => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          const faults = violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n  ')}`);
          expect.soft(faults, stop).toEqual([]);
        };
        await tour({ page, market, desk, query: '', look });
      });
    }
  });
}
