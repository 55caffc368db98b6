// A working hour for somebody who does not see the page: only keys, and only what is told.

import { expect, test } from './world';
import { Reader } from './world/reader';

for (const locale of ['en-GB', 'zh-CN'] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('a working hour by ear', async ({ market, signIn }) => {
      test.slow();
      const mei = await market.buyer('Mei Lin', 'Celadon cup');
      await mei.says('Is the celadon cup there?');
      const jonas = await market.buyer('Jonas Weber', 'Jade pendant');
      await jonas.says('Where is my parcel?');
      const screen = await signIn();
      const { page, words: t } = screen;
      const { keyboard } = page;
      await expect(screen.rows).toHaveCount(2);
      const reader = await Reader.at(page);
      const hears = async (words: string): Promise<void> => {
        await expect.poll(() => reader.heard(), { timeout: 15_000 }).toContain(words);
      };
      const stands = async (on: string): Promise<void> => {
        await expect.poll(() => reader.focus(), { timeout: 15_000 }).toContain(on);
        expect(await reader.nameless(), on).toEqual([]);
      };

      // The page has its places, each with a name.
      await expect(page.getByRole('navigation')).toHaveAccessibleName(t.app.navigation);
      await expect(screen.list).toBeVisible();
      expect(await reader.nameless()).toEqual([]);

      // Through the list to whoever waits longest, and an answer.
      await keyboard.press('j');
      await expect(screen.reply).toHaveAccessibleName(t.composer.replyLabel('Mei Lin'));
      await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/Mei Lin/);
      await keyboard.press('r');
      await stands(`textbox ${t.composer.replyLabel('Mei Lin')}`);
      await keyboard.type('Yes, two of them.');
      await keyboard.press('Enter');
      await expect(screen.said('Yes, two of them.')).toBeVisible();

      // What comes meanwhile is told.
      await mei.says('Then I take both');
      await hears(t.thread.came('Mei Lin', 'Then I take both'));

      // A private note says what it is before a word is typed.
      await keyboard.press('Escape');
      await keyboard.press('n');
      await stands(`textbox ${t.composer.noteLabel}`);
      await keyboard.type('Buys in pairs');
      await keyboard.press('Control+Enter');
      await expect(screen.said('Buys in pairs')).toBeVisible();
      await keyboard.press('Escape');

      // Snoozed by words, with what they mean; and taken back.
      await keyboard.press('s');
      await stands('textbox');
      await keyboard.type('2d');
      await expect(page.getByRole('dialog').getByRole('status')).not.toBeEmpty();
      await keyboard.press('Enter');
      await hears('Mei Lin');
      await expect(screen.reply).toHaveAccessibleName(t.composer.replyLabel('Jonas Weber'));
      await keyboard.press('z');
      await expect(screen.reply).toHaveAccessibleName(t.composer.replyLabel('Mei Lin'));
      await keyboard.press('e');
      await hears(t.toast.done('Mei Lin'));

      // A search says how much it found, and what it was understood as.
      await keyboard.press('/');
      await stands(`combobox ${t.search.label}`);
      await keyboard.type('celadon');
      await hears(t.search.found(1, false));
      const before = await reader.heard();
      await keyboard.type(' -parcel ', { delay: 60 });
      await expect(screen.understood).toContainText('parcel');
      await hears((await screen.understood.textContent()) ?? 'nothing');
      // Once, and not at each letter.
      expect((await reader.heard()).slice(before.length).trim().split('\n')).toHaveLength(1);
      await keyboard.press('Enter');
      await expect(screen.reply).toHaveAccessibleName(t.composer.replyLabel('Mei Lin'));
      await keyboard.press('Escape');

      // The palette tells how much it holds under what was typed.
      await keyboard.press('Control+k');
      await stands(`combobox ${t.palette.title}`);
      await keyboard.type('jonas');
      await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(2);
      await hears(t.palette.found(2));
      await keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);

      // Without a network the foot says so; the answer leaves when it is back.
      await keyboard.press('r');
      await stands('textbox');
      await market.stop();
      await expect(screen.foot).not.toHaveAttribute('data-tone', 'good');
      await keyboard.type('Written without a network');
      await keyboard.press('Enter');
      await expect(screen.outbox).toHaveCount(1);
      await hears(((await screen.foot.textContent()) ?? 'nothing').replaceAll(/\s+/gu, ' ').trim());
      expect(await reader.nameless()).toEqual([]);
      await market.start();
      await expect(screen.outbox).toHaveCount(0);
      await expect(screen.foot).toHaveAttribute('data-tone', 'good');
    });
  });
}
