import { expect, test } from './world';

test('people are found, sorted, looked after and noted about, offline too', async ({
  market,
  signIn,
}) => {
  const amara = await market.buyer('Amara Diallo', 'Ash-grey bowl');
  await amara.orders(2);
  const mei = await market.buyer('陈美琳');
  await mei.says('Hello');
  const screen = await signIn();
  const { page, toasts } = screen;
  await expect(screen.rows).not.toHaveCount(0);
  await market.stop();
  await expect(screen.foot).toContainText('Offline');
  await page.keyboard.press('g');
  await page.keyboard.press('p');

  const people = page.getByRole('region', { name: 'Everybody you have met' });
  const rows = people.getByRole('listbox').getByRole('option');
  await expect(rows.filter({ hasText: 'Amara Diallo' })).toContainText('€96.00');
  await people.getByLabel('Sorted by').selectOption('Spent');
  await expect(rows.first()).toContainText('Amara Diallo');
  await people.getByLabel('Find a name').fill('美');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('陈美琳');
  await people.getByLabel('Find a name').fill('ama');
  await expect(rows).toContainText('Amara Diallo');
  await rows.click();

  const person = page.getByRole('article', { name: 'About Amara Diallo' });
  await expect(person.getByRole('heading', { level: 1 })).toContainText('Amara Diallo');
  await person.getByRole('button', { name: /^Spent/ }).click();
  await expect(person.getByRole('region', { name: 'Orders' })).toBeFocused();

  const note = person.locator('[data-note]');
  await person.getByLabel('A note about this person').fill('Prefers plain paper');
  await person.getByRole('button', { name: 'Add the note' }).click();
  await expect(note).toContainText('Prefers plain paper');
  await note.getByRole('button', { name: /^Remove/ }).click();
  await expect(note).toHaveCount(0);
  await toasts.getByRole('button', { name: 'Undo' }).last().click();
  await expect(note).toContainText('Prefers plain paper');

  const client = person.getByText('Client', { exact: true });
  await person.getByRole('button', { name: 'Make a client' }).click();
  await expect(client).toBeVisible();
  // Whoever becomes a client gets somebody who looks after them, in the same breath.
  await person.getByLabel('Who looks after Amara Diallo?').fill('Mei');
  await page.keyboard.press('Enter');
  await expect(person).toContainText('Looked after by Mei');
  await people.getByLabel('Find a name').fill('');
  await people.getByLabel('Who is shown').selectOption('Clients');
  await expect(rows).toHaveCount(1);
  await person.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('z');
  await expect(person).not.toContainText('Looked after by Mei');
  await expect(client).toBeVisible();
  await page.keyboard.press('z');
  await expect(client).toHaveCount(0);
  await expect(people.getByText('No clients yet.')).toBeVisible();

  // What is owed to them stands on their page, and is given there.
  await person.getByRole('button', { name: 'Promise…' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('What', { exact: true }).fill('Send the care card');
  await form.getByLabel('By when').fill('2d');
  await form.getByRole('button', { name: 'Promise', exact: true }).click();
  const owed = person.locator('[data-promise]');
  await expect(owed).toContainText('Send the care card');
  await owed.getByRole('button', { name: 'Kept' }).click();
  await expect(person).toContainText('1 of 1 kept in time');

  const orders = person.getByRole('region', { name: 'Orders' });
  await orders.getByRole('button', { name: 'Open the conversation' }).first().click();
  await expect(screen.reply).toHaveAccessibleName('Reply to Amara Diallo');
});
