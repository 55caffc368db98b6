import { expect, test } from './world';

test('drafts stay with their conversation and mode, and survive a reload', async ({
  market,
  desk,
  signIn,
}) => {
  for (const name of ['Mei Lin', 'Jonas Weber']) {
    await (await market.buyer(name, `Cup for ${name}`)).says('Hello');
  }
  const screen = await signIn();
  const mode = (name: string) => screen.composer.getByRole('tab', { name });

  await screen.open('Mei Lin');
  await screen.reply.fill('Dear Mei');
  await mode('Private note').click();
  await expect(screen.note).toHaveValue('');
  await screen.note.fill('likes celadon');
  await screen.open('Jonas Weber');
  await expect(screen.reply).toHaveValue('');
  await screen.reply.fill('Dear Jonas');

  const there = async () => {
    await screen.open('Mei Lin');
    await expect(screen.reply).toHaveValue('Dear Mei');
    await mode('Private note').click();
    await expect(screen.note).toHaveValue('likes celadon');
    await screen.open('Jonas Weber');
    await expect(screen.reply).toHaveValue('Dear Jonas');
    await mode('Private note').click();
    await expect(screen.note).toHaveValue('');
  };
  await there();
  await expect(screen.row('Mei Lin')).toContainText('Draft');

  // The last letters are typed and the page is gone.
  await mode('Reply').click();
  await screen.reply.pressSequentially('!');
  await screen.page.reload();
  await screen.open('Jonas Weber');
  await expect(screen.reply).toHaveValue('Dear Jonas!');
  await screen.reply.fill('Dear Jonas');
  await there();

  await desk.stop();
  await screen.page.goto(await desk.start({ market }));
  await there();
});

test('a sent reply leaves no draft behind', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await screen.answer('Hello Mei');
  await expect.poll(() => buyer.answers()).toEqual(['Hello Mei']);
  await screen.page.reload();
  await screen.tab('Open').click();
  await screen.open('Mei Lin');
  await expect(screen.said('Hello Mei')).toBeVisible();
  await expect(screen.reply).toHaveValue('');
  await expect(screen.row('Mei Lin')).not.toContainText('Draft');
});
