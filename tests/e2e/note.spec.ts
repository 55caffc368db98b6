import type { Locator } from '@playwright/test';
import { expect, test } from './world';

const SECRET = 'Haggles always. 一定会砍价。';

function colours(box: Locator): Promise<string[]> {
  return box.evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.backgroundColor, style.borderTopColor];
  });
}

test('a note looks unlike a reply, and never leaves', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Could you do a better price?');
  const screen = await signIn();
  await screen.open('Mei Lin');

  const asReply = await colours(screen.composer);
  await expect(screen.button('Send')).toBeVisible();
  await screen.composer.getByRole('tab', { name: 'Private note' }).click();
  const asNote = await colours(screen.composer);
  expect(asNote[0]).not.toEqual(asReply[0]);
  expect(asNote[1]).not.toEqual(asReply[1]);
  await expect(screen.button('Send')).toHaveCount(0);
  await expect(screen.composer).toContainText('Never sent. Only you can see it.');

  await screen.note.fill(SECRET);
  await screen.button('Save note').click();
  await expect(screen.said(SECRET)).toContainText('Private note');
  await expect(screen.outbox).toHaveCount(0);
  // A note answers nobody.
  await expect(screen.tab('Waiting')).toContainText('1');

  // What is sent after it has arrived, and it has not.
  await screen.composer.getByRole('tab', { name: 'Reply' }).click();
  await screen.answer('The price is firm.');
  await expect.poll(() => buyer.answers()).toEqual(['The price is firm.']);
  expect(JSON.stringify(await buyer.thread())).not.toContain('Haggles');
});

test('a note can be undone', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const screen = await signIn();
  await screen.open('Mei Lin');
  await screen.page.keyboard.press('Escape');
  await screen.page.keyboard.press('n');
  await expect(screen.note).toBeFocused();
  await screen.note.fill(SECRET);
  await screen.note.press('Enter');
  await expect(screen.said(SECRET)).toBeVisible();

  await screen.note.press('Escape');
  await screen.page.keyboard.press('z');

  await expect(screen.toasts).toContainText('Undone: the note was removed.');
  await expect(screen.said(SECRET)).toHaveCount(0);
});
