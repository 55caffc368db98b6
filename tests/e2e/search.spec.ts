import { expect, test } from './world';

test.describe('search', () => {
  test('finds Latin and Chinese words and opens at the message', async ({ market, signIn }) => {
    const talker = await market.buyer('Mei Lin');
    await talker.says('The saucer with the kingfisher, please.');
    for (let i = 1; i <= 150; i += 1) await talker.says(`Later line ${i}`);
    const chinese = await market.buyer('王芳', '绿茶礼盒');
    await chinese.says('这款绿茶还有货吗？');
    const other = await market.buyer('李强', '红茶');
    await other.says('红茶可以送礼吗？');
    const screen = await signIn();
    await expect(screen.foot).toContainText('Synced just now.');

    await screen.search.fill('KINGfi');
    await expect(screen.rows).toHaveCount(1);
    await expect(screen.rows.locator('mark')).toHaveText(/^kingfi/i);
    await screen.rows.first().click();
    await expect(screen.said('kingfisher')).toBeInViewport();
    await expect(screen.said('Later line 150')).toHaveCount(0);
    await screen.button('Jump to newest').click();
    await expect(screen.said('Later line 150')).toBeInViewport();

    await screen.search.fill('绿茶');
    await expect(screen.rows).toHaveCount(1);
    await expect(screen.row('王芳').locator('mark')).toHaveText('绿茶');
    await screen.search.fill('茶');
    await expect(screen.rows).toHaveCount(2);
    await expect(screen.row('王芳').locator('mark')).toHaveText('茶');
    await expect(screen.row('李强').locator('mark')).toHaveText('茶');
    await screen.search.fill('咖啡');
    await expect(screen.list.getByText('Nothing found.')).toBeVisible();
  });

  test('works by keyboard alone', async ({ market, signIn }) => {
    const one = await market.buyer('Mei Lin');
    await one.says('The celadon one');
    const two = await market.buyer('Jonas Weber', 'Jade pendant');
    await two.says('The other celadon one');
    const screen = await signIn();
    await expect(screen.rows).toHaveCount(2);

    await screen.page.keyboard.press('/');
    await expect(screen.search).toBeFocused();
    await screen.page.keyboard.type('celadon');
    await expect(screen.rows.locator('mark')).toHaveCount(2);
    await screen.page.keyboard.press('ArrowDown');
    await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
    await screen.page.keyboard.press('ArrowDown');
    await expect(screen.reply).toHaveAccessibleName('Reply to Mei Lin');
    await expect(screen.search).toBeFocused();
    await screen.page.keyboard.press('Escape');
    await expect(screen.search).toHaveValue('');
    await expect(screen.tab('Waiting')).toBeVisible();
  });
});
