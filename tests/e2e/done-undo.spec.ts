import { expect, test } from './world';

test('done takes a conversation from the list, undo brings it back', async ({ market, signIn }) => {
  for (const name of ['Mei Lin', 'Jonas Weber']) {
    await (await market.buyer(name, `Cup for ${name}`)).says('Thanks!');
  }
  const screen = await signIn();
  await screen.open('Mei Lin');

  await screen.button('Done').click();
  await expect(screen.toasts).toContainText('Mei Lin: marked as done.');
  await expect(screen.row('Mei Lin')).toHaveCount(0);
  // The next one is open already.
  await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
  await expect(screen.page).toHaveTitle('(1) Rapport');

  await screen.tab('Done').click();
  await expect(screen.row('Mei Lin')).toBeVisible();
  await screen.tab('Waiting').click();

  await screen.toasts.getByRole('button', { name: 'Undo' }).click();
  await expect(screen.toasts).toContainText('Undone: the conversation is open again.');
  await expect(screen.row('Mei Lin')).toBeVisible();
  await expect(screen.reply).toHaveAccessibleName('Reply to Mei Lin');
  await expect(screen.page).toHaveTitle('(2) Rapport');
});

test('what is done opens again when the buyer writes again', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Thanks!');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await screen.button('Done').click();
  await expect(screen.list.getByText('Nobody waits.')).toBeVisible();

  await buyer.says('One more question, though.');
  await expect(screen.row('Mei Lin')).toContainText('One more question, though.');
});

test('reopen is one step away', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Thanks!');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await screen.button('Done').click();
  await screen.tab('Done').click();
  await screen.open('Mei Lin');
  await screen.button('Reopen').click();
  await expect(screen.toasts).toContainText('Mei Lin: open again.');
  await screen.tab('Waiting').click();
  await expect(screen.row('Mei Lin')).toBeVisible();
});
