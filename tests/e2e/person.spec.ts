import { expect, test, type Buyer, type Market } from './world';

/** Somebody who bought two bowls, has them, and said so. */
async function regular(market: Market): Promise<Buyer> {
  const amara = await market.buyer('Amara Diallo', 'Ash-grey bowl');
  const bowls = await amara.orders(2);
  await market.ships(bowls);
  await amara.receives(bowls);
  await amara.rates(bowls, 4, 'Lovely glaze, and quick.');
  await amara.fillsCart(1);
  await amara.says('They arrived, thank you!');
  return amara;
}

test('the buyer stands beside the thread, and becomes a client', async ({ market, signIn }) => {
  await regular(market);
  const stranger = await market.buyer('Mei Lin');
  await stranger.says('Hello');
  const screen = await signIn();
  const { page, toasts } = screen;
  const panel = page.getByRole('complementary', { name: 'About the buyer' });
  await expect(panel).toHaveCount(0);

  await screen.open('Amara Diallo');
  await expect(panel.getByRole('heading', { name: 'Amara Diallo' })).toBeVisible();
  await expect(panel).toContainText(/customer since \w{3,4} \d{4}/);
  const order = panel.locator('[data-order]');
  await expect(order).toContainText('Ash-grey bowl');
  await expect(order).toContainText('received today');
  await expect(order.getByRole('img', { name: '4 of 5 stars' })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Orders' })).toContainText('€96.00');
  await expect(panel).toContainText('Lovely glaze, and quick.');
  await expect(panel.getByRole('heading', { name: 'In the cart' })).toContainText('€48.00');

  await panel.getByRole('button', { name: 'Make a client' }).click();
  await expect(toasts).toContainText('Amara Diallo is now a client.');
  await expect(panel.getByText('Client', { exact: true })).toBeVisible();
  await expect(panel).toContainText(/client since/);

  await toasts.getByRole('button', { name: 'Undo' }).click();
  await expect(toasts).toContainText('Undone: they are a customer again.');
  await expect(panel.getByText('Client', { exact: true })).toHaveCount(0);
  await expect(panel.getByRole('button', { name: 'Make a client' })).toBeVisible();
  // An undo of this leads nowhere else.
  await expect(screen.reply).toHaveAccessibleName('Reply to Amara Diallo');

  await screen.open('Mei Lin');
  await expect(panel.getByText('Nothing ordered yet.')).toBeVisible();
});

test.describe('in a narrow window', () => {
  test.use({ viewport: { width: 1000, height: 700 } });

  test('the buyer is a click away', async ({ market, signIn }) => {
    await regular(market);
    const screen = await signIn();
    const { page } = screen;
    await screen.open('Amara Diallo');
    await expect(page.getByRole('complementary')).toHaveCount(0);

    const open = screen.button('Show what is known about the buyer');
    await open.click();
    const sheet = page.getByRole('dialog', { name: 'About the buyer' });
    await expect(sheet).toContainText('Lovely glaze, and quick.');
    await sheet.getByRole('button', { name: 'Make a client' }).click();
    await expect(sheet.getByText('Client', { exact: true })).toBeVisible();
    // Who looks after them is asked at once; Escape leaves that question first.
    await expect(sheet.getByLabel('Who looks after Amara Diallo?')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(sheet.getByRole('button', { name: 'Name a keeper' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(open).toBeFocused();
  });
});
