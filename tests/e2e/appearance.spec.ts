import { expect, test } from './world';

test('theme and language change at once and are kept', async ({ market, desk, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  const { page } = screen;
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const html = page.locator('html');
  const light = await paper();
  await screen.open('Mei Lin');
  await screen.reply.fill('half a sen');

  await screen.button('Appearance and language').click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();

  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(html).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('menuitemradio', { name: '深色' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: '收件箱' })).toBeVisible();
  await expect(page.getByRole('tab', { name: /^待回复/ })).toBeVisible();
  // Nothing that was being written is lost with it.
  await expect(page.getByRole('textbox', { name: '回复 Mei Lin' })).toHaveValue('half a sen');

  await page.reload();
  await expect(page.getByRole('link', { name: '收件箱' })).toBeVisible();
  await expect.poll(paper).toBe(dark);
  await desk.stop();
  await page.goto(await desk.start({ market }));
  await expect(page.getByRole('link', { name: '收件箱' })).toBeVisible();
  await expect.poll(paper).toBe(dark);

  await page.getByRole('button', { name: '外观与语言' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  await expect.poll(paper).toBe(light);
});

test('left to the system, the page follows it', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const { page } = await signIn();
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(paper).not.toBe(light);
});
