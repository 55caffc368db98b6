import { expect, test, type Screen } from './world';
import type { Locator } from '@playwright/test';

/** Goes to our commitments. */
async function open(screen: Screen): Promise<Locator> {
  await screen.page.keyboard.press('g');
  await screen.page.keyboard.press('o');
  await screen.tab('Our commitments').click();
  const main = screen.page.getByRole('main', { name: 'Promises' });
  await expect(main.getByText(/^checked on this machine/)).toBeVisible();
  return main;
}

test('a commitment checks itself: what breaks it is a click away, and repaired it holds', async ({
  market,
  signIn,
}) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const screen = await signIn();
  const { page } = screen;
  await expect(screen.rows).toHaveCount(1);
  await market.stop();
  await expect(screen.foot).toContainText('Offline');
  const main = await open(screen);
  const lines = main.getByRole('list', { name: 'Commitments in force' }).getByRole('article');
  await expect(lines).toHaveCount(12);
  const line = lines.filter({ hasText: 'Every client has one person' });
  await expect(line).toHaveAttribute('data-standing', 'holds');
  // This profile's key lies in a plain file, and the list does not hide it.
  const encrypted = lines.filter({ hasText: 'Everything is encrypted' });
  await expect(encrypted).toHaveAttribute('data-standing', 'broken');
  await encrypted.getByRole('button', { name: 'show' }).click();
  await expect(encrypted).toContainText('lies in a plain file');

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('listbox').getByRole('option').filter({ hasText: 'Mei Lin' }).click();
  const person = page.getByRole('article', { name: 'About Mei Lin' });
  await person.getByRole('button', { name: 'Make a client' }).click();
  await page.keyboard.press('Escape');
  await open(screen);
  await expect(line).toContainText('1 breaks it');
  await line.getByRole('button', { name: 'show' }).click();
  const rows = line.getByRole('region', { name: 'What breaks it' });
  await expect(rows.getByRole('listitem')).toContainText('Mei Lin');
  await rows.getByRole('button', { name: 'Person' }).click();
  await person.getByRole('button', { name: 'Name a keeper' }).click();
  await person.getByLabel('Who looks after Mei Lin?').fill('Jo');
  await page.keyboard.press('Enter');
  await expect(person).toContainText('Looked after by Jo');
  await open(screen);
  await expect(line).toHaveAttribute('data-standing', 'holds');
});

test('a commitment is reviewed by hand, reworded, added and retired; nothing of it is lost', async ({
  signIn,
}) => {
  const screen = await signIn();
  const { page, toasts } = screen;
  const main = await open(screen);
  const undo = toasts.getByRole('button', { name: 'Undo' }).last();
  const lines = main.getByRole('list', { name: 'Commitments in force' }).getByRole('article');
  const named = lines.filter({ hasText: 'passed to nobody' });
  await expect(named).toContainText('not reviewed yet');
  await named.getByRole('button', { name: 'review it' }).click();
  const review = page.getByRole('dialog', { name: 'Review the commitment' });
  await review.getByLabel('What you found').fill('Labels went to the courier, nothing else.');
  await review.getByRole('button', { name: 'Keep the review' }).click();
  await expect(named).toContainText('Labels went to the courier');
  await expect(named).toContainText('next review');
  await undo.click();
  await expect(named).toContainText('not reviewed yet');

  await named.getByRole('button', { name: /passed to nobody/ }).click();
  await named.getByRole('button', { name: 'Reword' }).click();
  const reword = page.getByRole('dialog', { name: 'Reword the commitment' });
  await reword.getByRole('textbox').fill('Only the courier learns where you live');
  await reword.getByRole('button', { name: 'Reword it' }).click();
  const reworded = lines.filter({ hasText: 'Only the courier learns' });
  await expect(reworded).toContainText('the words that came with the program');
  await reworded.getByRole('button', { name: 'Retire' }).click();
  await expect(lines).toHaveCount(11);
  // It stays unfolded, and is among the retired now.
  await main.getByText('Retired: 1').click();
  await main.getByRole('button', { name: 'Take up again' }).click();
  await expect(lines).toHaveCount(12);

  await main.getByRole('button', { name: 'Add a commitment' }).click();
  const add = page.getByRole('dialog', { name: 'Add a commitment' });
  await add.getByLabel('In plain words').fill('We never ask for a telephone number');
  await add.getByRole('button', { name: 'Add it' }).click();
  await expect(lines).toHaveCount(13);
  await undo.click();
  await expect(lines).toHaveCount(12);
});
