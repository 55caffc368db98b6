import { expect, test } from './world';

test('a permission is noted from somebody’s words, withdrawn in one act, and nothing is forgotten', async ({
  market,
  signIn,
}) => {
  const mei = await market.buyer('Mei Lin');
  await mei.orders(1);
  await mei.says('Yes, do write when there is something new.');
  const screen = await signIn();
  const { page, thread, toasts } = screen;
  await screen.open('Mei Lin');
  await market.stop();
  await expect(screen.foot).toContainText('Offline');

  const said = thread.locator('[data-key]').filter({ hasText: 'something new' });
  await said.hover();
  await said.getByRole('button', { name: 'Permission…' }).click();
  const form = page.getByRole('dialog', { name: 'What Mei Lin allows' });
  await expect(form.locator('blockquote')).toContainText('something new');
  await form.getByLabel('What for').selectOption('offers');
  const words = form.getByLabel('The exact words that they were shown');
  await expect(words).toHaveValue(/new pieces and prices/);
  await form.getByRole('button', { name: 'Note it' }).click();
  await expect(toasts).toContainText('Mei Lin allows: Offers.');

  await screen.reply.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await screen.tab('Permissions').click();
  const main = page.getByRole('main', { name: 'Promises' });
  await expect(main.getByText('allowed: Offers')).toBeVisible();
  await expect(main).toContainText('new pieces and prices');
  await main.getByRole('button', { name: 'Offers: 1 person. Show who they are' }).click();
  await main.getByRole('button', { name: /Mei Lin/ }).first().click();

  const person = page.getByRole('article', { name: 'About Mei Lin' });
  const permissions = person.getByRole('region', { name: 'Permissions' });
  await expect(permissions).toContainText('implied by their first order');
  await expect(permissions).toContainText('allowed since');
  await permissions.getByRole('button', { name: 'Withdraw Offers' }).click();
  await expect(permissions).toContainText('withdrawn');
  await toasts.getByRole('button', { name: 'Undo' }).last().click();
  await expect(permissions).toContainText('allowed since');
  await permissions.getByRole('button', { name: 'Withdraw Offers' }).click();
  await expect(permissions).toContainText('withdrawn');

  // All of it stays written: allowed, withdrawn, taken back, withdrawn.
  await permissions.getByText('What was noted').click();
  const log = permissions.locator('ol').getByRole('listitem');
  await expect(log).toHaveCount(4);
  await expect(log.last()).toContainText('allowed: Offers');
  await expect(log.nth(1)).toContainText('was noted by mistake to withdraw');

  // As it stood before anybody was asked.
  await permissions.getByLabel('Show as of').fill('2026-01-01');
  await expect(permissions.getByRole('status')).toContainText('As it stood at the end of');
  await expect(permissions).not.toContainText('withdrawn');
  await permissions.getByRole('button', { name: 'Back to now' }).click();
  await expect(permissions).toContainText('withdrawn');
});
