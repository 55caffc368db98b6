import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Screen } from './world';

/** The palette as a seller knows it. */
class Palette {
  readonly dialog: Locator;
  readonly field: Locator;
  readonly lines: Locator;
  /** The line that Enter does. */
  readonly current: Locator;

  constructor(
    readonly page: Page,
    readonly words: Screen['words'],
  ) {
    this.dialog = page.getByRole('dialog', { name: words.palette.title });
    this.field = this.dialog.getByRole('combobox');
    this.lines = this.dialog.getByRole('option');
    this.current = this.dialog.locator('[aria-selected="true"]');
  }

  async open(): Promise<void> {
    // Whatever is still closing has all keys to itself.
    await expect(this.page.getByRole('dialog')).toHaveCount(0);
    await this.page.keyboard.press('Control+k');
    await expect(this.field).toBeFocused();
  }

  /** Opens it, types, and does what is found under that name. */
  async do(typed: string, name: string): Promise<void> {
    await this.open();
    await this.field.fill(typed);
    await expect(this.current).toContainText(name);
    await this.page.keyboard.press('Enter');
    await expect(this.dialog).toBeHidden();
  }
}

test('something is done to the open conversation, and undone', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Is it dishwasher safe?');
  await (await market.buyer('Jonas Weber')).says('Where is my parcel?');
  const screen = await signIn();
  const palette = new Palette(screen.page, screen.words);
  const { page } = screen;
  await screen.open('Mei Lin');

  // From a field, which gets the focus and its words back.
  await screen.reply.fill('Yes, but');
  await palette.open();
  await expect(palette.dialog.getByRole('group', { name: 'Mei Lin' })).toBeVisible();
  await expect(palette.current).toHaveText(/^Write a reply/);
  await page.keyboard.press('Escape');
  await expect(palette.dialog).toBeHidden();
  await expect(screen.reply).toBeFocused();
  await page.keyboard.type(' by hand is kinder');
  await expect(screen.reply).toHaveValue('Yes, but by hand is kinder');

  await palette.do('done', 'Done');
  await expect(screen.row('Mei Lin')).toHaveCount(0);
  await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
  await palette.do('undo', 'Undo the last step');
  await expect(screen.row('Mei Lin')).toHaveCount(1);
  await expect(screen.reply).toHaveAccessibleName('Reply to Mei Lin');

  // What is asked elsewhere is asked here.
  await palette.do('snooze', 'Snooze');
  await expect(page.getByRole('dialog', { name: 'Snooze Mei Lin' })).toBeVisible();
  await page.keyboard.press('Escape');
  // What was chosen last is the first to be offered.
  await palette.open();
  await expect(palette.dialog.getByRole('group').first()).toContainText('Used last');
  await expect(palette.current).toContainText('Snooze');
  await page.keyboard.press('Control+k');
  await expect(palette.dialog).toBeHidden();
});

test('everything is found by mouse as well', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  const palette = new Palette(screen.page, screen.words);
  await screen.open('Mei Lin');
  await screen.button('Find anything').click();
  await expect(palette.field).toBeFocused();
  await palette.lines.filter({ hasText: 'Write a private note' }).click();
  await expect(palette.dialog).toBeHidden();
  await expect(screen.note).toBeFocused();

  await screen.button('Find anything').click();
  await screen.page.mouse.click(8, 700);
  await expect(palette.dialog).toBeHidden();
  await expect(screen.button('Find anything')).toBeFocused();
});

test('it leads to pages, to places of the settings and to people', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  await (await market.buyer('Jonas Weber', 'Jade pendant')).says('Hello');
  const screen = await signIn();
  const palette = new Palette(screen.page, screen.words);
  const { page } = screen;

  await palette.do('gtp', 'Go to People');
  await expect(
    page
      .getByRole('region', { name: 'Everybody' })
      .or(page.locator('[aria-current="page"]', { hasText: 'People' }))
      .first(),
  ).toBeVisible();
  // What belongs to the conversation stays in the inbox.
  await palette.open();
  await palette.field.fill('private note');
  await expect(palette.lines).toHaveText([/^Search messages for/]);
  await page.keyboard.press('Escape');

  await palette.do('theme', 'Appearance');
  await expect(page.getByRole('radio', { name: 'System' }).first()).toBeFocused();
  await palette.do('tell me', 'Tell me when somebody waits longer');
  await expect(page.getByRole('checkbox', { name: /Tell me when/ })).toBeFocused();
  await palette.do('time to undo', 'Time to undo a reply');
  await expect(page.getByRole('radio', { name: 'Off' })).toBeVisible();

  // What is not found here may have been written.
  await palette.do('hello', 'Search messages for “hello”');
  await expect(screen.search).toHaveValue('hello');
  await expect(screen.rows).toHaveCount(2);

  // What is sold leads to where it was last spoken of.
  await palette.do('pendant', 'Jade pendant');
  await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
  await palette.do('jonas', 'Jonas Weber');
  await expect(page.getByRole('heading', { name: 'Jonas Weber' })).toBeVisible();
});

