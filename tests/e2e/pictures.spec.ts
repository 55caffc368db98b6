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

test('pictures are seen large, by keys, by wheel, one after the other', async ({
  market,
  signIn,
}) => {
  const buyer = await market.buyer('Mei Lin');
  const small = readFileSync(join(root, 'assets/icons/128x128.png'));
  await buyer.shows(readFileSync(join(root, 'assets/screenshots/inbox-light.png')), 'All of it');
  await buyer.shows(small, '');
  const screen = await signIn();
  await screen.open('Mei Lin');
  const { page } = screen;
  const { keyboard } = page;
  const first = screen.thread.getByRole('button', { name: 'All of it' });
  await first.focus();
  await keyboard.press('Enter');

  const viewer = page.getByRole('dialog', { name: 'Picture from Mei Lin' });
  const large = viewer.getByRole('img', { name: 'All of it' });
  const level = viewer.getByRole('status');
  const place = async (): Promise<{ x: number; y: number; width: number; height: number }> => {
    const box = await large.boundingBox();
    if (box === null) throw new Error('The picture is not on the screen.');
    return box;
  };
  const width = async (): Promise<number> => (await place()).width;
  await expect(viewer).toContainText('1 of 2');
  await expect(viewer.getByText('All of it')).toBeVisible();
  // All of it fits to begin with, in its own proportions.
  await expect.poll(width).toBeGreaterThan(400);
  const whole = await place();
  expect(whole.width / whole.height).toBeCloseTo(1440 / 900, 1);
  expect(whole.x).toBeGreaterThanOrEqual(0);
  expect(whole.y + whole.height).toBeLessThanOrEqual(900);

  await keyboard.press('+');
  await expect.poll(width).toBeGreaterThan(whole.width * 1.3);
  await expect(level).toContainText('Shown at');
  await keyboard.press('0');
  await expect.poll(width).toBeCloseTo(whole.width, 0);
  await keyboard.press('-');
  await expect.poll(width).toBeCloseTo(whole.width, 0);

  // The wheel zooms where it points: that place of the picture stays under the pointer.
  const point = { x: whole.x + whole.width * 0.75, y: whole.y + whole.height * 0.5 };
  await page.mouse.move(point.x, point.y);
  await page.mouse.wheel(0, -400);
  await expect.poll(width).toBeGreaterThan(whole.width * 1.2);
  const near = await place();
  expect((point.x - near.x) / near.width).toBeCloseTo(0.75, 1);

  // It is dragged, and never further than its own edge.
  await page.mouse.down();
  await page.mouse.move(point.x - 2000, point.y, { steps: 5 });
  await page.mouse.up();
  await expect
    .poll(async () => {
      const box = await place();
      return Math.round(box.x + box.width);
    })
    .toBe(1440);

  await page.mouse.dblclick(point.x, point.y);
  await expect.poll(width).toBeCloseTo(whole.width, 0);
  await page.mouse.dblclick(point.x, point.y);
  await expect.poll(width).toBeGreaterThanOrEqual(1440);

  await keyboard.press('ArrowRight');
  await expect(viewer).toContainText('2 of 2');
  const second = viewer.getByRole('img', { name: 'Picture from Mei Lin' });
  await expect.poll(async () => (await second.boundingBox())?.width).toBe(128);
  await keyboard.press('ArrowRight');
  await expect(viewer).toContainText('2 of 2');
  await keyboard.press('ArrowLeft');
  await expect(viewer).toContainText('1 of 2');

  // Letters are not the inbox's while the picture is there.
  await keyboard.press('n');
  await expect(viewer).toBeVisible();
  await keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(first).toBeFocused();
});
