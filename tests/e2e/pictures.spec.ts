import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './world';
import { root } from './world/places';

test('a picture is shown from the store and kept nowhere else', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Here is the crack');
  const screen = await signIn();
  await screen.open('Mei Lin');

  const answered = screen.page.waitForResponse((answer) => answer.url().includes('/pictures/'));
  await buyer.shows(readFileSync(join(root, 'assets/icons/128x128.png')), 'Near the rim');
  await expect(screen.said('Near the rim')).toBeVisible();
  const picture = screen.said('Near the rim').getByRole('img', { name: 'Near the rim' });
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(128);
  expect((await answered).headers()['cache-control']).toContain('no-store');
  await expect(screen.row('Mei Lin')).toContainText('Picture');

  // It is there without the marketplace, too.
  await market.stop();
  await screen.page.reload();
  await screen.open('Mei Lin');
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(128);
});
