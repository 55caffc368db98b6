import { expect, test, type Screen } from './world';

test.describe('the language of search', () => {
  test('narrows by name and word, and says what it understood', async ({ market, signIn }) => {
    const mei = await market.buyer('Mei Lin', 'Celadon cup');
    await mei.says('Is the celadon one there?');
    await mei.says('And a refund if the celadon breaks?');
    const jonas = await market.buyer('Jonas Weber', 'Jade pendant');
    await jonas.says('The other celadon one');
    const screen = await signIn();
    await expect(screen.rows).toHaveCount(2);
    const echo = screen.understood;

    await screen.search.fill('celadon');
    await expect(screen.rows.locator('mark')).toHaveCount(3);
    await expect(echo).toBeHidden();

    await screen.search.fill('celadon from:mei');
    await expect(screen.rows.locator('mark')).toHaveCount(2);
    await expect(echo).toHaveText('Messages from Mei Lin, with “celadon”');

    await screen.search.fill('from:mei celadon -refund ');
    await expect(screen.rows.locator('mark')).toHaveCount(1);
    await expect(echo).toHaveText('Messages from Mei Lin, with “celadon”, without “refund”');

    await screen.search.fill('celadon from:nobody');
    await expect(screen.list.getByText('Nothing found.')).toBeVisible();
    await expect(echo).toContainText('from “nobody”, and nobody is called that');
  });

  test('leads to the person and to the conversation about a product', async ({
    market,
    signIn,
  }) => {
    const mei = await market.buyer('Mei Lin', 'Celadon cup');
    await mei.says('Is it there?');
    const screen = await signIn();
    await expect(screen.rows).toHaveCount(1);
    const records = screen.list.getByRole('region', { name: 'People, products, orders' });

    await screen.search.fill('celad');
    await records.getByRole('button', { name: 'Celadon cup' }).click();
    await expect(screen.reply).toHaveAccessibleName('Reply to Mei Lin');
    await screen.search.fill('lin');
    await records.getByRole('button', { name: 'Mei Lin' }).click();
    await expect(screen.page.getByRole('heading', { name: 'Mei Lin' })).toBeVisible();
  });

  test('speaks Chinese', async ({ market, signIn }) => {
    const wang = await market.buyer('王芳', '绿茶礼盒');
    await wang.says('这款绿茶还有货吗？');
    const li = await market.buyer('李强', '红茶');
    await li.says('绿茶和红茶可以一起送吗？');
    const screen = await signIn();
    await screen.search.fill('绿茶');
    await expect(screen.rows).toHaveCount(2);
    await screen.search.fill('来自：王芳 绿茶');
    await expect(screen.rows).toHaveCount(1);
    await expect(screen.understood).toHaveText('Messages from 王芳, with “绿茶”');
  });
});

/** What the search field offers to go on with. */
const offered = (screen: Screen) =>
  screen.page.getByRole('listbox', { name: screen.words.search.options }).getByRole('option');

