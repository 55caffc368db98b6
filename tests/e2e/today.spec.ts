import type { Locator, Page } from '@playwright/test';
import { expect, test } from './world';

/** One list of Today, by its heading. */
const list = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: new RegExp(`^${name}`) });

async function goTo(page: Page, letter: 't' | 'i' | 's'): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
}

test('who waits and what is offered, and the way there without the mouse', async ({
  market,
  signIn,
}) => {
  const asking = await market.buyer('Mei Lin', 'Celadon tea cup');
  await asking.says('Is it safe in the oven?');
  const haggling = await market.buyer('Jonas Weber', 'Jade pendant');
  await haggling.offers(2, 8000, 'For both of them?');
  const screen = await signIn();
  const { page, reply, thread } = screen;
  const { keyboard } = page;
  await expect(screen.row('Jonas Weber')).toBeVisible();

  await goTo(page, 't');
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Today' })).toHaveAttribute('aria-current', 'page');
  const waiting = list(page, 'Waiting longest').getByRole('button');
  await expect(waiting).toHaveCount(2);
  await expect(waiting.first()).toContainText('Is it safe in the oven?');
  const offer = list(page, 'Offers to answer').getByRole('button');
  await expect(offer).toContainText('Jonas Weber');
  await expect(offer).toContainText('€80.00');
  await expect(offer).toContainText('2 pieces');

  await keyboard.press('j');
  await expect(waiting.first()).toBeFocused();
  await keyboard.press('j');
  await keyboard.press('j');
  await expect(offer).toBeFocused();
  await keyboard.press('k');
  await expect(waiting.nth(1)).toBeFocused();
  await keyboard.press('j');
  await keyboard.press('Enter');

  await expect(reply).toHaveAccessibleName('Reply to Jonas Weber');
  await expect(thread).toContainText('€80.00');
  await expect(page.getByRole('link', { name: /^Inbox/ })).toHaveAttribute('aria-current', 'page');
  // The keys are the inbox's again.
  await keyboard.press('k');
  await expect(reply).toHaveAccessibleName('Reply to Mei Lin');
});

test('the inbox is as it was left, and a notification leads back to it', async ({
  market,
  desk,
  signIn,
}) => {
  const one = await market.buyer('Mei Lin');
  await one.says('First');
  const other = await market.buyer('Jonas Weber', 'Jade pendant');
  await other.says('Second');
  const screen = await signIn();
  const { page } = screen;
  await screen.open('Mei Lin');
  const id = await screen.row('Jonas Weber').getAttribute('data-conversation');
  await screen.reply.fill('Begun, not sent');
  await screen.reply.press('Escape');

  await goTo(page, 't');
  await expect(screen.reply).toBeHidden();
  // Keys of the inbox do nothing while it is not there.
  await page.keyboard.press('e');
  await goTo(page, 'i');
  await expect(screen.reply).toHaveAccessibleName('Reply to Mei Lin');
  await expect(screen.reply).toHaveValue('Begun, not sent');
  await expect(screen.row('Mei Lin')).toHaveAttribute('aria-selected', 'true');

  await goTo(page, 's');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await desk.clickNotification(id ?? '');
  await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
  await expect(screen.said('Second')).toBeVisible();
});

test('orders, carts and ratings stand there until something is done', async ({
  market,
  signIn,
}) => {
  const jonas = await market.buyer('Jonas Weber', 'Jade pendant');
  const pendant = await jonas.orders(1);
  const amara = await market.buyer('Amara Diallo', 'Ash-grey bowl');
  const bowl = await amara.orders(2);
  await market.ships(bowl);
  await amara.receives(bowl);
  await amara.rates(bowl, 2, 'One of them has a crack.');
  await amara.fillsCart(1);
  const { page } = await signIn();

  await goTo(page, 't');
  const toSend = list(page, 'Orders to send').getByRole('button');
  await expect(toSend).toContainText('Jade pendant');
  await expect(list(page, 'Ratings to answer').getByRole('button')).toContainText('a crack');
  await expect(list(page, 'Buyers to rate').getByRole('button')).toContainText('Ash-grey bowl');
  await expect(list(page, 'Carts left open').getByRole('button')).toContainText('€48.00');

  // It goes by itself, and what was bought is not lost on the way.
  await market.ships(pendant);
  await expect(list(page, 'Orders to send')).toHaveCount(0);
  await list(page, 'Ratings to answer').getByRole('button').click();
  await expect(page.getByRole('textbox', { name: 'Reply to Amara Diallo' })).toBeVisible();
});

test('a quiet day says so', async ({ signIn }) => {
  const { page } = await signIn();
  await goTo(page, 't');
  const main = page.getByRole('main');
  await expect(main.getByText('Nobody waits.')).toBeVisible();
  await expect(main.getByText('0 messages')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Go to Today');
});