test('keys move through what was found, and nothing moves under them', async ({
  market,
  signIn,
}) => {
  await (await market.buyer('Uma Undertone')).says('Hello');
  const screen = await signIn();
  const palette = new Palette(screen.page, screen.words);
  const { keyboard } = screen.page;
  await screen.open('Uma Undertone');
  await palette.open();
  const all = await palette.lines.count();
  await keyboard.press('ArrowDown');
  await expect(palette.lines.nth(1)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('End');
  await expect(palette.lines.nth(all - 1)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('PageUp');
  await expect(palette.lines.nth(all - 9)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Home');
  await keyboard.press('ArrowUp');
  await expect(palette.lines.nth(all - 1)).toHaveAttribute('aria-selected', 'true');

  // What the shop holds comes below, and what is chosen stays so.
  await keyboard.type('un');
  await keyboard.press('ArrowDown');
  const chosen = await palette.current.textContent();
  await expect(palette.lines.filter({ hasText: /^Uma Undertone/ })).toBeVisible();
  await expect(palette.lines.last()).toContainText('Search messages for “un”');
  await expect(palette.current).toHaveText(chosen ?? '');
  await expect(palette.field).toHaveAttribute(
    'aria-activedescendant',
    (await palette.current.getAttribute('id')) ?? 'none',
  );
});

test('an Enter and an Escape of an input method do nothing', async ({ market, signIn }) => {
  await (await market.buyer('王芳')).says('有绿茶吗？');
  const screen = await signIn();
  const palette = new Palette(screen.page, screen.words);
  await screen.open('王芳');
  await palette.open();
  const devtools = await screen.page.context().newCDPSession(screen.page);
  const composed = { selectionStart: 4, selectionEnd: 4 };
  await devtools.send('Input.imeSetComposition', { text: 'wang', ...composed });
  for (const key of ['Enter', 'Escape'] as const) {
    const press = { key, code: key, windowsVirtualKeyCode: 229 };
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...press });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press });
  }
  await expect(palette.dialog).toBeVisible();
  await devtools.send('Input.insertText', { text: '王芳' });
  await expect(palette.current).toContainText('王芳');
  // Another engine ends the composition first and tells by the key code alone.
  await palette.field.evaluate((field) => {
    for (const key of ['Enter', 'Escape']) {
      const told = { key, keyCode: 229, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', told));
    }
  });
  await expect(palette.field).toHaveValue('王芳');
  await screen.page.keyboard.press('Enter');
  await expect(screen.page.getByRole('heading', { name: '王芳' })).toBeVisible();
});

test('keys for the person and the tabs of the inbox', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  const { page } = screen;
  await screen.open('Mei Lin');
  await page.locator('body').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('c');
  // A new client is asked for their keeper; leaving that shows the line again.
  await expect(page.getByLabel('Who looks after Mei Lin?')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('w');
  await expect(page.getByLabel('Who looks after Mei Lin?')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('5');
  await expect(screen.tab('Done')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('1');
  await expect(screen.tab('Waiting')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('v');
  await expect(page.getByRole('heading', { name: 'Mei Lin' })).toBeVisible();
  await expect(page.locator('nav [aria-current="page"]')).toContainText('People');
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });
  test('characters, pinyin and English all find it', async ({ market, signIn }) => {
    await (await market.buyer('王芳')).says('有绿茶吗？');
    const screen = await signIn();
    const palette = new Palette(screen.page, screen.words);
    await screen.open('王芳');
    for (const typed of ['稍后', 'shcl', 'snooze']) {
      await palette.open();
      await palette.field.fill(typed);
      await expect(palette.current).toContainText('稍后处理');
      await screen.page.keyboard.press('Escape');
    }
    await palette.do('qwsz', '前往设置');
    await expect(screen.page.getByRole('heading', { name: '设置', exact: true })).toBeVisible();
    await screen.page.keyboard.press('?');
    await expect(screen.page.getByRole('dialog', { name: '快捷键' })).toContainText('稍后处理');
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test('axe finds no serious fault', async ({ market, signIn }) => {
      await (await market.buyer('Mei Lin')).says('Hello');
      const screen = await signIn();
      const palette = new Palette(screen.page, screen.words);
      const look = async (stop: string): Promise<void> => {
        const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
        const faults = violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n  ')}`);
        expect.soft(faults, stop).toEqual([]);
      };
      await screen.open('Mei Lin');
      await palette.open();
      await look('nothing typed');
      await palette.field.fill('mei');
      await expect(palette.lines.last()).toContainText('Search messages for “mei”');
      await expect(palette.lines.filter({ hasText: 'Mei Lin' }).first()).toBeVisible();
      await look('found');
      await palette.field.fill('qqqq');
      await expect(palette.lines).toHaveText([/^Search messages for/]);
      await look('nothing found');
      await screen.page.keyboard.press('Escape');
      await screen.page.locator('body').click({ position: { x: 4, y: 4 } });
      await screen.page.keyboard.press('?');
      await expect(screen.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await look('keys');
    });
  });
}
