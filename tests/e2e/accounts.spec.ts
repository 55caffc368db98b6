import { expect, test, type Screen } from './world';
import { agree, browserOpenedBy } from './world/consent';

async function turnTo(screen: Screen, key: 'i' | 's'): Promise<void> {
  await screen.page.keyboard.press('g');
  await screen.page.keyboard.press(key);
}

test('a disconnected account keeps what is here, and goes on after signing in again', async ({
  market,
  signIn,
}) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Is the cup still there?');
  const other = await market.buyer('Jonas Weber', 'Jade pendant');
  const screen = await signIn();
  const { page } = screen;
  await expect(screen.row('Mei Lin')).toBeVisible();
  await turnTo(screen, 's');
  const card = page.getByRole('listitem').filter({ hasText: 'Jade & Clay' });
  await expect(card).toContainText('Online');
  await expect(card).toContainText(new URL(market.url).host);
  await expect(card).toContainText('All of it is here');

  await card.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect Jade & Clay?' });
  await expect(dialog).toContainText('What stays');
  await expect(dialog).toContainText('Nothing comes or leaves until you sign in again.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(card).toContainText('Online');

  await card.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect(card).toContainText('Disconnected');
  await expect(dialog).toBeHidden();
  await expect(card.getByRole('button', { name: 'Disconnect' })).toHaveCount(0);
  await expect(screen.foot).toContainText('Disconnected');

  // Everything can be read, and what is written waits.
  await turnTo(screen, 'i');
  await screen.open('Mei Lin');
  await expect(screen.said('Is the cup still there?')).toBeVisible();
  await screen.answer('It is, just for you.');
  await expect(screen.outbox).toContainText('It is, just for you.');
  await expect(screen.outbox).toContainText('The account is disconnected.');
  await other.says('Do you ship to Norway?');
  expect(await buyer.answers()).toEqual([]);

  await page.keyboard.press('Escape');
  await turnTo(screen, 's');
  const again = card.getByRole('button', { name: 'Sign in again' });
  const browser = await browserOpenedBy(page, () => again.click());
  await agree(browser);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(card).toContainText('Online', { timeout: 30_000 });
  await expect(page.locator('[data-account]')).toHaveCount(1);

  // It is the same account: what waited leaves, once, and what happened meanwhile comes.
  await turnTo(screen, 'i');
  await expect.poll(() => buyer.answers()).toEqual(['It is, just for you.']);
  await expect(screen.row('Jonas Weber')).toContainText('Do you ship to Norway?');
  await expect(screen.row('Mei Lin')).toHaveCount(0);
});

test('an account that was signed out says so, and is brought back with the browser', async ({
  market,
  signIn,
}) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  market.revoke();
  await expect(screen.foot).toContainText('Jade & Clay has stopped', {
    timeout: 30_000,
  });

  await turnTo(screen, 's');
  const card = screen.page.getByRole('listitem').filter({ hasText: 'Jade & Clay' });
  await expect(card).toContainText('Signed out by the marketplace');
  const again = card.getByRole('button', { name: 'Sign in again' });
  const browser = await browserOpenedBy(screen.page, () => again.click());
  await agree(browser);
  await expect(card).toContainText('Online', { timeout: 30_000 });
  await screen.online();
});

test('a second marketplace stands beside the first, and rows say whose they are', async ({
  market,
  signIn,
}) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  const { page } = screen;
  await expect(screen.row('Mei Lin')).toBeVisible();
  // One account goes without saying.
  await expect(screen.row('Mei Lin')).not.toContainText('Jade & Clay');

  await turnTo(screen, 's');
  await screen.button('Add a marketplace').click();
  const dialog = page.getByRole('dialog', { name: 'Add a marketplace' });
  await dialog.getByLabel('Address').fill(market.url);
  await dialog.getByText('Connect with a token instead').click();
  await dialog.getByLabel('Name').fill('The same, once more');
  await dialog.getByLabel('Access token').fill(market.sellerToken);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('[data-account]')).toHaveCount(2);

  await turnTo(screen, 'i');
  await expect(screen.row('The same, once more')).toBeVisible({
    timeout: 30_000,
  });
  await expect(screen.row('Jade & Clay')).toBeVisible();
});
