// Every screen and state that a seller can come to, one after the other. What is looked for there is
// the journey's business: unmarked letters, faults of accessibility, or just a picture.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Desk } from './desk';
import { Gateway } from './gateway';
import type { Market } from './market';
import { root } from './places';

/** What is done at each stop. */
export type Look = (name: string) => Promise<void>;

/** What a tour goes with. */
export interface Tour {
  page: Page;
  market: Market;
  desk: Desk;
  /** What is added to the page's address. */
  query: string;
  look: Look;
}

/** The ways in: no store, no account, no key. */
export async function waysIn({ page, market, desk, query, look }: Tour): Promise<void> {
  const show = async (passphrase: boolean): Promise<void> => {
    await desk.start({ passphrase });
    await page.goto(desk.address(query));
    await expect(page.locator('main button').first()).toBeVisible();
  };
  await show(true);
  await look('passphrase-first');
  await page.locator('input').first().fill('short');
  await page.locator('form button').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look('passphrase-too-short');
  await page.locator('input').first().fill('long enough to protect');
  await page.locator('input').nth(1).fill('long enough to protect');
  await page.locator('form button').click();
  await expect(page.locator('input')).toHaveCount(3);
  await look('connect');
  await page.locator('form button').first().click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look('connect-missing');
  await page.locator('summary').click();
  await expect(page.locator('form button').nth(1)).toBeVisible();
  await look('connect-with-token');
  await page.locator('input').first().fill(market.url);
  await page.locator('form button').first().click();
  await expect(page.locator('input[readonly]')).toBeVisible();
  await look('connect-waiting');
  await desk.stop();

  await show(true);
  await look('passphrase');
  await page.locator('input').fill('not the one');
  await page.locator('form button').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look('passphrase-wrong');
  await desk.stop();
}

/** What is said when a store is there and cannot be opened. */
export async function closedStores({ page, desk, query, look }: Tour): Promise<void> {
  const show = async (): Promise<void> => {
    await desk.start({});
    await page.goto(desk.address(query));
    await expect(page.locator('main button').first()).toBeVisible();
    await expect(page.locator('main h1')).toBeVisible();
  };
  await show();
  await desk.stop();
  const bringBack = desk.hideKey();
  await show();
  await look('key-missing');
  await desk.stop();
  writeFileSync(desk.keyFile, Buffer.alloc(32, 7), { mode: 0o600 });
  await show();
  await look('key-wrong');
  await desk.stop();
  bringBack();
  const store = join(desk.profile, 'rapport.db');
  const bytes = readFileSync(store);
  bytes.fill(0x5a, 4096);
  writeFileSync(store, bytes);
  await show();
  await look('store-broken');
  await desk.stop();
}

