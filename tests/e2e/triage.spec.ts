// Conversations put in their place, and back again, in both languages.

import type { Locator } from '@playwright/test';
import { expect, test, type Buyer, type Market, type Screen } from './world';

const HOUR_MS = 3_600_000;
/** So soon is in an hour, by a clock that was set back, in truth. */
const SOON_MS = 6000;

async function three(market: Market): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  for (const name of ['Mei Lin', 'Jonas Weber', '王芳']) {
    const buyer = await market.buyer(name, `Cup for ${name}`);
    await buyer.says(`A question from ${name}`);
    buyers.push(buyer);
  }
  return buyers;
}

const opened = (screen: Screen, name: string): Promise<void> =>
  expect(screen.reply).toHaveAccessibleName(screen.words.composer.replyLabel(name));

const dialog = (screen: Screen): Locator => screen.page.getByRole('dialog');

/** Opens a conversation and leaves all fields, so that keys are keys. */
async function at(screen: Screen, name: string): Promise<void> {
  await screen.open(name);
  await screen.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Chooses from the menu behind the dots. */
async function choose(screen: Screen, name: string): Promise<void> {
  await screen.button(screen.words.triage.more).click();
  await screen.page.getByRole('menuitem', { name }).click();
}

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('a conversation is put off until a typed time, and brought back', async ({
      market,
      signIn,
    }) => {
      await three(market);
      const screen = await signIn();
      const { inbox, triage, toast } = screen.words;
      const { keyboard } = screen.page;
      await at(screen, 'Mei Lin');
      await keyboard.press('s');
      const field = dialog(screen).getByRole('textbox');
      await expect(field).toBeFocused();
      await field.fill('xyz');
      await expect(dialog(screen)).toContainText(triage.notUnderstood);
      await expect(dialog(screen).getByRole('button', { name: triage.snooze })).toBeDisabled();
      await field.fill(locale === 'zh-CN' ? '后天 9点' : 'in 2 days');
      await field.press('Enter');
      await expect(dialog(screen)).toHaveCount(0);
      await expect(screen.toasts).toContainText('Mei Lin');
      await opened(screen, 'Jonas Weber');
      await expect(screen.row('Mei Lin')).toHaveCount(0);
      await expect(screen.tab(triage.snoozed)).toContainText('1');

      await screen.tab(triage.snoozed).click();
      await expect(screen.row('Mei Lin').locator('[data-snooze]')).toBeVisible();
      await screen.open('Mei Lin');
      await expect(screen.page.locator('header [data-snooze]')).toBeVisible();
      await screen.tab(inbox.open).click();
      await expect(screen.row('Mei Lin')).toHaveCount(0);
      await screen.toasts.getByRole('button', { name: toast.undo }).click();
      await expect(screen.row('Mei Lin')).toBeVisible();
      await opened(screen, 'Mei Lin');
    });

    test('it wakes when they write, and says so', async ({ market, signIn }) => {
      const [mei] = await three(market);
      const screen = await signIn();
      const { triage } = screen.words;
      await at(screen, 'Mei Lin');
      await screen.button(triage.snooze).click();
      await dialog(screen).getByRole('button', { name: triage.untilReply }).click();
      await expect(screen.row('Mei Lin')).toHaveCount(0);
      await mei?.says('One more thing, though.');
      const woke = {
        until: null,
        onReply: true,
        wokeBy: 'reply',
        wokeAt: 0,
      } as const;
      await expect(screen.row('Mei Lin')).toContainText(triage.sleep(woke));
      await screen.open('Mei Lin');
      await expect(screen.page.locator('header [data-snooze]')).toHaveText(triage.slept(woke));
      await screen.answer('Gladly.');
      await expect.poll(() => mei?.answers()).toEqual(['Gladly.']);
      await expect(screen.page.locator('header [data-snooze]')).toHaveCount(0);
    });

    test('everything else is in the menu, and can be undone', async ({ market, signIn }) => {
      await three(market);
      const screen = await signIn();
      const { inbox, triage, toast, composer } = screen.words;
      const { page } = screen;
      const { keyboard } = page;
      await at(screen, 'Mei Lin');
      const row = screen.row('Mei Lin');
      await choose(screen, triage.star);
      await expect(row).toContainText(triage.starred);
      await choose(screen, triage.tag);
      await dialog(screen).getByRole('combobox').fill('礼物');
      await dialog(screen).getByRole('button', { name: triage.tagAdd }).click();
      await expect(row).toContainText('礼物');
      await keyboard.press('Escape');
      await choose(screen, triage.mute);
      await dialog(screen).getByRole('button', { name: triage.muteForever }).click();
      await expect(row).toContainText(triage.muted);
      // It waits as before and calls no longer.
      await expect(page).toHaveTitle('(2) Rapport');
      await expect(screen.tab(inbox.waiting)).toContainText('3');

      await choose(screen, triage.block('Mei Lin'));
      await expect(row).toHaveCount(0);
      await expect(screen.composer).toContainText(triage.blockedNoReply('Mei Lin'));
      await screen.tab(inbox.done).click();
      await expect(row).toContainText(triage.blocked);
      await screen.tab(inbox.waiting).click();
      await choose(screen, triage.unblock('Mei Lin'));
      await expect(row).toBeVisible();
      await expect(screen.reply).toHaveAccessibleName(composer.replyLabel('Mei Lin'));

      for (const back of ['unblocked', 'blocked', 'muted', 'tagged', 'starred'] as const) {
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await keyboard.press('z');
        await expect(screen.toasts).toContainText(toast.undone(back));
      }
      await expect(row).not.toContainText('礼物');
      await expect(row).not.toContainText(triage.starred);
      await expect(page).toHaveTitle('(3) Rapport');
    });

    test('drafts are listed with what was begun, and the tab is remembered', async ({
      market,
      signIn,
    }) => {
      await three(market);
      const screen = await signIn();
      const { triage } = screen.words;
      await screen.open('Mei Lin');
      await screen.reply.fill('Yes, it');
      await screen.open('Jonas Weber');
      await screen.page.locator('[data-mode] [role="tab"]').nth(1).click();
      await screen.note.fill('Asks twice a year');
      await screen.tab(triage.drafts).click();
      await expect(screen.rows).toHaveCount(2);
      await expect(screen.rows.nth(0)).toContainText(`${triage.begunNote}Asks twice a year`);
      await expect(screen.rows.nth(1)).toContainText(`${triage.begunReply}Yes, it`);
      await screen.page.reload();
      await expect(screen.tab(triage.drafts)).toHaveAttribute('aria-selected', 'true');
      await expect(screen.rows).toHaveCount(2);
      await screen.open('Mei Lin');
      await screen.answer('Yes, it is here.');
      await expect(screen.rows).toHaveCount(1);
    });
  });
}

