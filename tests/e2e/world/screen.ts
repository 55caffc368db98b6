// The page as a seller knows it: by names and roles, not by markup.

import { expect, type Locator, type Page } from '@playwright/test';
import type { Catalogue } from './words';

/** What is on the screen, in the language of these words. */
export class Screen {
  constructor(
    readonly page: Page,
    readonly words: Catalogue,
  ) {}

  get list(): Locator {
    return this.page.getByRole('region', { name: this.words.inbox.list });
  }

  /** The rows of the list, or of what a search found. */
  get rows(): Locator {
    // What the search field offers to go on with lies in the list as well.
    return this.list.getByRole('option').and(this.page.locator(':not([role="search"] *)'));
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  get thread(): Locator {
    return this.page.getByRole('log', { name: this.words.thread.messages });
  }

  /** What was said; only what has been accepted, and notes. */
  said(text: string): Locator {
    return this.thread.locator('[data-key]:not([data-key="null"])').filter({ hasText: text });
  }

  /** What has not arrived yet. */
  get outbox(): Locator {
    return this.thread.locator('[data-outbox]');
  }

  /** The page of everything that has not arrived. */
  get outboxPage(): Locator {
    return this.page.getByRole('main', { name: this.words.outbox.title, exact: true });
  }

  /** What one part of that page lists. */
  unsent(part: 'stopped' | 'leaving' | 'later'): Locator {
    return this.outboxPage.locator(`[data-list="${part}"] [data-outbox]`);
  }

  get composer(): Locator {
    return this.page.locator('[data-mode]');
  }

  get reply(): Locator {
    return this.page.locator('[data-mode="reply"]').getByRole('textbox');
  }

  get note(): Locator {
    return this.page.getByRole('textbox', { name: this.words.composer.noteLabel });
  }

  get search(): Locator {
    return this.page.getByRole('combobox', { name: this.words.search.label });
  }

  /** What a search was understood as. */
  get understood(): Locator {
    return this.list.locator('[data-understood]');
  }

  get foot(): Locator {
    return this.page.getByRole('status', { name: this.words.foot.label });
  }

  get toasts(): Locator {
    return this.page.getByRole('region', { name: this.words.toast.label });
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
    await expect(this.reply).toHaveAccessibleName(this.words.composer.replyLabel(name));
  }

  /** Writes a reply and sends it. */
  async answer(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.reply.press('Enter');
    await expect(this.reply).toHaveValue('');
  }

  /** Goes to a page through the navigation. */
  async goTo(page: 'inbox' | 'outbox' | 'settings' | 'today'): Promise<void> {
    await this.page.locator(`nav a[href="#${page}"]`).click();
  }

  /** Asks for another try at once, where the foot offers it. */
  async tryNow(): Promise<void> {
    const again = this.foot.getByRole('button', { name: this.words.outbox.tryNow });
    // It goes away by itself when the network is back.
    if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined);
  }

  /** Waits until the marketplace is heard. */
  async online(): Promise<void> {
    await expect(this.foot).toContainText(this.words.foot.online);
  }
}