/** The inbox with everything that can be in it. */
export async function inbox({ page, market, desk, query, look }: Tour): Promise<void> {
  const gateway = await Gateway.before(market.url);
  try {
    gateway.refuse = (said) => (said.includes('0171') ? 'Leave out telephone numbers.' : null);
    const buyer = await market.buyer('Mei Lin', 'Celadon tea cup');
    await buyer.says('Does the cup come with a saucer? See https://example.org/cup');
    await buyer.shows(readFileSync(join(root, 'assets/icons/128x128.png')), 'Like this one');
    const { sellerToken } = market;
    await desk.start({ market: { url: gateway.url, sellerToken } });
    await page.goto(desk.address(query));
    const row = page.getByRole('option').filter({ hasText: 'Mei Lin' });
    await expect(row).toBeVisible();
    await expect(page.locator('[data-tone="good"]')).toBeVisible();
    await look('inbox');
    const outbox = page.locator('main:has([data-list])');
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await expect(page.locator('main h1')).toBeVisible();
    await look('outbox-empty');
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    const said = page.locator('[data-key]');
    // A list takes no clicks while it scrolls, and this row is scrolled to.
    await expect(async () => {
      await row.click();
      await expect(said.filter({ hasText: 'Like this one' })).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await look('thread');

    const field = page.locator('[data-mode] textarea');
    await field.fill('x'.repeat(2010));
    await expect(page.getByRole('alert')).toBeVisible();
    await look('reply-too-long');
    await field.fill('Call me: 0171 555');
    await field.press('Enter');
    const stopped = page.locator('[data-outbox="rejected"]');
    await expect(stopped).toBeVisible();
    await look('rejected');
    await stopped.getByRole('button').first().click();
    await expect(stopped.locator('textarea')).toBeVisible();
    await look('rejected-editing');
    await stopped.getByRole('button').first().click();
    await field.fill('Good morning');
    await field.press('Control+Shift+Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('send-later');
    await page.getByRole('dialog').getByRole('button').first().click();
    await expect(page.locator('[data-outbox="scheduled"]')).toBeVisible();
    await field.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await expect(outbox.locator('[data-outbox]')).toHaveCount(2);
    await look('outbox');
    await page.keyboard.press('g');
    await page.keyboard.press('i');

    await page.locator('[data-mode] [role="tab"]').nth(1).click();
    await look('note-writing');
    await field.fill('Always asks for a saucer.');
    await field.press('Enter');
    await expect(said.filter({ hasText: 'Always asks' })).toBeVisible();
    await look('note');
    await field.press('Escape');

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('keys');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await said.locator('button').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('link');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.locator('nav button[aria-haspopup="menu"]').click();
    await expect(page.getByRole('menu')).toBeVisible();
    await look('appearance');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();

    await said.locator('button img').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('picture');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    const account = page.locator('[data-account]');
    await expect(account).toBeVisible();
    await look('settings');
    await account.getByRole('button').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('disconnect');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.keyboard.press('g');
    await page.keyboard.press('i');

    const search = page.getByRole('search').getByRole('combobox');
    await search.fill('saucer');
    await expect(page.locator('mark').first()).toBeVisible();
    await look('search');
    await search.fill('saucer -elephant has:');
    await expect(page.getByRole('search').getByRole('option')).toHaveCount(1);
    await look('search-options');
    await search.fill('elephant');
    await expect(page.locator('mark')).toHaveCount(0);
    await look('search-empty');
    await search.press('Escape');

    await triage(page, row, look);
    await page.keyboard.press('e');
    await expect(row).toHaveCount(0);
    await look('waiting-empty');
    const tabs = page.locator('section [role="tablist"]').first().getByRole('tab');
    await tabs.nth(4).click();
    await expect(row).toBeVisible();
    await row.click();
    await expect(said.filter({ hasText: 'Like this one' })).toBeVisible();
    await look('done');

    await market.stop();
    await expect(page.locator('[data-tone="away"], [data-tone="trouble"]')).toBeVisible();
    await look('offline');
    await market.start();
    market.revoke();
    await expect(page.locator('[data-tone="trouble"]')).toBeVisible({ timeout: 60_000 });
    await look('revoked');
  } finally {
    gateway.close();
    await desk.stop();
  }
}

/** What is done to put a conversation in its place, each state once. */
async function triage(page: Page, row: Locator, look: Look): Promise<void> {
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');
  await keyboard.press('*');
  await keyboard.press('t');
  await dialog.getByRole('combobox').fill('VIP');
  await keyboard.press('Enter');
  await expect(dialog.getByText('VIP')).toBeVisible();
  await look('tags');
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await keyboard.press('m');
  await expect(dialog).toBeVisible();
  await look('mute');
  await dialog.getByRole('button').first().click();
  await expect(dialog).toHaveCount(0);
  await keyboard.press('u');
  await keyboard.press('x');
  await expect(page.getByRole('toolbar')).toBeVisible();
  await look('selection');
  await keyboard.press('Escape');
  await page.locator('main header button[aria-haspopup="menu"]').click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('thread-menu');
  await keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await keyboard.press('s');
  await dialog.getByRole('textbox').fill('2d');
  await look('snooze');
  await keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  const tabs = page.locator('section [role="tablist"]').first().getByRole('tab');
  await tabs.nth(3).click();
  await look('drafts');
  await tabs.nth(2).click();
  await row.click();
  await expect(page.locator('header [data-snooze]')).toBeVisible();
  await look('snoozed');
  await keyboard.press('s');
  await dialog.getByRole('button').nth(-2).click();
  await tabs.nth(0).click();
  await expect(row).toBeVisible();
  await row.click();
  await expect(page.locator('[data-mode]')).toBeVisible();
}
