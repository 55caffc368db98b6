import { expect, test } from './world';

test('the first start takes a token where there is one, and says what is wrong', async ({
  market,
  desk,
  view,
}) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const { page } = view;
  await page.goto(await desk.start({}));
  const title = page.getByRole('heading', { name: 'Connect your first marketplace' });
  await expect(title).toBeVisible();
  const trouble = page.getByRole('alert');

  await view.button('Sign in').click();
  await expect(trouble).toHaveText('Please enter the address of the marketplace.');
  await page.getByLabel('Address').fill('127.0.0.1:9');
  await view.button('Sign in').click();
  await expect(trouble).toContainText('The marketplace cannot be reached.');
  await page.getByLabel('Address').fill('');

  await page.getByText('Connect with a token instead').click();
  await view.button('Connect').click();
  await expect(trouble.last()).toHaveText('Please fill in all three fields.');

  await page.getByLabel('Name').fill('Jade & Clay');
  await page.getByLabel('Address').fill(market.url);
  await page.getByLabel('Access token').fill('not-the-token');
  await view.button('Connect').click();
  await expect(trouble.last()).toHaveText('The marketplace does not accept this access token.');

  await page.getByLabel('Address').fill('http://127.0.0.1:9');
  await page.getByLabel('Access token').fill(market.sellerToken);
  await view.button('Connect').click();
  await expect(trouble.last()).toContainText('The marketplace cannot be reached.');

  for (const strange of ['jade and clay', 'http://example.org', 'file:///etc/passwd']) {
    await page.getByLabel('Address').fill(strange);
    await view.button('Connect').click();
    await expect(trouble.last()).toContainText(/check what you entered|cannot be reached/);
    await expect(view.button('Connect')).toBeEnabled();
  }

  await page.getByLabel('Address').fill(`${market.url}/`);
  await page.getByLabel('Access token').fill(` ${market.sellerToken}\n`);
  await view.button('Connect').click();
  await expect(view.row('Mei Lin')).toBeVisible();
  await view.online();
  await expect(title).toHaveCount(0);
});
