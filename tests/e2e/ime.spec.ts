import { expect, test } from './world';

test('the Enter that confirms a candidate does not send', async ({ market, signIn }) => {
  const buyer = await market.buyer('王芳');
  await buyer.says('有绿茶吗？');
  const screen = await signIn();
  await screen.open('王芳');
  await screen.reply.focus();

  const devtools = await screen.page.context().newCDPSession(screen.page);
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
  await devtools.send('Input.imeSetComposition', {
    text: 'you',
    selectionStart: 3,
    selectionEnd: 3,
  });
  await expect(screen.reply).toHaveValue('you');
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await devtools.send('Input.insertText', { text: '有' });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  await expect(screen.reply).toHaveValue('有');

  // Another engine ends the composition first and tells by the key code alone.
  await screen.reply.evaluate((field) => {
    const told = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent('keydown', told));
  });
  await expect(screen.reply).toHaveValue('有');
  await expect(screen.outbox).toHaveCount(0);

  // The next Enter is a real one; had one of the others sent, there would be two messages.
  await screen.reply.press('Enter');
  await expect.poll(() => buyer.answers()).toEqual(['有']);
});

test('the Enter that confirms a candidate does not search', async ({ market, signIn }) => {
  const buyer = await market.buyer('王芳');
  await buyer.says('有绿茶吗？');
  const screen = await signIn();
  await screen.search.fill('绿茶');
  await expect(screen.rows.locator('mark')).toHaveText('绿茶');
  await screen.search.evaluate((field) => {
    const told = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent('keydown', told));
  });
  await expect(screen.page.getByText('Choose a conversation')).toBeVisible();
  await screen.search.press('Enter');
  await expect(screen.reply).toHaveAccessibleName('Reply to 王芳');
});

test('what is being composed stays in its conversation and its note', async ({
  market,
  signIn,
}) => {
  const fang = await market.buyer('王芳');
  await fang.says('有绿茶吗？');
  const mei = await market.buyer('Mei Lin');
  await mei.says('Is the green one still there?');
  const screen = await signIn();
  const { page, reply } = screen;
  const devtools = await page.context().newCDPSession(page);
  const compose = (text: string): Promise<unknown> =>
    devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });

  await screen.open('王芳');
  await reply.focus();
  await compose('you');
  await screen.open('Mei Lin');
  await expect(reply).toHaveAccessibleName('Reply to Mei Lin');
  await expect(reply).toHaveValue('');

  await page.keyboard.press('n');
  const note = page.getByRole('textbox', { name: 'Private note, seen only by you' });
  await expect(note).toBeFocused();
  await compose('mei');
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await devtools.send('Input.insertText', { text: '美' });
  await expect(note).toHaveValue('美');
  await expect(screen.thread.getByText('美')).toHaveCount(0);
  await note.press('Enter');
  await expect(screen.thread.getByText('美')).toBeVisible();

  await screen.open('王芳');
  await expect(reply).toHaveValue('you');
  expect([...(await fang.answers()), ...(await mei.answers())]).toEqual([]);
});
