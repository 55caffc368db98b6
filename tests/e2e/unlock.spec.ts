import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './world';

const PASSPHRASE = '雨前龙井 and a dragon well';

test('a passphrase is chosen, a wrong one is refused in words, the right one opens', async ({
  desk,
  view,
}) => {
  const { page } = view;
  const trouble = page.getByRole('alert');
  await page.goto(await desk.start({ passphrase: true }));
  await expect(page.getByRole('heading', { name: 'Choose a passphrase' })).toBeVisible();

  const choose = view.button('Start with this passphrase');
  await page.getByLabel('Passphrase').fill('short');
  await choose.click();
  await expect(trouble).toContainText('at least 10 characters');
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByLabel('Repeat it').fill(`${PASSPHRASE}s`);
  await choose.click();
  await expect(trouble).toHaveText('The two are not the same.');
  await page.getByLabel('Repeat it').fill(PASSPHRASE);
  await choose.click();
  await expect(page.getByRole('heading', { name: /^Connect your first/ })).toBeVisible();

  await desk.stop();
  await page.goto(await desk.start({ passphrase: true }));
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.getByLabel('Passphrase').fill('another passphrase');
  await page.getByLabel('Passphrase').press('Enter');
  await expect(trouble).toHaveText('This passphrase does not fit. Please try again.');
  await page.getByLabel('Passphrase').fill(PASSPHRASE);
  await page.getByLabel('Passphrase').press('Enter');
  await expect(page.getByRole('heading', { name: /^Connect your first/ })).toBeVisible();
});

test('a missing key asks, never makes a new one, and opens once it is back', async ({
  market,
  desk,
  signIn,
  view,
}) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  await signIn();
  await expect(view.row('Mei Lin')).toBeVisible();
  await desk.stop();
  const store = readFileSync(join(desk.profile, 'rapport.db'));
  const bringBack = desk.hideKey();

  await view.page.goto(await desk.start({}));
  const missing = view.page.getByRole('heading', { name: 'The key to your store is missing' });
  await expect(missing).toBeVisible();
  await view.button('Try again').click();
  await expect(missing).toBeVisible();
  expect(() => readFileSync(desk.keyFile)).toThrow('ENOENT');
  expect(readFileSync(join(desk.profile, 'rapport.db')).equals(store)).toBe(true);

  bringBack();
  await view.button('Try again').click();
  await expect(view.row('Mei Lin')).toBeVisible();
});

test('a key that does not fit is refused in words', async ({ market, desk, signIn, view }) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  await signIn();
  await desk.stop();
  const bringBack = desk.hideKey();
  writeFileSync(desk.keyFile, Buffer.alloc(32, 7), { mode: 0o600 });

  await view.page.goto(await desk.start({}));
  await expect(view.page.getByRole('heading', { name: 'The key does not fit' })).toBeVisible();
  await desk.stop();
  bringBack();
  await view.page.goto(await desk.start({}));
  await expect(view.row('Mei Lin')).toBeVisible();
});
