import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Screen } from './world';

/** The settings' part about hours and notifications. */
function section(screen: Screen): Locator {
  return screen.page.getByRole('region', {
    name: screen.words.notifications.title,
  });
}

async function toSettings(screen: Screen): Promise<Locator> {
  await screen.page.locator('nav a[href="#settings"]').click();
  await expect(section(screen).getByRole('group').first()).toBeVisible();
  return section(screen);
}

/** Lets the shop work around the clock: one day typed, the others like it. */
async function workAlways(screen: Screen): Promise<void> {
  const t = screen.words.notifications;
  const work = section(screen).getByRole('group', {
    name: t.work,
    exact: true,
  });
  const monday = t.day(0);
  const [from, to] = [work.getByLabel(t.from(monday)), work.getByLabel(t.to(monday))];
  await from.fill('0');
  await from.press('Tab');
  await expect(from).toHaveValue('00:00');
  await to.fill('24:00');
  await to.press('Tab');
  const row = work.getByRole('group', { name: monday });
  await expect(row).toContainText(t.wholeDay);
  await row.getByRole('button', { name: t.everyDay }).click();
  await expect(work.getByText(t.wholeDay)).toHaveCount(7);
}

async function expectNoSeriousFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join('\n')}`)).toEqual(
    [],
  );
}

for (const [locale, colorScheme] of [
  ['en-GB', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale, colorScheme, seeded: 12 });

    test('who waits beyond the limit is told in one line, which leads to the longest', async ({
      signIn,
    }) => {
      const screen = await signIn();
      const t = screen.words.notifications;
      const settings = await toSettings(screen);
      await workAlways(screen);
      await settings.getByLabel(t.shopLimit, { exact: true }).selectOption({ label: t.long(5) });
      await screen.goTo('inbox');

      const line = screen.list.locator('[data-alarm]');
      await expect(line).toBeVisible();
      const longest = screen.rows.first();
      const name = (await longest.locator('.name').textContent()) ?? '';
      expect(name).not.toBe('');
      await expect(line).toContainText(name);
      await expect(line).toContainText(t.long(5).replace(/minutes/, 'min'));
      // The clock of the same person says so by its colour.
      await expect(longest.locator('[data-heat]')).not.toHaveAttribute('data-heat', 'plain');
      await expectNoSeriousFault(screen.page);
      await line.click();
      await expect(longest).toHaveAttribute('aria-selected', 'true');
      await expect(screen.reply).toHaveAccessibleName(screen.words.composer.replyLabel(name));

      // Without a limit nobody is late, and without the alarm nobody is told.
      await toSettings(screen);
      await settings.getByLabel(t.alarm).uncheck();
      await screen.goTo('inbox');
      await expect(line).toHaveCount(0);
      await expect(longest.locator('[data-heat]')).not.toHaveAttribute('data-heat', 'plain');
      await toSettings(screen);
      await settings.getByLabel(t.alarm).check();
      await settings.getByLabel(t.shopLimit, { exact: true }).selectOption({ label: t.noLimit });
      await screen.goTo('inbox');
      await expect(longest.locator('[data-heat]')).toHaveAttribute('data-heat', 'plain');
      await expect(line).toHaveCount(0);
    });

    test('hours and notifications are chosen, kept, and take what was typed', async ({
      market,
      desk,
      signIn,
    }) => {
      const screen = await signIn();
      const { page } = screen;
      const t = screen.words.notifications;
      const settings = await toSettings(screen);
      await settings.getByRole('radio', { name: t.name, exact: true }).check();
      await expect(settings.getByText(t.previewMore.name)).toBeVisible();
      await settings.getByLabel(t.inFront).check();
      await settings.getByRole('radio', { name: t.ownHours, exact: true }).check();
      const quiet = settings.getByRole('group', { name: t.quietHours });
      const sunday = quiet.getByRole('group', { name: t.day(6) });
      await expect(sunday).toContainText(t.nextDay);
      await sunday.getByRole('button', { name: t.addSpan(t.day(6)) }).click();
      await expect(sunday.getByRole('textbox')).toHaveCount(4);
      const first = sunday.getByLabel(t.from(t.day(6))).first();
      await first.fill('9pm');
      await first.press('Enter');
      await expect(first).toHaveValue('21:00');
      await first.fill('noon');
      await first.press('Enter');
      await expect(first).toHaveValue('21:00');
      await quiet
        .getByRole('group', { name: t.day(0) })
        .getByRole('button', { name: t.removeSpan(t.day(0), '22:00', '08:00') })
        .click();
      await expect(quiet.getByRole('group', { name: t.day(0) })).toContainText(t.closed);
      await expectNoSeriousFault(page);

      await desk.stop();
      await page.goto(await desk.start({ market }));
      await screen.online();
      await toSettings(screen);
      await expect(settings.getByRole('radio', { name: t.name, exact: true })).toBeChecked();
      await expect(settings.getByLabel(t.inFront)).toBeChecked();
      await expect(sunday.getByRole('textbox')).toHaveCount(4);
      await expect(sunday.getByLabel(t.from(t.day(6))).first()).toHaveValue('21:00');
      await expect(quiet.getByRole('group', { name: t.day(0) })).toContainText(t.closed);
    });

    test('notifications are paused for a while and resumed', async ({ signIn }) => {
      const screen = await signIn();
      const t = screen.words.notifications;
      const settings = await toSettings(screen);
      const status = settings.getByRole('status');
      await expect(status).toContainText(t.on);
      await settings.getByRole('button', { name: t.pauseHour }).click();
      const [before] = t.paused('|').split('|');
      await expect(status).toContainText(before ?? '');
      await expectNoSeriousFault(screen.page);
      await screen.page.reload();
      await toSettings(screen);
      await expect(status).toContainText(before ?? '');
      await settings.getByRole('button', { name: t.resume }).click();
      await expect(status).toContainText(t.on);
      await settings.getByRole('button', { name: t.pauseTomorrow }).click();
      await expect(status).toContainText(before ?? '');
    });
  });
}
