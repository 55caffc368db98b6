import { expect, test } from './world';
import type { Screen } from './world';

/** Gives a promise from the buyer's words. */
async function promise(screen: Screen, from: string, what: string, due: string): Promise<void> {
  const { page, thread } = screen;
  await thread.locator('[data-key]').filter({ hasText: from }).hover();
  await thread
    .locator('[data-key]')
    .filter({ hasText: from })
    .getByRole('button', { name: 'Promise…' })
    .click();
  const form = page.getByRole('dialog', { name: /^Promise .* something$/ });
  await expect(form.locator('blockquote')).toHaveText(from);
  await form.getByLabel('What', { exact: true }).fill(what);
  await expect(form.getByRole('button', { name: 'Promise', exact: true })).toBeDisabled();
  await form.getByLabel('By when').fill(due);
  await form.getByRole('button', { name: 'Promise', exact: true }).click();
  await expect(form).toBeHidden();
}

test('a promise from somebody’s words is kept, moved and broken, offline too', async ({
  market,
  signIn,
}) => {
  const mei = await market.buyer('Mei Lin');
  await mei.says('Could you send the care card too?');
  await mei.says('And hold three sets until Tuesday?');
  const screen = await signIn();
  const { page, thread, toasts } = screen;
  await screen.open('Mei Lin');
  await market.stop();
  await expect(screen.foot).toContainText('Offline');

  await promise(screen, 'Could you send the care card too?', 'Send the care card', '2d');
  await expect(toasts).toContainText('Promised to Mei Lin.');
  await promise(screen, 'And hold three sets until Tuesday?', 'Hold three sets', '5d');
  // A holding reply settles nothing.
  await screen.answer('I am looking into it.');
  const panel = page.getByRole('complementary', { name: 'About the buyer' });
  await expect(panel.getByText('Send the care card')).toBeVisible();

  await screen.reply.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  const main = page.getByRole('main', { name: 'Promises' });
  const items = main.getByRole('listitem');
  await expect(items).toHaveCount(2);
  await expect(items.first()).toContainText('Send the care card');
  await expect(items.first()).toContainText('Could you send the care card too?');

  // Renegotiated: both dates stay.
  await items.first().getByRole('button', { name: 'Move' }).click();
  const move = page.getByRole('dialog', { name: 'Move the promise' });
  await move.getByLabel('By when').fill('7d');
  await move.getByLabel('Why').fill('The printer is late');
  await move.getByRole('button', { name: 'Move it' }).click();
  await expect(items.last()).toContainText('Send the care card');
  await expect(items.last()).toContainText('moved from');
  await expect(items.last()).toContainText('The printer is late');

  await items.first().getByRole('button', { name: 'Kept' }).click();
  await expect(items).toHaveCount(1);
  await expect(main.getByText('1 of 1 kept in time')).toBeVisible();
  await toasts.getByRole('button', { name: 'Undo' }).last().click();
  await expect(items).toHaveCount(2);
  await items.first().getByRole('button', { name: 'Kept' }).click();
  await expect(items).toHaveCount(1);
  await items.first().getByRole('button', { name: 'Broken' }).click();
  await expect(main.getByText('1 of 2 kept in time')).toBeVisible();
  await expect(items).toHaveCount(0);

  await screen.tab('Broken').click();
  await expect(items).toContainText('Send the care card');
  await screen.tab('Kept').click();
  await expect(items).toContainText('Hold three sets');
  await items.getByRole('button', { name: 'To the message' }).click();
  await expect(screen.reply).toHaveAccessibleName('Reply to Mei Lin');
  await expect(thread.locator('.found')).toContainText('And hold three sets until Tuesday?');
});

test('a promise given by hand is found better words, and leads to the person', async ({
  market,
  signIn,
}) => {
  await (await market.buyer('Jonas Weber')).says('Hello');
  await (await market.buyer('Mei Lin', 'Jade pendant')).says('Hello');
  const screen = await signIn();
  const { page, toasts } = screen;
  await expect(screen.rows).toHaveCount(2);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  const main = page.getByRole('main', { name: 'Promises' });
  await expect(main.getByText('Nothing here.')).toBeVisible();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'New promise' });
  await form.getByRole('combobox', { name: 'To whom' }).fill('mei');
  await expect(form.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await form.getByLabel('What', { exact: true }).fill('Look for a longer strap');
  await form.getByLabel('By when').fill('3d');
  await form.getByRole('button', { name: 'Promise', exact: true }).click();
  await expect(toasts).toContainText('Promised to Mei Lin.');

  await expect(form).toBeHidden();
  const items = main.getByRole('listitem');
  await expect(items).toContainText('Look for a longer strap');
  await page.keyboard.press('j');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('w');
  const reword = page.getByRole('dialog', { name: 'Reword the promise' });
  await reword.getByRole('textbox').fill('Look for a strap of 120 cm');
  await reword.getByRole('button', { name: 'Reword it' }).click();
  await expect(items).toContainText('Look for a strap of 120 cm');
  await toasts.getByRole('button', { name: 'Undo' }).last().click();
  await expect(items).toContainText('Look for a longer strap');

  await items.getByRole('button', { name: 'Open the page of Mei Lin' }).click();
  const person = page.getByRole('article', { name: 'About Mei Lin' });
  await expect(person.locator('[data-promise]')).toContainText('Look for a longer strap');
});
