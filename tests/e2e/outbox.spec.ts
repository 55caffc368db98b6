// What has not arrived, and every way on, in both languages.

import { expect } from './world';
import { WHY, choose, reword, sendSoon, stands, test } from './world/unsent';

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('what is queued can be changed and taken back until it leaves', async ({
      market,
      buyer,
      signIn,
    }) => {
      const screen = await signIn();
      const { outbox, foot } = screen.words;
      await screen.open(buyer.name);
      await market.stop();
      await expect(screen.foot).toContainText(foot.offline);
      for (const text of ['First', 'Second', 'Third']) await screen.answer(text);
      await expect(screen.outbox).toHaveCount(3);

      await screen.goTo('outbox');
      const queued = screen.unsent('leaving');
      await expect(queued).toHaveCount(3);
      await expect(screen.outboxPage.getByRole('heading', { name: outbox.leaving })).toBeVisible();
      await expect(screen.outboxPage).toContainText(outbox.offline);
      // Since when, too: the sentence ends with a moment that only the core knows.
      const since = outbox.offlineSince(Date.now(), Date.now()).split(/\d/)[0] ?? '';
      await expect(screen.outboxPage).toContainText(since);
      await stands(queued.first(), 'queued');
      await expect(queued.first()).toContainText(outbox.leavesOnline);
      await reword(screen, queued.first(), 'First, put better');
      await expect(queued.first()).toContainText('First, put better');
      await choose(queued.nth(1), outbox.discard);
      await expect(screen.toasts).toContainText(outbox.discarded);
      await expect(queued).toHaveCount(2);

      const tried = screen.page.waitForResponse(/\/invoke\/accounts\.tryNow$/);
      await choose(screen.outboxPage, outbox.tryNow);
      expect((await tried).ok()).toBe(true);
      await expect(queued).toHaveCount(2);
      await market.start();
      await expect(screen.outboxPage).toContainText(outbox.none);
      expect(await buyer.answers()).toEqual(['First, put better', 'Third']);
      await screen.goTo('inbox');
      await expect(screen.reply).toHaveValue('Second');
    });

    test('what is held stands beside what the buyer wrote meanwhile', async ({
      market,
      buyer,
      signIn,
    }) => {
      const screen = await signIn();
      const { outbox, reason, foot } = screen.words;
      await screen.open(buyer.name);
      await market.stop();
      await expect(screen.foot).toContainText(foot.offline);
      await screen.answer('The green one is on its way.');
      await screen.answer('Thank you!');
      buyer.saysUnseen('The blue one after all!');
      await market.start();

      const held = screen.outbox.first();
      await stands(held, 'held');
      await expect(held).toContainText(outbox.held(reason({ kind: 'stale' })));
      await expect(held.getByRole('region', { name: outbox.yours })).toContainText(
        'The green one is on its way.',
      );
      await expect(held.locator('[data-meanwhile]')).toContainText(outbox.since);
      await expect(held.locator('[data-meanwhile]')).toContainText('The blue one after all!');
      expect(await buyer.answers()).toEqual([]);
      await reword(screen, held, 'The blue one is on its way.');
      await expect.poll(() => buyer.answers()).toEqual(['The blue one is on its way.']);

      await expect(screen.outbox).toHaveCount(1);
      await stands(screen.outbox, 'held');
      await expect(screen.outbox.locator('[data-meanwhile]')).toContainText('The blue one');
      await choose(screen.outbox, outbox.sendAnyway);
      await expect(screen.outbox).toHaveCount(0);
      expect(await buyer.answers()).toEqual(['The blue one is on its way.', 'Thank you!']);
    });

    test('an offer stands beside what the buyer wrote meanwhile, too', async ({
      market,
      buyer,
      signIn,
    }) => {
      const screen = await signIn();
      const { makeOffer, outbox, foot } = screen.words;
      await screen.open(buyer.name);
      await market.stop();
      await expect(screen.foot).toContainText(foot.offline);
      await screen.button(makeOffer.open).click();
      await screen.page.getByLabel(makeOffer.price('EUR')).fill('45');
      await screen.button(makeOffer.send).click();
      await stands(screen.outbox, 'queued');
      buyer.saysUnseen('The blue one after all!');
      await market.start();
      await stands(screen.outbox, 'held');
      await expect(screen.outbox.locator('[data-meanwhile]')).toContainText('The blue one');
      await choose(screen.outbox, outbox.discard);
      await expect(screen.outbox).toHaveCount(0);
    });

    test('what was refused says why, and can be tried, changed or discarded', async ({
      gateway,
      buyer,
      work,
    }) => {
      let refused = 0;
      gateway.refuse = (said) => {
        if (!said.includes('0171')) return null;
        refused += 1;
        return WHY;
      };
      const screen = await work();
      const { outbox, reason, today } = screen.words;
      await screen.answer('Call me: 0171 555');
      await stands(screen.outbox, 'rejected');

      // Today leads to it.
      await screen.goTo('today');
      await expect(screen.page.getByText(today.trouble(1))).toBeVisible();
      await screen.page.keyboard.press('j');
      await expect(screen.button(today.toOutbox)).toBeFocused();
      await screen.page.keyboard.press('Enter');
      const stopped = screen.unsent('stopped');
      await expect(stopped).toContainText(
        outbox.rejected(reason({ kind: 'refused', detail: WHY })),
      );
      expect(refused).toBe(1);
      await choose(stopped, outbox.retry);
      await expect.poll(() => refused).toBe(2);
      await stands(stopped, 'rejected');
      await reword(screen, stopped, 'Write to me here.');
      await expect(screen.outboxPage).toContainText(outbox.none);
      expect(await buyer.answers()).toEqual(['Write to me here.']);

      await screen.goTo('inbox');
      await screen.answer('Or there: 0171 556');
      await stands(screen.outbox, 'rejected');
      await screen.goTo('outbox');
      await choose(stopped, outbox.discard);
      await expect(screen.toasts).toContainText(outbox.discarded);
      await expect(screen.outboxPage).toContainText(outbox.none);
      await screen.goTo('inbox');
      await expect(screen.reply).toHaveValue('Or there: 0171 556');
      expect(await buyer.answers()).toEqual(['Write to me here.']);
    });

    test('what leaves later waits with its time, and leaves when told to', async ({
      buyer,
      work,
    }) => {
      const screen = await work();
      const { outbox, sendLater } = screen.words;
      await screen.reply.fill('Tomorrow then');
      await screen.button(sendLater.open).click();
      await screen.button(sendLater.tomorrow(new Date().setHours(9, 0, 0, 0))).click();
      await expect(screen.reply).toHaveValue('');
      await stands(screen.outbox, 'scheduled');
      await expect(screen.outbox).toContainText('09:00');
      await expect(screen.toasts).toContainText('09:00');

      await screen.goTo('outbox');
      const later = screen.unsent('later');
      await expect(screen.outboxPage.getByRole('heading', { name: outbox.later })).toBeVisible();
      await expect(later).toContainText('Tomorrow then');
      await expect(later).toContainText('09:00');
      await reword(screen, later, 'Tomorrow, then');
      await expect(later).toContainText('Tomorrow, then');
      await stands(later, 'scheduled');
      expect(await buyer.answers()).toEqual([]);
      await choose(later, outbox.sendNow);
      await expect(screen.outboxPage).toContainText(outbox.none);
      expect(await buyer.answers()).toEqual(['Tomorrow, then']);
    });

    test('a time is chosen without the mouse, and the words stay where they are', async ({
      work,
    }) => {
      const screen = await work();
      const { page, reply, words } = screen;
      const asked = page.getByRole('dialog', { name: words.sendLater.title });
      await reply.fill('Tomorrow then');
      await reply.press('Control+Shift+Enter');
      await expect(asked).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(asked).toHaveCount(0);
      await expect(reply).toBeFocused();
      await expect(reply).toHaveValue('Tomorrow then');
      await expect(screen.outbox).toHaveCount(0);

      await reply.press('Control+Shift+Enter');
      await expect(asked.getByRole('button').first()).toBeFocused();
      await page.keyboard.press('Enter');
      await stands(screen.outbox, 'scheduled');
      await expect(screen.foot).toContainText(words.foot.onlineQueued(1));
      await expect(reply).toHaveValue('');
    });

    test('what is due leaves by itself', async ({ buyer, work }) => {
      const screen = await work();
      await sendSoon(screen, 'In a moment');
      expect(await buyer.answers()).toEqual([]);
      await expect.poll(() => buyer.answers()).toEqual(['In a moment']);
      await expect(screen.outbox).toHaveCount(0);
    });

    test('what is due is held when the buyer wrote first', async ({ buyer, work }) => {
      const screen = await work();
      const { outbox, reason } = screen.words;
      await sendSoon(screen, 'The green one is on its way.');
      await buyer.says('The blue one after all!');
      await stands(screen.outbox, 'held');
      await expect(screen.outbox).toContainText(outbox.held(reason({ kind: 'stale' })));
      await expect(screen.outbox.locator('[data-meanwhile]')).toContainText('The blue one');
      expect(await buyer.answers()).toEqual([]);
      await choose(screen.outbox, outbox.sendAnyway);
      await expect.poll(() => buyer.answers()).toEqual(['The green one is on its way.']);
    });

    test('a network that comes back has the marketplaces tried at once', async ({
      market,
      buyer,
      signIn,
    }) => {
      const screen = await signIn();
      await screen.open(buyer.name);
      await market.stop();
      await expect(screen.foot).toContainText(screen.words.foot.offline);
      let tries = 0;
      screen.page.on('request', (asked) => {
        if (asked.url().endsWith('/invoke/accounts.tryNow')) tries += 1;
      });
      const back = (): Promise<void> =>
        screen.page.evaluate(() => {
          for (let i = 0; i < 3; i += 1) window.dispatchEvent(new Event('online'));
        });
      await back();
      await expect.poll(() => tries).toBe(1);
      await choose(screen.foot, screen.words.outbox.tryNow);
      await expect.poll(() => tries).toBe(2);
    });

    test('the page is reached and walked through without the mouse', async ({
      market,
      buyer,
      signIn,
    }) => {
      const other = await market.buyer('Jonas Weber', 'Jade pendant');
      await other.says('And the pendant?');
      const screen = await signIn();
      const { page, words } = screen;
      const { keyboard } = page;
      await expect(screen.row(other.name)).toBeVisible();
      await screen.open(buyer.name);
      await market.stop();
      await expect(screen.foot).toContainText(words.foot.offline);
      await screen.answer('To the first');
      await screen.open(other.name);
      await screen.answer('To the second');
      await screen.reply.press('Escape');
      await keyboard.press('?');
      await expect(page.getByRole('dialog')).toContainText(words.actions['go.outbox']);
      await keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);

      await keyboard.press('g');
      await keyboard.press('x');
      await expect(screen.outboxPage).toBeVisible();
      const link = page.locator('nav a[href="#outbox"]');
      await expect(link).toHaveAttribute('aria-current', 'page');
      await expect(link.locator('b')).toHaveText(words.outbox.count(2));
      const lines = screen.outboxPage.locator('[data-line]');
      await expect(lines).toHaveCount(2);
      await keyboard.press('j');
      await expect(lines.first()).toBeFocused();
      await expect(lines.first()).toContainText(buyer.name);
      await keyboard.press('j');
      await expect(lines.nth(1)).toBeFocused();
      await keyboard.press('k');
      await expect(lines.first()).toBeFocused();
      await keyboard.press('Enter');
      await expect(screen.reply).toHaveAccessibleName(words.composer.replyLabel(buyer.name));
      await expect(screen.outbox).toContainText('To the first');

      await market.start();
      await expect(link.locator('b')).toHaveCount(0);
      expect(await buyer.answers()).toEqual(['To the first']);
      expect(await other.answers()).toEqual(['To the second']);
    });
  });
}
