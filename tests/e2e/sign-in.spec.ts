import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from './world';
import { agree, browserOpenedBy, refuse } from './world/consent';

/** A marketplace that knows tokens and no sign-in. */
const test = base.extend<{ tokensOnly: string }>({
  tokensOnly: async ({}, use) => {
    const server: Server = createServer((_asked, answer) => answer.writeHead(404).end());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
});

test('the first start signs in with the browser, and the page holds no secret', async ({
  market,
  desk,
  view,
}) => {
  await (await market.buyer('Mei Lin')).says('Hello');
  const { page } = view;
  const said: string[] = [];
  page.on('response', (answer) => {
    // The last answers may come when the journey is over.
    const heard = (text: string): unknown => said.push(text);
    if (answer.url().includes('/invoke/')) void answer.text().then(heard, () => undefined);
  });
  await page.goto(await desk.start({}));
  // A bare name is enough; on this machine it is taken as http.
  await page.getByLabel('Address').fill(market.url.replace('http://', ''));
  const browser = await browserOpenedBy(page, () => view.button('Sign in').click());

  await expect(page.getByRole('heading', { name: 'Agree in the browser' })).toBeFocused();
  await expect(page.getByText(`Your browser shows ${new URL(market.url).host}.`)).toBeVisible();
  const link = page.getByRole('textbox', {
    name: 'Address to open in the browser',
  });
  await expect(link).toHaveValue(new RegExp(`^${market.url}/oauth/authorize\\?`));
  expect(new URL(await link.inputValue()).searchParams.get('code_challenge_method')).toBe('S256');
  await agree(browser);
  await browser.waitForURL(/127\.0\.0\.1:\d+\/signed-in/);
  const code = new URL(browser.url()).searchParams.get('code');

  await expect(view.row('Mei Lin')).toBeVisible();
  await view.online();
  await expect(page.getByText('Jade & Clay').first()).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]));
  expect(kept).toBe(JSON.stringify([{}, '']));
  for (const text of said) {
    expect(text).not.toMatch(/bz[a-z]?_|access_token|refresh_token|code_verifier/);
    if (code !== null) expect(text).not.toContain(code);
  }

  // It is signed in for good.
  await desk.stop();
  await page.goto(await desk.start({}));
  await expect(view.row('Mei Lin')).toBeVisible();
  await view.online();
});

test('who says no in the browser is told so, and may think again', async ({
  market,
  desk,
  view,
}) => {
  const { page } = view;
  await page.goto(await desk.start({}));
  await page.getByLabel('Address').fill(market.url);
  const first = await browserOpenedBy(page, () => view.button('Sign in').click());
  await refuse(first);
  await expect(page.getByRole('alert')).toHaveText(
    'You declined in the browser. Nothing was changed.',
  );
  await expect(page.getByLabel('Address')).toBeFocused();
  await expect(page.getByLabel('Address')).toHaveValue(market.url);

  const second = await browserOpenedBy(page, () => view.button('Sign in').click());
  const third = await browserOpenedBy(page, () => view.button('Open the browser again').click());
  await second.close();
  await agree(third);
  await view.online();
});

test('a sign-in that is stopped leaves nothing behind', async ({ market, desk, view }) => {
  const { page } = view;
  await page.goto(await desk.start({}));
  await page.getByLabel('Address').fill(market.url);
  const browser = await browserOpenedBy(page, () => view.button('Sign in').click());
  const link = await page
    .getByRole('textbox', { name: 'Address to open in the browser' })
    .inputValue();
  await view.button('Cancel').click();
  await expect(page.getByRole('alert')).toHaveText('Signing in was stopped. Nothing was changed.');
  await browser.close();

  // Nobody listens any more where the browser would have been sent.
  const back = new URL(link).searchParams.get('redirect_uri') ?? '';
  await expect
    .poll(() =>
      fetch(back).then(
        () => 'answered',
        () => 'refused',
      ),
    )
    .toBe('refused');
});

test('a marketplace without a sign-in asks for a token', async ({ tokensOnly, desk, view }) => {
  const { page } = view;
  await page.goto(await desk.start({}));
  await page.getByLabel('Address').fill(tokensOnly);
  await view.button('Sign in').click();
  await expect(page.getByRole('alert')).toContainText('no page to sign in at');
  await expect(page.getByLabel('Access token')).toBeVisible();
});
