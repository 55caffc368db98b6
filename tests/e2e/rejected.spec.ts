import { expect, test as base } from './world';
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

test('a refused reply keeps its words, the reason and a way on', async ({
  market,
  gateway,
  desk,
  view,
}) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('How can I reach you?');
  const { sellerToken } = market;
  await view.page.goto(await desk.start({ market: { url: gateway.url, sellerToken } }));
  await view.open('Mei Lin');

  await view.answer('Call me: 0171 555');
  await expect(view.outbox).toHaveAttribute('data-outbox', 'rejected');
  await expect(view.outbox).toContainText('Call me: 0171 555');
  await expect(view.outbox).toContainText(WHY);
  await expect(view.foot).toContainText('1 thing was not sent');
  await expect(view.row('Mei Lin')).toContainText('Not sent');
  await expect(view.tab('Waiting')).toContainText('1');

  // Trying again with the same words is refused again, and says so again.
  await view.outbox.getByRole('button', { name: 'Retry' }).click();
  await expect(view.outbox).toHaveAttribute('data-outbox', 'rejected');
  expect(await buyer.answers()).toEqual([]);

  await view.outbox.getByRole('button', { name: 'Edit' }).click();
  const words = view.page.getByRole('textbox', { name: 'Your reply', exact: true });
  await expect(words).toHaveValue('Call me: 0171 555');
  await words.fill('Write to me here.');
  await view.button('Save and send').click();
  await expect.poll(() => buyer.answers()).toEqual(['Write to me here.']);
  await expect(view.outbox).toHaveCount(0);
  await expect(view.foot).not.toContainText('not sent');
});

test('a discarded reply leaves its words in the draft', async ({ market, gateway, desk, view }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('How can I reach you?');
  const { sellerToken } = market;
  await view.page.goto(await desk.start({ market: { url: gateway.url, sellerToken } }));
  await view.open('Mei Lin');
  await view.answer('Call me: 0171 555');
  await view.outbox.getByRole('button', { name: 'Discard' }).click();

  await expect(view.outbox).toHaveCount(0);
  await expect(view.toasts).toContainText('Reply discarded.');
  await expect(view.reply).toHaveValue('Call me: 0171 555');
  expect(await buyer.answers()).toEqual([]);
});

test('a reply is held back when the buyer wrote again meanwhile', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('I take the green one.');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await market.stop();
  await expect(screen.foot).toContainText('Offline');
  await screen.answer('The green one is on its way.');
  await screen.answer('Thank you!');
  buyer.saysUnseen('Sorry, the blue one after all!');

  await market.start();
  await expect(screen.outbox.first()).toHaveAttribute('data-outbox', 'held', { timeout: 45_000 });
  await expect(screen.outbox.first()).toContainText('The buyer wrote again after you did.');
  await expect(screen.said('Sorry, the blue one after all!')).toBeVisible();
  expect(await buyer.answers()).toEqual([]);

  await screen.outbox.first().getByRole('button', { name: 'Edit' }).click();
  const words = screen.page.getByRole('textbox', { name: 'Your reply', exact: true });
  await words.fill('The blue one is on its way.');
  await screen.button('Save and send').click();
  await expect.poll(async () => (await buyer.answers())[0]).toBe('The blue one is on its way.');
});
