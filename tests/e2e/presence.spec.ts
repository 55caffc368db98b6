import { expect, test } from './world';
import { Visitor } from './world/visitor';

test('who is there and who types is seen, and gone when they go', async ({
  browser,
  market,
  signIn,
}) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');
  const head = screen.page.getByRole('main').locator('header');
  await expect(screen.row('Mei Lin')).not.toContainText('online');

  const visitor = await Visitor.enter(browser, market, buyer);
  await expect(screen.row('Mei Lin')).toContainText('online');
  await expect(head).toContainText('online');

  const line = screen.page.locator('[data-typing]');
  await expect(line).toHaveAttribute('data-typing', 'false');
  const before = await line.boundingBox();
  await visitor.message.pressSequentially('Could you ');
  await expect(line).toContainText('Mei Lin is typing…');
  // Its place was kept free: nothing has moved.
  expect(await line.boundingBox()).toEqual(before);

  // The seller's typing is seen on the other side.
  await screen.reply.pressSequentially('Of cou');
  await expect(visitor.page.getByText('Jade & Clay is typing…')).toBeVisible();

  await visitor.leave();
  await expect(line).toHaveAttribute('data-typing', 'false');
  await expect(screen.row('Mei Lin')).not.toContainText('online', {
    timeout: 30_000,
  });
  await expect(head).not.toContainText('online');
});

test('a note that is being written is told to nobody', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');
  const told: string[] = [];
  screen.page.on('request', (asked) => {
    if (asked.url().endsWith('/invoke/inbox.typing')) told.push(asked.url());
  });
  await screen.page.getByRole('tab', { name: 'Private note' }).click();
  await screen.note.pressSequentially('haggles, kindly');
  await screen.note.press('Enter');
  await expect(screen.said('haggles, kindly')).toBeVisible();
  expect(told).toEqual([]);

  await screen.page.getByRole('tab', { name: 'Reply' }).click();
  await screen.reply.pressSequentially('Yes');
  await expect.poll(() => told.length).toBe(1);
});
