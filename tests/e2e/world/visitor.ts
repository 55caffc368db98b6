// A buyer in a browser of their own, on the marketplace's page.

import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import type { Buyer, Market } from './market';

/** Looks at the conversation of one buyer. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  /** Comes in through the open doors; their pages are in their own language. */
  static async enter(
    browser: Browser,
    market: Market,
    buyer: Buyer,
    conversations = 'Conversations',
  ): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(market.url);
    await page.getByRole('button', { name: buyer.name }).click();
    await page.getByRole('link', { name: conversations }).waitFor();
    await page.goto(`${market.url}/conversations/${buyer.conversation}`);
    return new Visitor(page, context);
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: 'Your message' });
  }

  /** Closes the browser. */
  leave(): Promise<void> {
    return this.context.close();
  }
}
