// Replies that show pictures, and replies to one message, in both languages.

import AxeBuilder from '@axe-core/playwright';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './world';
import { drag, paste, pick, tiles, type Held } from './world/attaching';
import { photograph, secretsIn, SECRETS } from './world/camera';
import { root } from './world/places';
import type { Screen } from './world/screen';
import { choose, stands } from './world/unsent';

const MB = 1024 * 1024;
const lid = join(root, 'assets/demo/pictures/chipped-lid.png');
const cup = join(root, 'assets/demo/pictures/cracked-cup.png');

async function photo(screen: Screen, name: string): Promise<Held> {
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: await photograph(screen.page),
  };
}

async function fair(screen: Screen, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const faults = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`);
  expect.soft(faults, state).toEqual([]);
}

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    // Each language in other colours: axe looks at both.
    test.use({ locale, colorScheme: locale === 'zh-CN' ? 'dark' : 'light' });

    test('of a photograph nothing leaves but what can be seen, by each of the three ways in', async ({
      market,
      signIn,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('May I see it?');
      const screen = await signIn();
      const { replyPictures } = screen.words;
      await screen.open('Mei Lin');
      const taken = await photo(screen, 'cup.jpg');
      expect(secretsIn(taken.buffer)).toEqual(SECRETS);

      await pick(screen, taken);
      await expect(tiles(screen)).toHaveCount(1);
      await paste(screen, taken);
      await expect(tiles(screen)).toHaveCount(2);
      await drag(screen, taken, 'dragover');
      await expect(screen.page.getByText(replyPictures.drop('Mei Lin'))).toBeVisible();
      await drag(screen, taken, 'drop');
      await expect(screen.page.getByText(replyPictures.drop('Mei Lin'))).toHaveCount(0);
      await expect(tiles(screen)).toHaveCount(3);
      await expect(screen.composer).toContainText(replyPictures.count(3, 5));
      // The camera was held upright.
      const size = await tiles(screen)
        .first()
        .evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
      expect(size).toEqual([200, 400]);
      await fair(screen, 'pictures in the reply');

      await screen.answer('From three sides');
      await expect.poll(() => buyer.answers()).toEqual(['From three sides']);
      const said = (await buyer.thread()).at(-1);
      const shown = [said?.body.picture, ...(said?.body.more ?? [])];
      expect(shown).toHaveLength(3);
      for (const picture of shown) {
        if (picture === undefined) throw new Error('It shows fewer.');
        const arrived = await buyer.sees(picture.id);
        expect(arrived.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
        expect(secretsIn(arrived)).toEqual([]);
        expect([picture.width, picture.height]).toEqual([200, 400]);
      }

      // They stand in the thread and are seen large, one after the other.
      const there = screen.said('From three sides').getByRole('img');
      await expect(there).toHaveCount(3);
      await there.nth(1).click();
      await expect(screen.page.getByRole('dialog')).toContainText(
        screen.words.pictures.place(2, 3),
      );
      await screen.page.keyboard.press('Escape');
    });

    test('pictures lie with the draft of their conversation and come back after a restart', async ({
      market,
      desk,
      signIn,
    }) => {
      for (const name of ['Mei Lin', 'Jonas Weber']) {
        await (await market.buyer(name, `Cup for ${name}`)).says('Hello');
      }
      const screen = await signIn();
      const { replyPictures } = screen.words;
      await screen.open('Mei Lin');
      await pick(screen, lid, cup);
      await expect(tiles(screen)).toHaveCount(2);
      await screen.open('Jonas Weber');
      await expect(tiles(screen)).toHaveCount(0);
      await expect(screen.composer.getByRole('button', { name: replyPictures.add })).toBeEnabled();
      await screen.open('Mei Lin');
      await screen.button(replyPictures.remove(1)).click();
      await expect(tiles(screen)).toHaveCount(1);

      process.kill(desk.pid, 'SIGKILL');
      await desk.stop();
      await screen.page.goto(await desk.start({ market }));
      await screen.open('Mei Lin');
      await expect(tiles(screen)).toHaveCount(1);
      await expect
        .poll(() => tiles(screen).evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(0);
    });

    test('what cannot be sent gets a sentence, and nothing else is lost', async ({
      dir,
      market,
      signIn,
    }) => {
      await (await market.buyer('Mei Lin')).says('May I see it?');
      const screen = await signIn();
      const { words, composer, reply } = screen;
      await screen.open('Mei Lin');
      await reply.fill('Here it is');
      const large = join(dir, 'large.jpg');
      writeFileSync(large, Buffer.alloc(30 * MB, 0xff));
      const broken: Held = {
        name: 'broken.png',
        mimeType: 'image/png',
        buffer: readFileSync(lid).subarray(0, 900),
      };
      const text: Held = {
        name: 'notes.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('Only words'),
      };
      await pick(screen, large, broken, text);
      await expect(composer).toContainText(words.error('pictureTooLarge'));
      await expect(composer).toContainText(words.error('pictureBroken'));
      await expect(composer).toContainText(words.error('pictureUnknown'));
      await expect(tiles(screen)).toHaveCount(0);
      await expect(reply).toHaveValue('Here it is');
      await fair(screen, 'what was not taken');
      await screen.button(words.replyPictures.dismiss('large.jpg')).click();
      await expect(composer).not.toContainText(words.error('pictureTooLarge'));

      // No more than the marketplace takes.
      await pick(screen, lid, cup, lid, cup, lid);
      await expect(tiles(screen)).toHaveCount(5);
      await expect(composer).toContainText(words.replyPictures.full(5));
      await expect(screen.button(words.replyPictures.add)).toBeDisabled();
      await paste(screen, {
        name: 'six.png',
        mimeType: 'image/png',
        buffer: readFileSync(cup),
      });
      await expect(composer).toContainText(words.replyPictures.tooMany(5));
      await expect(tiles(screen)).toHaveCount(5);

      // A note holds words.
      await composer.getByRole('tab', { name: words.composer.note }).click();
      const note = await photo(screen, 'note.jpg');
      await drag(screen, note, 'drop');
      await expect(screen.toasts).toContainText(words.replyPictures.inNote);
    });

    test('pictures wait for the marketplace with their reply, and come back when it is discarded', async ({
      market,
      desk,
      signIn,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      await buyer.says('May I see it?');
      const screen = await signIn();
      const { words } = screen;
      await screen.open('Mei Lin');
      await market.stop();
      await expect(screen.foot).toContainText(words.foot.offline);
      await pick(screen, lid);
      await expect(tiles(screen)).toHaveCount(1);
      await screen.reply.press('Enter');
      await stands(screen.outbox, 'queued');
      await expect(tiles(screen)).toHaveCount(0);
      await pick(screen, cup);
      await expect(tiles(screen)).toHaveCount(1);
      await screen.answer('And the cup');
      await expect(screen.outbox).toHaveCount(2);
      await expect(screen.outbox.getByRole('img')).toHaveCount(2);
      await choose(screen.outbox.nth(1), words.outbox.discard);
      await expect(screen.outbox).toHaveCount(1);
      await expect(screen.reply).toHaveValue('And the cup');
      await expect(tiles(screen)).toHaveCount(1);

      process.kill(desk.pid, 'SIGKILL');
      await desk.stop();
      await market.start();
      await screen.page.goto(await desk.start({ market }));
      await expect.poll(async () => (await buyer.thread()).length).toBe(2);
      const said = (await buyer.thread()).at(-1);
      expect(said?.body.kind).toBe('picture');
      expect((await buyer.sees(said?.body.picture?.id ?? '')).length).toBeGreaterThan(500);
    });

    test('one message is answered in particular, and the quote leads to it', async ({
      market,
      signIn,
    }) => {
      const buyer = await market.buyer('Mei Lin');
      const asked = await buyer.says('Does the lid fit tightly?');
      await buyer.says('And when would it leave?');
      const screen = await signIn();
      const { words, composer, reply } = screen;
      await screen.open('Mei Lin');
      const act = screen.said('Does the lid fit').getByRole('button', { name: words.replyTo.act });
      await act.focus();
      await screen.page.keyboard.press('Enter');
      const quote = composer.getByRole('group', {
        name: words.replyTo.answering,
      });
      await expect(quote).toContainText('Does the lid fit tightly?');
      await expect(reply).toBeFocused();
      await fair(screen, 'a quote above the reply');
      await screen.button(words.replyTo.remove).click();
      await expect(quote).toHaveCount(0);
      await act.click();
      await expect(quote).toContainText('Mei Lin');
      await screen.page.reload();
      await screen.tab(words.inbox.open).click();
      await screen.open('Mei Lin');
      await expect(quote).toContainText('Does the lid fit tightly?');

      await screen.answer('It does.');
      await expect(quote).toHaveCount(0);
      await expect.poll(() => buyer.answers()).toEqual(['It does.']);
      expect((await buyer.thread()).at(-1)?.replyTo).toBe(asked.id);
      const lead = words.replyTo.leadTo('Mei Lin', 'Does the lid fit tightly?');
      await screen.said('It does.').getByRole('button', { name: lead }).click();
      const found = screen.said('Does the lid fit').locator('.found').first();
      await expect(found).toBeVisible();
      await fair(screen, 'a quote in the thread');
    });

    test('nothing of it is shown where the account can do neither', async ({
      market,
      view,
      desk,
    }) => {
      await (await market.buyer('Mei Lin')).says('May I see it?');
      await view.page.route(/\/invoke\/inbox\.head$/, async (route) => {
        const answer = await route.fetch();
        const head = (await answer.json()) as Record<string, unknown>;
        await route.fulfill({
          json: { ...head, pictures: null, canReplyTo: false },
        });
      });
      await view.page.goto(await desk.start({ market }));
      await view.online();
      const { replyPictures, replyTo } = view.words;
      await view.open('Mei Lin');
      await drag(view, await photo(view, 'cup.jpg'), 'dragover');
      await expect(view.page.getByText(replyPictures.drop('Mei Lin'))).toHaveCount(0);
      await drag(view, await photo(view, 'cup.jpg'), 'drop');
      await expect(view.composer.getByRole('button', { name: replyPictures.add })).toHaveCount(0);
      await expect(view.thread.getByRole('button', { name: replyTo.act })).toHaveCount(0);
      await expect(tiles(view)).toHaveCount(0);
    });
  });
}
