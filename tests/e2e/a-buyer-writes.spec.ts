import type { Page } from '@playwright/test';
import { expect, test } from './world';

const LIMIT_MS = 1000;

/** Notes when each of these words is painted: in the frame after the one that put it there. */
async function watchFor(page: Page, words: string[]): Promise<void> {
  await page.evaluate((wanted) => {
    const painted: Record<string, number> = {};
    Object.assign(window, { painted });
    const look = (): void => {
      for (const word of wanted) {
        if (word in painted || !document.body.innerText.includes(word)) continue;
        painted[word] = Number.NaN;
        requestAnimationFrame(() => requestAnimationFrame(() => (painted[word] = Date.now())));
      }
    };
    const watcher = new MutationObserver(look);
    // A row is there before it is measured, and seen only after: that is a change of its style.
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    watcher.observe(document.body, all);
  }, words);
}

/** When that word was painted. */
async function paintedAt(page: Page, word: string): Promise<number> {
  const at = await page.waitForFunction((wanted) => {
    const { painted } = window as unknown as { painted: Record<string, number> };
    const time = painted[wanted];
    return time === undefined || Number.isNaN(time) ? null : time;
  }, word);
  return (await at.jsonValue()) ?? Number.NaN;
}

test('what a buyer writes is painted within a second, untouched', async ({ market, signIn }) => {
  const known = await market.buyer('Mei Lin');
  await known.says('Good morning');
  const screen = await signIn();
  await screen.open('Mei Lin');
  const stranger = await market.buyer('Amara Diallo', 'Jade pendant');

  const words = ['in-the-open-thread', 'from-a-stranger', 'once-more', 'and-again'];
  await watchFor(screen.page, words);
  const figures: number[] = [];
  for (const [index, word] of words.entries()) {
    const sent = Date.now();
    await (index === 1 ? stranger : known).says(`Hello ${word}`);
    figures.push((await paintedAt(screen.page, word)) - sent);
  }

  console.log(`painted after ${figures.join(', ')} ms`);
  for (const figure of figures) expect(figure).toBeLessThan(LIMIT_MS);
  await expect(screen.said('in-the-open-thread')).toBeVisible();
  await expect(screen.row('Amara Diallo')).toContainText('from-a-stranger');
});

test('a notification leads to its conversation', async ({ market, desk, signIn }) => {
  const one = await market.buyer('Mei Lin');
  await one.says('First');
  const other = await market.buyer('Jonas Weber', 'Jade pendant');
  await other.says('Second');
  const screen = await signIn();
  await screen.open('Mei Lin');

  const id = await screen.row('Jonas Weber').getAttribute('data-conversation');
  await desk.clickNotification(id ?? '');

  await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
  await expect(screen.said('Second')).toBeVisible();
});

test('words from outside are words, and a link says where it leads', async ({ market, signIn }) => {
  const buyer = await market.buyer('<b>Bold</b>');
  await buyer.says('<img src=x onerror="document.title=1"> see https://example.org/cup?a=1 please');
  const screen = await signIn();
  await screen.open('<b>Bold</b>');
  await expect(screen.said('<img src=x onerror="document.title=1">')).toBeVisible();
  await expect(screen.page).toHaveTitle('(1) Rapport');

  await screen.button('https://example.org/cup?a=1').click();
  const dialog = screen.page.getByRole('dialog', { name: 'Open this address in your browser?' });
  await expect(dialog).toContainText('https://example.org/cup?a=1');
  await screen.button('Cancel').click();
  await expect(dialog).toBeHidden();
});
