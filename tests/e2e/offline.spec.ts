import { expect, test, type Buyer } from './world';

const NAMES = ['Mei Lin', 'Jonas Weber', '王芳'];

test('fifteen replies written offline arrive once each, in the order typed', async ({
  market,
  desk,
  signIn,
}) => {
  const buyers: Buyer[] = [];
  for (const name of NAMES) {
    const buyer = await market.buyer(name, `Tea for ${name}`);
    await buyer.says(`A question from ${name}`);
    buyers.push(buyer);
  }
  let screen = await signIn();
  await expect(screen.rows).toHaveCount(3);

  await market.stop();
  await expect(screen.foot).toContainText('Offline');

  // Turn and turn about, as one works through a list.
  const typed = new Map<string, string[]>(NAMES.map((name) => [name, []]));
  for (let turn = 1; turn <= 5; turn += 1) {
    for (const name of NAMES) {
      const text = `Reply ${turn} to ${name}`;
      await screen.open(name);
      await screen.answer(text);
      typed.get(name)?.push(text);
    }
  }
  await expect(screen.foot).toContainText('Offline · 15 queued');
  await expect(screen.foot).toContainText('All of it is saved here.');
  await expect(screen.outbox).toHaveCount(5);
  await expect(screen.outbox.first()).toContainText('leaves when you are back online');
  // Nobody has been answered before the marketplace has it.
  await expect(screen.row('Mei Lin')).toContainText('Answer queued');
  await expect(screen.tab('Waiting')).toContainText('3');

  await desk.stop();
  await screen.page.goto(await desk.start({ market }));
  await expect(screen.foot).toContainText('Offline · 15 queued');
  await screen.open('王芳');
  await expect(screen.outbox).toHaveCount(5);

  await market.start();
  for (const buyer of buyers) {
    await expect.poll(() => buyer.answers(), { timeout: 45_000 }).toEqual(typed.get(buyer.name));
  }
  await screen.online();
  await expect(screen.outbox).toHaveCount(0);
  for (const text of typed.get('王芳') ?? []) await expect(screen.said(text)).toHaveCount(1);
  await expect(screen.list.getByText('Nobody waits.')).toBeVisible();
  // A quiet moment later there still is one of each.
  await buyers[0]?.says('Thank you');
  await expect(screen.row('Mei Lin')).toContainText('Thank you');
  for (const buyer of buyers) expect(await buyer.answers()).toEqual(typed.get(buyer.name));
});

test('a token that was ended is said in words', async ({ market, signIn }) => {
  const buyer = await market.buyer('Mei Lin');
  await buyer.says('Hello');
  const screen = await signIn();
  market.revoke();

  await expect(screen.foot).toContainText('Jade & Clay has stopped', { timeout: 30_000 });
  await expect(screen.foot).toContainText('no longer accepts this sign-in');
  await screen.open('Mei Lin');
  await expect(screen.said('Hello')).toBeVisible();
});
