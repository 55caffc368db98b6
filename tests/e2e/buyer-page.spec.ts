// The marketplace's pages, as a buyer has them in a browser of their own.

import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Market } from './world';
import { Visitor } from './world/visitor';

/** The seller does something, without a workstation. */
async function sellerDoes(market: Market, id: string, act: object): Promise<void> {
  const answer = await fetch(`${market.url}/v1/operations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${market.sellerToken}`,
      'content-type': 'application/json',
      'idempotency-key': `${id}.1`,
    },
    body: JSON.stringify({ id, revision: 1, act }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

function sellerSays(market: Market, conversationId: string, text: string): Promise<void> {
  const body = { kind: 'text', text };
  return sellerDoes(market, `say-${text.length}`, { kind: 'message', conversationId, body });
}

/** What stands in a field, and what of it is selected. */
function typed(field: Locator): Promise<unknown> {
  return field.evaluate((area: HTMLTextAreaElement) => [
    area.value,
    area.selectionStart,
    area.selectionEnd,
    area === document.activeElement,
  ]);
}

test('what a buyer types stays as it is while the page keeps up', async ({ browser, market }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const { page, message } = await Visitor.enter(browser, market, buyer);
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  page.on('console', (said) => {
    if (said.type() === 'error') faults.push(said.text());
  });

  await message.fill('Half a thought');
  await message.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 6));
  const before = await typed(message);
  expect(before).toEqual(['Half a thought', 2, 6, true]);
  const productId = (await page.getByRole('link', { name: 'Celadon' }).getAttribute('href'))
    ?.split('/')
    .pop();
  await sellerDoes(market, 'offer-1', {
    kind: 'offer',
    conversationId: buyer.conversation,
    productId,
    quantity: 2,
    price: { minor: 9000, currency: 'EUR' },
  });
  const offer = page.getByRole('article', { name: 'Offer from Jade & Clay' });
  await expect(offer).toContainText('€90.00');
  expect(await typed(message)).toEqual(before);

  // Nor is a form inside a card that changes around it.
  await offer.getByText('Name another price').click();
  const price = offer.getByLabel('Your price');
  await price.fill('8');
  await sellerSays(market, buyer.conversation, 'Take your time');
  await expect(page.getByText('Take your time')).toBeVisible();
  await expect(price).toHaveValue('8');
  await expect(price).toBeFocused();

  await price.fill('eighty');
  await offer.getByRole('button', { name: 'Offer this instead' }).click();
  await expect(page.getByRole('alert')).toContainText('a number above zero');
  await expect(price).toHaveValue('eighty');
  await price.fill('80');
  await offer.getByRole('button', { name: 'Offer this instead' }).click();
  await expect(page.getByRole('article', { name: 'Your offer' })).toContainText('€80.00');
  await expect(message).toHaveValue('Half a thought');

  await message.press('Enter');
  await expect(message).toHaveValue('');
  await expect.poll(async () => (await buyer.thread()).at(-1)?.body.text).toBe('Half a thought');
  // Only the refusal that was asked for was heard of.
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
});

test('an input method is not mistaken for sending', async ({ browser, market }) => {
  const buyer = await market.buyer('陈晓', '青瓷茶杯', 'zh');
  const { page } = await Visitor.enter(browser, market, buyer, '对话');
  const message = page.getByRole('textbox', { name: '你的消息' });
  await message.fill('便宜');
  await message.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await message.press('Shift+Enter');
  await message.pressSequentially('一点');
  await message.press('Enter');
  await expect(message).toHaveValue('');
  const said = (await buyer.thread()).map(({ body }) => body.text);
  expect(said).toEqual(['便宜\n一点']);
});

test('without a script everything works too', async ({ browser, market }) => {
  const buyer = await market.buyer('Mei Lin');
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(market.url);
  await page.getByRole('button', { name: 'Mei Lin' }).click();
  await page.getByRole('link', { name: 'Celadon' }).click();
  await page.getByText('Order now').click();
  const form = page.locator('form').filter({ has: page.getByLabel('Where it should go') });
  await form.getByRole('button', { name: 'Order' }).click();
  await expect(page.getByRole('alert')).toContainText('where it should go');
  await form.getByLabel('Where it should go').fill('4 Lake Road');
  await form.getByRole('button', { name: 'Order' }).click();
  await expect(page.getByRole('article', { name: 'Order 1001' })).toContainText('4 Lake Road');
  await page.getByRole('link', { name: 'Go to the conversation' }).click();
  await page.getByRole('textbox', { name: 'Your message' }).fill('Thank you!');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Thank you!')).toBeVisible();
  expect((await buyer.thread()).at(-1)?.body.text).toBe('Thank you!');
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no serious fault on the buyer's pages, ${colorScheme}`, async ({
    browser,
    market,
  }) => {
    const buyer = await market.buyer('Mei Lin');
    await buyer.says('Hello');
    const context = await browser.newContext({ colorScheme, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(market.url);
    await look(page, 'Welcome to the bazaar');
    await page.getByRole('button', { name: 'Mei Lin' }).click();
    await look(page, 'Shop');
    await page.getByRole('link', { name: 'Celadon' }).click();
    await page.getByText('Make an offer').first().click();
    await look(page, 'Celadon tea cup');
    await page.getByRole('button', { name: 'Put in cart' }).click();
    await look(page, 'Cart');
    await page.getByLabel('Where it should go').fill('4 Lake Road');
    await page.getByRole('button', { name: 'Order', exact: true }).click();
    await look(page, 'Order 1001');
    await page.getByRole('link', { name: 'Conversations' }).click();
    await look(page, 'Conversations');
    await page.goto(`${market.url}/conversations/${buyer.conversation}`);
    await look(page, 'Celadon tea cup');
    await page.getByRole('link', { name: 'About you' }).click();
    await look(page, 'What sellers said about you');
    await context.close();
  });
}

/** Looks at the page with this heading, once it is there. */
async function look(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const faults = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n  ')}`,
  );
  expect.soft(faults, heading).toEqual([]);
}
