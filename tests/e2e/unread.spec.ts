// Reading, which answers nobody and is told to the marketplace.

import { expect, test, type Market, type Screen } from './world';
import { send } from './world/bazaar';

const unread = (screen: Screen, name: string) =>
  screen.row(name).getByText(screen.words.triage.unread);

/** How far the marketplace says that the seller has read, conversation by conversation. */
async function readThere(market: Market): Promise<number> {
  const head = (await send('GET', `${market.url}/v1/changes`, market.sellerToken)) as {
    history: string;
  };
  const all = `${market.url}/v1/history?limit=200&before=${head.history}`;
  const page = (await send('GET', all, market.sellerToken)) as {
    changes: { record: { sellerRead?: string } }[];
  };
  return page.changes.filter(({ record }) => typeof record.sellerRead === 'string').length;
}

test('passing by reads nothing, looking does, and the marketplace is told', async ({
  market,
  signIn,
}) => {
  for (const name of ['Mei Lin', 'Jonas Weber', '王芳']) {
    await (await market.buyer(name, `Cup for ${name}`)).says(`A question from ${name}`);
  }
  const screen = await signIn();
  const { keyboard } = screen.page;
  await expect(unread(screen, 'Mei Lin')).toHaveCount(1);
  for (const key of ['j', 'j', 'j', 'k']) await keyboard.press(key);
  await expect(screen.reply).toHaveAccessibleName('Reply to Jonas Weber');
  await expect(unread(screen, 'Jonas Weber')).toHaveCount(0);
  await expect(unread(screen, 'Mei Lin')).toHaveCount(1);
  await expect(unread(screen, '王芳')).toHaveCount(1);
  await expect(screen.page).toHaveTitle('(3) Rapport');
  await expect.poll(() => readThere(market)).toBe(1);

  // Marked by hand it stays so while it is open, and is read when one comes back to it.
  await keyboard.press('u');
  await expect(unread(screen, 'Jonas Weber')).toHaveCount(1);
  await expect(screen.toasts).toContainText('Jonas Weber: marked as unread.');
  await screen.page.waitForTimeout(1500);
  await expect(unread(screen, 'Jonas Weber')).toHaveCount(1);
  await keyboard.press('k');
  await keyboard.press('j');
  await expect(unread(screen, 'Jonas Weber')).toHaveCount(0);
});

test('a whole selection is done with one key and taken back with one', async ({
  market,
  signIn,
}) => {
  for (const name of ['Mei Lin', 'Jonas Weber', '王芳', 'Ana Silva']) {
    await (await market.buyer(name, `Cup for ${name}`)).says(`A question from ${name}`);
  }
  const screen = await signIn();
  const { keyboard } = screen.page;
  await expect(screen.rows).toHaveCount(4);
  await keyboard.press('j');
  await keyboard.press('x');
  await keyboard.press('Shift+J');
  await keyboard.press('Shift+J');
  const bar = screen.page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('3 selected of 4');
  await expect(screen.row('Jonas Weber')).toHaveAttribute('aria-checked', 'true');
  await keyboard.press('e');
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.toasts).toContainText('3 conversations: marked as done.');
  await expect(screen.reply).toHaveAccessibleName('Reply to Ana Silva');
  await expect(bar).toHaveCount(0);
  await keyboard.press('z');
  await expect(screen.rows).toHaveCount(4);
  await expect(screen.toasts).toContainText('Undone: 3 conversations are as they were.');

  await keyboard.press('Control+a');
  await expect(bar).toContainText('4 selected');
  await keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await screen.row('Mei Lin').click({ modifiers: ['Control'] });
  await screen.row('王芳').click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('3 selected of 4');
  await bar.getByRole('button', { name: 'Snooze' }).click();
  await screen.page.getByRole('dialog').getByRole('button', { name: 'Tomorrow morning' }).click();
  await expect(screen.rows).toHaveCount(1);
  await screen.tab('Snoozed').click();
  await expect(screen.rows).toHaveCount(3);
});