test('it wakes when its time comes, by itself, and sends nothing', async ({ market, signIn }) => {
  const [mei] = await three(market);
  const screen = await signIn();
  const { triage } = screen.words;
  await at(screen, 'Mei Lin');
  await screen.page.clock.setFixedTime(Date.now() - HOUR_MS + SOON_MS);
  await screen.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await screen.page.keyboard.press('s');
  await dialog(screen).getByRole('button', { name: triage.inAnHour }).click();
  await expect(screen.row('Mei Lin')).toHaveCount(0);
  await expect(screen.row('Mei Lin')).toContainText('Woke: snoozed until');
  expect(await mei?.answers()).toEqual([]);
});

test.describe('in a list that is longer than the window', () => {
  test.use({ seeded: 40 });

  test('the rows under the pointer stay where they are when somebody writes', async ({
    market,
    signIn,
  }) => {
    const screen = await signIn();
    await screen.tab('Open').click();
    // Nobody waits there, so the rows of the tab before are gone.
    await expect(screen.row('Yuki Tanaka')).toBeVisible();
    const third = await screen.rows.nth(2).getAttribute('data-conversation');
    const row = screen.list.locator(`[data-conversation="${third ?? ''}"]`);
    await row.hover();
    const before = await row.boundingBox();
    for (const name of ['Amara Diallo', 'Jonas Weber']) {
      await (await market.buyer(name, `Pendant for ${name}`)).says(`Hello from ${name}`);
    }
    const above = screen.list.getByRole('button', { name: '2 new above' });
    await expect(above).toBeVisible();
    expect(Math.abs(((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
    await above.click();
    await expect(screen.row('Jonas Weber')).toBeInViewport();
    await expect(above).toHaveCount(0);
  });
});
