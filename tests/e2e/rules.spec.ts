// What a strict marketplace does not want in a reply is said while it is typed.

import { expect, test } from './world';

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    test.use({
      locale,
      rules: ['--no-links', '--no-contact-details', '--reply-window-hours', '2'],
    });

    test('links and contact details warn once, and leave when they are meant', async ({
      market,
      signIn,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('Where can I see the glaze?');
      const screen = await signIn();
      await screen.open('Mei Lin');
      const { composer, outbox } = screen.words;
      const account = 'Jade & Clay';
      const until = composer.answerUntil(Date.now(), Date.now()).split(/\d/)[0] ?? '';
      await expect(screen.composer).toContainText(until);

      await screen.reply.fill('Look at www.tea.example or write to jade@tea.example');
      await expect(screen.composer).toContainText(composer.breaks('link', account));
      await expect(screen.composer).toContainText('www.tea.example');
      await expect(screen.composer).toContainText(composer.breaks('contact', account));
      await expect(screen.composer).not.toContainText(composer.meant);
      await screen.reply.press('Enter');
      await expect(screen.composer).toContainText(composer.meant);
      expect(await buyer.answers()).toEqual([]);

      // Without them it leaves at once.
      await screen.reply.fill('The pictures here show it best.');
      await expect(screen.composer).not.toContainText(composer.breaks('link', account));
      await screen.reply.press('Enter');
      await expect.poll(() => buyer.answers()).toEqual(['The pictures here show it best.']);

      // Whoever means it is not kept from it, and hears what the marketplace says.
      await screen.reply.fill('See https://tea.example');
      await screen.reply.press('Enter');
      await expect(screen.composer).toContainText(composer.meant);
      await screen.button(outbox.sendAnyway).click();
      await expect(screen.outbox).toHaveAttribute('data-outbox', 'rejected');
      await expect(screen.outbox).toContainText('Links are not allowed here.');
      await expect(screen.outbox).toContainText('See https://tea.example');
    });
  });
}
