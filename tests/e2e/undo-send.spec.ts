// A reply stays for the seconds that the seller chose, and can be taken back in them.

import { expect, test } from './world';
import { choose, stands } from './world/unsent';

const LONG = 30;

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a reply is undone by its toast, by the keys and in the thread', async ({
      market,
      desk,
      view: screen,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('Is the green one still there?');
      await screen.page.goto(await desk.start({ market, undoSeconds: LONG }));
      await screen.online();
      await screen.open('Mei Lin');
      const { composer, toast, outbox } = screen.words;

      await screen.answer('By its toast');
      await stands(screen.outbox, 'queued');
      await expect(screen.toasts).toContainText(composer.undoable('Mei Lin'));
      await choose(screen.toasts, toast.undo);
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.toasts).toContainText(toast.undone('replySent'));
      await expect(screen.reply).toHaveValue('By its toast');

      await screen.answer('By Ctrl and Z');
      await expect(screen.reply).toHaveValue('');
      await screen.reply.press('Control+z');
      await expect(screen.reply).toHaveValue('By Ctrl and Z');

      await screen.answer('By a single key');
      await expect(screen.outbox).toHaveCount(1);
      await screen.reply.press('Escape');
      await screen.page.keyboard.press('z');
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.reply).toHaveValue('By a single key');

      await screen.answer('In the thread');
      await choose(screen.outbox, toast.undo);
      await expect(screen.reply).toHaveValue('In the thread');
      expect(await buyer.answers()).toEqual([]);

      await screen.answer('This one leaves');
      await choose(screen.outbox, outbox.sendNow);
      await expect.poll(() => buyer.answers()).toEqual(['This one leaves']);
      await expect(screen.outbox).toHaveCount(0);
    });

    test('the seller chooses for how long, and it leaves by itself', async ({
      market,
      desk,
      view: screen,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('Hello');
      await screen.page.goto(await desk.start({ market, undoSeconds: LONG }));
      await screen.online();
      const { settings } = screen.words;
      await screen.goTo('settings');
      const group = screen.page.getByRole('group', { name: settings.undoSend });
      await expect(group.getByRole('radio', { name: settings.undoSeconds(LONG) })).toBeChecked();
      await group.getByRole('radio', { name: settings.undoSeconds(5) }).check();
      await expect(group.getByRole('radio', { name: settings.undoSeconds(5) })).toBeChecked();
      await screen.goTo('inbox');
      await screen.open('Mei Lin');
      await screen.answer('In five seconds');
      const sent = Date.now();
      await expect.poll(() => buyer.answers(), { timeout: 15_000 }).toEqual(['In five seconds']);
      expect(Date.now() - sent).toBeGreaterThan(4000);
      await expect(
        screen.toasts.getByRole('button', { name: screen.words.toast.undo }),
      ).toHaveCount(0);
    });
  });
}
