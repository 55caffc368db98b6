// The page as a seller knows it: by names and roles, not by markup.

import { expect, type Locator, type Page } from '@playwright/test';

/** What is on the screen in English. */
export class Screen {
  constructor(readonly page: Page) {}

  get list(): Locator {
    return this.page.getByRole('region', { name: 'Conversations' });
  }

  /** The rows of the list, or of what a search found. */
  get rows(): Locator {
    return this.list.getByRole('option');
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  get thread(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  /** What was said; only what has been accepted, and notes. */
  said(text: string): Locator {
    return this.thread.locator('[data-key]:not([data-key="null"])').filter({ hasText: text });
  }

  /** What has not arrived yet. */
  get outbox(): Locator {
    return this.thread.locator('[data-outbox]');
  }

  get composer(): Locator {
    return this.page.locator('[data-mode]');
  }

  get reply(): Locator {
    return this.page.getByRole('textbox', { name: /^Reply to/ });
  }

  get note(): Locator {
    return this.page.getByRole('textbox', { name: 'Private note, seen only by you' });
  }

  get search(): Locator {
    return this.page.getByRole('textbox', { name: 'Search messages' });
  }

  get foot(): Locator {
    return this.page.getByRole('status', { name: 'Connection' });
  }

  get toasts(): Locator {
    return this.page.getByRole('region', { name: 'What just happened' });
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Opens the conversation with that person. */
  async open(name: string): Promise<void> {
    await this.row(name).click();
    await expect(this.row(name)).toHaveAttribute('aria-selected', 'true');
    await expect(this.reply).toHaveAccessibleName(`Reply to ${name}`);
  }

  /** Writes a reply and sends it. */
  async answer(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.reply.press('Enter');
    await expect(this.reply).toHaveValue('');
  }

  /** Waits until the marketplace is heard. */
  async online(): Promise<void> {
    await expect(this.foot).toContainText('Online');
  }
}
