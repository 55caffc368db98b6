// The screens of a shop in which things are bought: Today, the cards of a thread, the buyer.

import { expect } from '@playwright/test';
import type { Tour } from './tour';

/** The day at a glance, and everything that buying puts into a thread and beside it. */
export async function trade({ page, market, desk, query, look }: Tour): Promise<void> {
  const mei = await market.buyer('Mei Lin', 'Celadon tea cup');
  await mei.says('Three of them, for my mother?');
  await mei.offers(3, 12_900, 'Would that be all right?');
  const jonas = await market.buyer('Jonas Weber', 'Jade pendant');
  await jonas.orders(1, 'Please wrap it, it is a present.');
  const amara = await market.buyer('Amara Diallo', 'Ash-grey bowl');
  const bowl = await amara.orders(2);
  await market.ships(bowl);
  await amara.receives(bowl);
  await amara.rates(bowl, 4, 'Lovely glaze, and quick.');
  await amara.fillsCart(1);

  const { url, sellerToken } = market;
  await desk.start({ market: { url, sellerToken } });
  try {
    await page.goto(desk.address(query));
    await expect(page.locator('[data-tone="good"]')).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    const line = (list: string, name: string) =>
      page.locator(`[data-list="${list}"]`).locator('[data-line]').filter({ hasText: name });
    await expect(line('carts', 'Amara Diallo')).toBeVisible();
    await look('today');
    await page.keyboard.press('j');
    await expect(page.locator('[data-line]:focus')).toBeVisible();
    await look('today-line');

    // What can be done stands at the newest step, which need not be a card.
    const card = page.locator('[data-key] article');
    const act = page.locator('[data-key] button:not([title])').first();
    const field = page.locator('[data-key] textarea');
    await line('offers', 'Mei Lin').click();
    await expect(card).toBeVisible();
    await look('offer');
    await act.click();
    await expect(field).toBeFocused();
    await look('offer-answering');
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);

    const about = page.locator('.acts [aria-haspopup="dialog"]');
    const back = async (list: string, name: string): Promise<void> => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('g');
      await page.keyboard.press('t');
      await line(list, name).click();
      await expect(card.first()).toBeVisible();
    };
    await back('orders', 'Jonas Weber');
    await look('order');
    await act.click();
    await expect(field).toBeFocused();
    await look('order-asking');
    await page.keyboard.press('Escape');

    await back('feedback', 'Amara Diallo');
    await expect(card.nth(1)).toBeVisible();
    await look('rated');
    await act.click();
    await expect(field).toBeVisible();
    await look('rating');
    await page.keyboard.press('Escape');

    if (await about.isVisible()) await about.click();
    const order = page.locator('[data-order]');
    await expect(order).toBeVisible();
    await look('person');
    await page.locator('[data-stage] button').first().click();
    await expect(page.locator('[data-stage="client"]')).toBeVisible();
    await look('client');
    if (!(await about.isVisible())) return;
    // First the name of who looks after them is left, then what is known of them.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(order).toBeHidden();
  } finally {
    await desk.stop();
  }
}
