// An emoji is found by its name in the seller's language, and stands where the cursor was.

import { expect, test } from './world';

const WANTED = { 'en-GB': ['teapot', '🫖'], 'zh-CN': ['茶壶', '🫖'] } as const;

for (const locale of ['en-GB', 'zh-CN'] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('an emoji is searched by keys, put at the cursor and remembered', async ({
      market,
      signIn,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('Is the pot here?');
      const screen = await signIn();
      await screen.open('Mei Lin');
      const { emoji } = screen.words;
      const [name, wanted] = WANTED[locale];
      const { page, reply } = screen;
      const picker = page.getByRole('dialog', { name: emoji.open });
      const search = picker.getByRole('combobox', { name: emoji.search });

      await reply.fill('Yes  it is.');
      await reply.press('Home');
      for (let i = 0; i < 4; i += 1) await reply.press('ArrowRight');
      await screen.button(emoji.open).click();
      await expect(search).toBeFocused();
      await page.keyboard.insertText(name);
      await expect(picker.getByRole('group', { name: emoji.found })).toBeVisible();
      await expect(picker.getByRole('option').first()).toHaveText(wanted);
      await page.keyboard.press('Enter');
      await expect(picker).toHaveCount(0);
      await expect(reply).toBeFocused();
      await expect(reply).toHaveValue(`Yes ${wanted} it is.`);
      // The cursor stands behind it.
      await page.keyboard.insertText('!');
      await expect(reply).toHaveValue(`Yes ${wanted}! it is.`);

      // It is remembered, and Escape leaves everything as it was.
      await screen.button(emoji.open).click();
      await expect(
        picker.getByRole('group', { name: emoji.recent }).getByRole('option'),
      ).toHaveText([wanted]);
      await page.keyboard.press('ArrowDown');
      await expect(picker.getByRole('group', { name: emoji.group('faces') })).toContainText('😀');
      await expect(picker.locator('[aria-selected="true"]')).toHaveText('😀');
      await page.keyboard.insertText('zzzz');
      await expect(picker).toContainText(emoji.none);
      await page.keyboard.press('Escape');
      await expect(picker).toHaveCount(0);
      await expect(reply).toBeFocused();
      await reply.press('Enter');
      await expect.poll(() => buyer.answers()).toEqual([`Yes ${wanted}! it is.`]);
    });

    test('a click picks, too', async ({ market, signIn }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('Thank you!');
      const screen = await signIn();
      await screen.open('Mei Lin');
      const { emoji } = screen.words;
      await screen.button(emoji.open).click();
      await screen.page.getByRole('option').filter({ hasText: '😊' }).first().click();
      await expect(screen.reply).toHaveValue('😊');
      await expect(screen.reply).toBeFocused();
    });
  });
}
