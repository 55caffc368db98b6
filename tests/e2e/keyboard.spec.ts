import { expect, test, type Buyer } from './world';

test('a morning without the mouse', async ({ market, signIn }) => {
  const buyers: Buyer[] = [];
  for (const name of ['Mei Lin', 'Jonas Weber', '王芳']) {
    const buyer = await market.buyer(name, `Cup for ${name}`);
    await buyer.says(`A question from ${name}`);
    buyers.push(buyer);
  }
  const screen = await signIn();
  const { keyboard } = screen.page;
  const opened = (name: string) => expect(screen.reply).toHaveAccessibleName(`Reply to ${name}`);
  await expect(screen.rows).toHaveCount(3);

  await keyboard.press('j');
  await opened('Mei Lin');
  await keyboard.press('j');
  await opened('Jonas Weber');
  await keyboard.press('k');
  await opened('Mei Lin');
  await keyboard.press('ArrowDown');
  await opened('Jonas Weber');

  await keyboard.press('r');
  await expect(screen.reply).toBeFocused();
  // Letters are letters in a field.
  await keyboard.type('jknez/?');
  await expect(screen.reply).toHaveValue('jknez/?');
  await keyboard.press('Enter');
  await expect.poll(() => buyers[1]?.answers()).toEqual(['jknez/?']);
  await keyboard.press('Escape');
  await expect(screen.reply).not.toBeFocused();

  await keyboard.press('k');
  await opened('Mei Lin');
  await keyboard.press('n');
  await expect(screen.note).toBeFocused();
  await keyboard.type('prefers jade');
  await keyboard.press('Enter');
  await expect(screen.said('prefers jade')).toBeVisible();
  await keyboard.press('Escape');

  await keyboard.press('e');
  await expect(screen.row('Mei Lin')).toHaveCount(0);
  await opened('王芳');
  await keyboard.press('z');
  await expect(screen.row('Mei Lin')).toHaveCount(1);
  await opened('Mei Lin');

  await keyboard.press('/');
  await expect(screen.search).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('?');
  const keys = screen.page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await keyboard.press('j');
  await opened('Mei Lin');
  await keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('the keys begin at the top of a tab that does not hold what is open', async ({
  market,
  signIn,
}) => {
  for (const name of ['Mei Lin', 'Jonas Weber']) {
    await (await market.buyer(name, `Cup for ${name}`)).says(`A question from ${name}`);
  }
  const screen = await signIn();
  const { keyboard } = screen.page;
  const opened = (name: string) => expect(screen.reply).toHaveAccessibleName(`Reply to ${name}`);
  await expect(screen.rows).toHaveCount(2);
  await keyboard.press('j');
  await opened('Mei Lin');
  await keyboard.press('e');
  await opened('Jonas Weber');

  // The tabs have orders of their own: a place in one says nothing in another.
  await screen.tab('Done').click();
  await expect(screen.row('Mei Lin')).toBeVisible();
  await expect(screen.row('Jonas Weber')).toHaveCount(0);
  await keyboard.press('j');
  await opened('Mei Lin');
});

test('whatever has the focus shows it', async ({ market, signIn }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await screen.page.locator('body').click({ position: { x: 4, y: 4 } });

  const seen = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await screen.page.keyboard.press('Tab');
    const focused = await screen.page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (element === null || element === document.body) return null;
      const marked = (one: Element | null): boolean => {
        for (let at = one, depth = 0; at !== null && depth < 4; at = at.parentElement, depth += 1) {
          const style = getComputedStyle(at);
          if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) return true;
        }
        // The composer's frame stands for its field.
        return one?.closest('[data-mode]') !== null && one?.tagName === 'TEXTAREA';
      };
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return { name: `${element.tagName} ${name.trim()}`, marked: marked(element) };
    });
    if (focused === null || seen.has(focused.name)) continue;
    seen.add(focused.name);
    expect(focused.marked, `${focused.name} shows that it has the focus`).toBe(true);
  }
  expect([...seen].join('\n')).toContain('INPUT Search');
  expect([...seen].join('\n')).toContain('Appearance and language');
  expect([...seen].join('\n')).toContain('Reply to Mei Lin');
});
