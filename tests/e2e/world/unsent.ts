// A shop whose replies do not all arrive, and what the seller does about them.

import type { Locator } from '@playwright/test';
import { expect, test as base, type Buyer, type Screen } from '../world';
import { Gateway, type Fate } from './gateway';

export const WHY = 'Leave out telephone numbers.';
const HOUR_MS = 3_600_000;
/** So soon is what leaves in an hour, by a clock that was set back, in truth. */
const SOON_MS = 6000;

interface Outbox {
  gateway: Gateway;
  /** A buyer who has written. */
  buyer: Buyer;
  /** Signs in at the gateway and opens the buyer's conversation. */
  work: () => Promise<Screen>;
}

export const test = base.extend<Outbox>({
  gateway: async ({ market }, use) => {
    const gateway = await Gateway.before(market.url);
    await use(gateway);
    gateway.close();
  },
  buyer: async ({ market }, use) => {
    const buyer = await market.buyer('Mei Lin');
    await buyer.says('Is the green one still there?');
    await use(buyer);
  },
  work: async ({ market: { sellerToken }, gateway, buyer, desk, view }, use) => {
    await use(async () => {
      await view.page.goto(await desk.start({ market: { url: gateway.url, sellerToken } }));
      await view.online();
      await view.open(buyer.name);
      return view;
    });
  },
});

/** Holds the operation with these words open; the answer decides what becomes of it. */
export function hold(gateway: Gateway, words: string): (fate: Fate) => void {
  let release: (fate: Fate) => void = () => undefined;
  const fate = new Promise<Fate>((resolve) => (release = resolve));
  gateway.decide = (said) => (said.includes(words) ? fate : 'passes');
  return release;
}

/** What becomes of the first operation with these words. */
export function once(gateway: Gateway, words: string, fate: Fate): void {
  gateway.decide = (said) => {
    if (!said.includes(words)) return 'passes';
    gateway.decide = () => 'passes';
    return fate;
  };
}

/** The next operation does not arrive, and from then on nobody is heard until the gateway opens. */
export function breakOff(gateway: Gateway): void {
  gateway.decide = () => {
    gateway.decide = () => 'passes';
    gateway.close();
    return 'isSwallowed';
  };
}

export async function choose(entry: Locator, name: string): Promise<void> {
  await entry.getByRole('button', { name, exact: true }).click();
}

/** Changes the words of an entry. */
export async function reword(screen: Screen, entry: Locator, text: string): Promise<void> {
  const { outbox } = screen.words;
  await choose(entry, outbox.edit);
  await screen.page.getByRole('textbox', { name: outbox.editLabel, exact: true }).fill(text);
  const scheduled = (await entry.getAttribute('data-outbox')) === 'scheduled';
  await choose(entry, scheduled ? outbox.saveLater : outbox.save);
}

/** The state that it is in. */
export function stands(entry: Locator, state: string): Promise<void> {
  return expect(entry).toHaveAttribute('data-outbox', state);
}

/** Asks for a time, with the page's clock set back so that an hour is over in a moment. */
export async function sendSoon(screen: Screen, text: string): Promise<void> {
  const { page, words } = screen;
  await screen.reply.fill(text);
  await page.clock.setFixedTime(Date.now() - HOUR_MS + SOON_MS);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await screen.button(words.sendLater.open).click();
  await screen.button(words.sendLater.inAnHour).click();
  await stands(screen.outbox, 'scheduled');
}
