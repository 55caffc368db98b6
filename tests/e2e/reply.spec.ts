import { expect, test } from './world';

const LIMIT_MS = 1000;

test('a reply is on the server within a second, and the waiting ends', async ({
  market,
  signIn,
}) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Does the cup come with a saucer?');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await expect(screen.row('Mei Lin').locator('[data-heat]')).toBeVisible();

  await screen.reply.fill('Yes, it does.\nThe saucer is included.');
  const sent = Date.now();
  await screen.reply.press('Enter');
  let took = Number.NaN;
  await expect
    .poll(
      async () => {
        const answers = await buyer.answers();
        if (answers.length > 0 && Number.isNaN(took)) took = Date.now() - sent;
        return answers;
      },
      { intervals: [20] },
    )
    .toEqual(['Yes, it does.\nThe saucer is included.']);
  console.log(`on the server after ${took} ms`);
  expect(took).toBeLessThan(LIMIT_MS);

  await expect(screen.said('The saucer is included.')).toHaveCount(1);
  await expect(screen.outbox).toHaveCount(0);
  await expect(screen.row('Mei Lin')).toHaveCount(0);
  await expect(screen.list.getByText('Nobody waits.')).toBeVisible();
  await expect(screen.page).toHaveTitle('Rapport');
  await screen.tab('Open').click();
  await expect(screen.row('Mei Lin')).toContainText('You: Yes, it does.');
});

test('Shift + Enter starts a new line, an empty reply is not sent', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');

  await expect(screen.button('Send')).toBeDisabled();
  await screen.reply.press('Enter');
  await screen.reply.pressSequentially('one');
  await screen.reply.press('Shift+Enter');
  await screen.reply.pressSequentially('two');
  await expect(screen.reply).toHaveValue('one\ntwo');
  await screen.button('Send').click();

  await expect.poll(() => buyer.answers()).toEqual(['one\ntwo']);
});

test('a reply that is too long is refused while it is typed', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');

  await screen.reply.fill('茶'.repeat(2001));
  await expect(screen.composer).toContainText('1 character too many.');
  await expect(screen.button('Send')).toBeDisabled();
  await screen.reply.press('Backspace');
  await expect(screen.composer).toContainText('2,000 / 2,000');
  await screen.button('Send').click();
  await expect.poll(() => buyer.answers()).toEqual(['茶'.repeat(2000)]);
});