test.describe('a search is completed', () => {
  test('by keys: what narrows, then a name of the shop', async ({ market, signIn }) => {
    const mei = await market.buyer('Mei Lin', 'Celadon cup');
    await mei.says('Is the celadon one there?');
    const jonas = await market.buyer('Jonas Weber', 'Jade pendant');
    await jonas.says('The other celadon one');
    const screen = await signIn();
    await expect(screen.rows).toHaveCount(2);
    const { page } = screen;
    const options = offered(screen);

    await page.keyboard.press('/');
    await expect(options).toHaveText([
      /^from:/,
      /^product:/,
      /^order:/,
      /^is:/,
      /^has:/,
      /^before:/,
      /^after:/,
    ]);
    await page.keyboard.type('celadon fr');
    await expect(options).toHaveText([/^from: ?who wrote it/]);
    // Without a choice Enter and the field are what they always were.
    await expect(screen.search).not.toHaveAttribute('aria-activedescendant');
    await page.keyboard.press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(screen.search).toHaveValue('celadon from:');
    await expect(options).toHaveText([/^me/]);
    await page.keyboard.type('li');
    await expect(options).toHaveText([/^Mei Lin/]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await expect(screen.search).toHaveValue('celadon from:"Mei Lin" ');
    await expect(options).toHaveCount(0);
    await expect(screen.understood).toHaveText('Messages from Mei Lin, with “celadon”');
    await expect(screen.rows).toHaveCount(1);
    await page.keyboard.type('-pr');
    await expect(options).toHaveText([/^-product:/]);
    await page.keyboard.press('Escape');
    await expect(options).toHaveCount(0);
    await expect(screen.search).toHaveValue('celadon from:"Mei Lin" -pr');
    await page.keyboard.press('Escape');
    await expect(screen.search).toHaveValue('');
  });

  test('by mouse, and an input method is left alone', async ({ market, signIn }) => {
    const mei = await market.buyer('Mei Lin', 'Celadon cup');
    await mei.says('Is it there?');
    const screen = await signIn();
    await expect(screen.rows).toHaveCount(1);
    const options = offered(screen);
    await screen.search.click();
    await options.filter({ hasText: 'product:' }).click();
    await expect(screen.search).toBeFocused();
    await screen.page.keyboard.type('cel');
    await options.filter({ hasText: 'Celadon cup' }).click();
    await expect(screen.search).toHaveValue('product:"Celadon cup" ');
    await expect(screen.rows).toHaveCount(1);

    await screen.search.fill('');
    const cdp = await screen.page.context().newCDPSession(screen.page);
    await cdp.send('Input.imeSetComposition', { text: 'fr', selectionStart: 2, selectionEnd: 2 });
    await expect(screen.search).toHaveValue('fr');
    await expect(options).toHaveCount(0);
    await cdp.send('Input.insertText', { text: 'from' });
    await expect(options).toHaveCount(1);
  });

  for (const locale of ['en-GB', 'zh-CN'] as const) {
    test.describe(locale, () => {
      test.use({ locale });
      // What the page offers must be what the core reads.
      test('whatever is offered is understood', async ({ market, signIn }) => {
        const mei = await market.buyer('Mei', 'Cup');
        await mei.says('Is it there?');
        const screen = await signIn();
        await expect(screen.rows).toHaveCount(1);
        const { operators, values } = screen.words.search;
        const options = offered(screen);
        for (const { name } of [operators.is, operators.has, operators.before, operators.after]) {
          await screen.search.fill(`${name}:`);
          const count = await options.count();
          expect(count).toBeGreaterThan(0);
          for (let at = 0; at < count; at += 1) {
            await screen.search.fill(`${name}:`);
            await options.nth(at).click();
            const typed = (await screen.search.inputValue()).trim();
            await expect(screen.page.locator(`[data-answered="${typed}"]`)).toBeVisible();
            await expect(screen.understood, typed).toBeVisible();
            await expect(screen.understood, typed).not.toContainText('“');
          }
        }
        for (const value of [`${operators.from.name}:${values.me.name}`]) {
          await screen.search.fill(value);
          await expect(screen.understood).not.toContainText('“');
        }
      });
    });
  }
});

test('notes are found, and the words are marked where a hit is opened', async ({
  market,
  signIn,
}) => {
  const mei = await market.buyer('Mei Lin', 'Celadon cup');
  await mei.says('See https://tea.example/celadon for the Celadon I mean');
  const screen = await signIn();
  const { page } = screen;
  await screen.open('Mei Lin');
  await page.keyboard.press('n');
  await screen.note.fill('Collects celadon since 2019');
  await screen.note.press('Control+Enter');
  await expect(screen.said('since 2019')).toBeVisible();

  await screen.search.fill('celadon');
  await expect(screen.rows).toHaveCount(2);
  await expect(screen.rows.first()).toContainText(screen.words.search.note);
  await screen.search.press('Enter');
  await expect(screen.said('since 2019').locator('mark')).toHaveText(['celadon']);
  await screen.search.press('Enter');
  await expect(screen.said('tea.example').locator('mark')).toHaveText(['celadon', 'Celadon']);
  await expect(screen.said('since 2019').locator('mark')).toHaveCount(0);
  // Out of the field, j and k step through what was found as well.
  await page.locator('body').click({ position: { x: 4, y: 4 } });
  await page.keyboard.press('k');
  await expect(screen.said('since 2019').locator('mark')).toHaveText(['celadon']);

  await screen.search.fill('celadon is:note');
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.understood).toHaveText('Messages that are notes, with “celadon”');
  await screen.search.fill('celadon -is:note');
  await expect(screen.rows).toHaveCount(1);
});

for (const locale of ['en-GB', 'zh-CN'] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('the index is checked and built anew', async ({ market, signIn }) => {
      const mei = await market.buyer('Mei Lin');
      await mei.says('Is the celadon there?');
      const screen = await signIn();
      await expect(screen.rows).toHaveCount(1);
      const { page, words } = screen;
      await page.keyboard.press('g');
      await page.keyboard.press('s');
      const section = page.getByRole('region', { name: words.search.index });
      await expect(section.getByRole('status')).toHaveText(words.search.unchecked);
      await section.getByRole('button', { name: words.search.check }).click();
      await expect(section.getByRole('status')).toContainText('1');
      await expect(section.getByRole('status')).not.toHaveText(words.search.unchecked);
      await section.getByRole('button', { name: words.search.rebuild }).click();
      await expect(screen.toasts).toContainText(words.search.rebuilt);
      await expect(section.getByRole('status')).toHaveText(words.search.unchecked);
      await page.keyboard.press('g');
      await page.keyboard.press('i');
      await screen.search.fill('celadon');
      await expect(screen.rows.locator('mark')).toHaveText(['celadon']);
    });
  });
}
