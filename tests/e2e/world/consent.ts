// The seller in front of the system's browser, on the marketplace's own page.

import { expect, type Page } from '@playwright/test';

/** Does something that opens the browser, and has the page that it shows. */
export async function browserOpenedBy(page: Page, act: () => Promise<void>): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await act();
  return opened;
}

/** Says which shop is theirs, where the marketplace does not know it yet, and agrees. */
export async function agree(browser: Page, shop = 'Jade & Clay'): Promise<void> {
  await decide(browser, shop, 'Agree');
}

/** Says no. */
export async function refuse(browser: Page, shop = 'Jade & Clay'): Promise<void> {
  await decide(browser, shop, 'Do not agree');
}

async function decide(browser: Page, shop: string, what: string): Promise<void> {
  const mine = browser.getByRole('button', { name: shop });
  const answer = browser.getByRole('button', { name: what, exact: true });
  await expect(mine.or(answer).first()).toBeVisible();
  if (await mine.isVisible()) await mine.click();
  await answer.click();
}
