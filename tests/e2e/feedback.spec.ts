import { expect, test as base, type Buyer, type Market } from './world';
import type { Order } from './world/buyer';
import { Gateway } from './world/gateway';

const WHY = 'Leave out telephone numbers.';

const test = base.extend<{ gateway: Gateway }>({
  gateway: async ({ market }, use) => {
    const gateway = await Gateway.before(market.url);
    gateway.refuse = (said) => (said.includes('0171') ? WHY : null);
    await use(gateway);
    gateway.close();
  },
});

/** Somebody who has what they bought, and said how it was. */
async function rated(
  market: Market,
  rating: number,
  text: string,
): Promise<{ buyer: Buyer; order: Order }> {
  const buyer = await market.buyer('Amara Diallo', 'Ash-grey bowl');
  const order = await buyer.orders(1);
  await market.ships(order);
  await buyer.receives(order);
  await buyer.rates(order, rating, text);
  return { buyer, order };
}

test('answered and rated offline: it waits beside its line, over a restart, and arrives', async ({
  market,
  desk,
  signIn,
}) => {
  const { buyer, order } = await rated(market, 3, 'A chip in the glaze.');
  const screen = await signIn();
  const { page, toasts } = screen;
  const toLedger = async (): Promise<void> => {
    await expect(screen.foot).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await expect(page.getByRole('main', { name: 'Feedback' })).toBeVisible();
  };
  await expect(screen.foot).toContainText('Online');
  await toLedger();
  const lines = page.locator('[data-feedback]');
  await expect(lines).toHaveCount(1);
  await expect(screen.tab('To answer')).toContainText('1');
  await expect(lines).toContainText('A chip in the glaze.');
  await buyer.rates(order, 4, 'A chip, but quick.');
  await expect(lines).toContainText('A chip, but quick.');
  await lines.getByText('1 earlier version').click();
  await expect(lines.getByText('A chip in the glaze.', { exact: true })).toBeVisible();
  await expect(lines).toContainText('Ash-grey bowl');

  await market.stop();
  await expect(screen.foot).toContainText('Offline');
  await lines.getByRole('button', { name: 'Answer' }).click();
  await lines.getByRole('textbox', { name: 'Your answer' }).fill('A new one is on its way.');
  await lines.getByRole('button', { name: 'Answer' }).click();
  await lines.getByRole('button', { name: 'Rate the buyer' }).click();
  await lines.locator('label').filter({ hasText: '5 stars' }).click();
  await lines.getByRole('textbox', { name: 'What you would like to say' }).fill('A pleasure.');
  await lines.getByRole('button', { name: 'Send rating' }).click();
  const leaving = lines.locator('[data-outbox]');
  await expect(leaving).toHaveCount(2);
  await expect(leaving.first()).toContainText('leaves when you are back online');

  // Taken back, its words are in the field again.
  await leaving.filter({ hasText: 'A pleasure.' }).getByRole('button').click();
  await expect(toasts).toContainText('Taken back.');
  await expect(
    lines.getByRole('textbox', { name: 'What you would like to say' }),
  ).toHaveValue('A pleasure.');
  await lines.getByRole('button', { name: 'Send rating' }).click();
  await expect(leaving).toHaveCount(2);

  await desk.stop();
  await page.goto(await desk.start({ market }));
  await toLedger();
  await expect(leaving).toHaveCount(2);
  await expect(lines).toContainText('A new one is on its way.');

  await market.start();
  await expect(page.getByText('Every rating has its answer.')).toBeVisible({ timeout: 45_000 });
  await screen.tab('All').click();
  await expect(lines).toHaveCount(2);
  await expect(leaving).toHaveCount(0);
  await expect(lines.filter({ hasText: 'A chip, but quick.' })).toContainText(
    'A new one is on its way.',
  );
  await screen.tab('From us').click();
  await expect(lines).toHaveCount(1);
  await expect(lines).toContainText('A pleasure.');

  // A point of the plot opens its rows; a line leads to its conversation.
  await page.getByRole('button', { name: /4 of 5 stars from 1 rating/ }).click();
  await expect(page.getByText(/^Only /)).toBeVisible();
  await expect(lines).toContainText('A chip, but quick.');
  await lines.getByRole('button', { name: /^Show order .* on the page of Amara Diallo$/ }).click();
  const person = page.getByRole('article', { name: 'About Amara Diallo' });
  await expect(person.locator('[data-order]')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await screen.tab('All').click();
  await lines
    .first()
    .getByRole('button', { name: 'Open the conversation with Amara Diallo' }).click();
  await expect(screen.reply).toHaveAccessibleName('Reply to Amara Diallo');
});

test('what the marketplace refuses says so beside its line, with the words kept', async ({
  market,
  gateway,
  desk,
  view,
}) => {
  await rated(market, 2, 'It came late.');
  const { sellerToken } = market;
  await view.page.goto(await desk.start({ market: { url: gateway.url, sellerToken } }));
  await view.online();
  await view.page.keyboard.press('g');
  await view.page.keyboard.press('f');
  const lines = view.page
    .getByRole('list', { name: 'Ratings, newest first' })
    .getByRole('listitem');
  await lines.getByRole('button', { name: 'Answer' }).click();
  const field = lines.getByRole('textbox', { name: 'Your answer' });
  await field.fill('Call me: 0171 555');
  await lines.getByRole('button', { name: 'Answer' }).click();

  const stopped = lines.locator('[data-outbox="rejected"]');
  await expect(stopped).toContainText('Call me: 0171 555');
  await expect(stopped).toContainText(WHY);
  await expect(view.foot).toContainText('1 thing was not sent');
  await stopped.getByRole('button', { name: 'Take back' }).click();
  await expect(stopped).toHaveCount(0);
  await expect(field).toHaveValue('Call me: 0171 555');
  await field.fill('Write to me here.');
  await lines.getByRole('button', { name: 'Answer' }).click();
  await expect(view.page.getByText('Every rating has its answer.')).toBeVisible();
  await expect(view.foot).not.toContainText('not sent');
});
