import { expect, test } from './world';

test('the first sync paints who waits, longest first', async ({ market, signIn }) => {
  const first = await market.buyer('Mei Lin', 'Celadon tea cup');
  await first.says('Does the cup come with a saucer?');
  const second = await market.buyer('Jonas Weber', 'Jade pendant');
  await second.says('Is the pendant still there?');
  const third = await market.buyer('王芳', 'Porcelain vase');
  await third.says('花瓶可以寄到成都吗？');
  // Later messages of the first do not move her clock.
  await first.says('And how long does shipping take?');

  const screen = await signIn();

  await expect(screen.rows).toHaveCount(3);
  const names = ['Mei Lin', 'Jonas Weber', '王芳'];
  for (const [index, name] of names.entries()) {
    await expect(screen.rows.nth(index)).toContainText(name);
  }
  await expect(screen.row('Mei Lin')).toContainText('And how long does shipping take?');
  await expect(screen.tab('Waiting')).toContainText('3');
  await expect(screen.page).toHaveTitle('(3) Rapport');
  await expect(screen.foot).toContainText('Synced just now.');
});

test('an empty shop says so calmly', async ({ signIn }) => {
  const screen = await signIn();
  await expect(screen.list.getByText('Nobody waits.')).toBeVisible();
  await screen.tab('Done').click();
  await expect(screen.list.getByText('Nothing is done yet.')).toBeVisible();
});

test.describe('a shop with years behind it', () => {
  test.use({ seeded: 250 });

  test('the list is a window, and scrolling reaches its end', async ({ signIn }) => {
    const screen = await signIn();
    await screen.tab('Open').click();
    await expect(screen.tab('Open')).toContainText('250');
    await expect(screen.rows.first()).toBeVisible();
    expect(await screen.rows.count()).toBeLessThan(80);

    const list = screen.list.getByRole('listbox');
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          for (const row of await screen.rows.all()) {
            const id = await row
              .getAttribute('data-conversation', { timeout: 500 })
              .catch(() => null);
            if (id !== null) seen.add(id);
          }
          await list.evaluate((box) => box.scrollBy(0, box.clientHeight * 0.9));
          return seen.size;
        },
        { timeout: 60_000, intervals: [100] },
      )
      .toBe(250);
  });
});
