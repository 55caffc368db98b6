// The composer under fire: random typing, switching and sending, while the marketplace refuses, loses
// and goes away, and the program is killed. `RAPPORT_FIRE_RUNS` says how many runs,
// `RAPPORT_FIRE_FROM` where they begin; `RAPPORT_FIRE_SEED` plays one of them again.

import { expect, test } from './world';
import { Gateway } from './world/gateway';
import { Chance } from './fire/chance';
import { Player } from './fire/player';
import { notesOf, unsentOf } from './fire/store';

const RUNS = Number(process.env['RAPPORT_FIRE_RUNS'] ?? '8');
const FROM = Number(process.env['RAPPORT_FIRE_FROM'] ?? '1');
const ONE = process.env['RAPPORT_FIRE_SEED'];
/** So many are played on one workstation. */
const BATCH = 10;
const PEOPLE = ['Mei Lin', 'Jonas Weber', '王芳'];

const seeds = ONE === undefined ? Array.from({ length: RUNS }, (_, n) => FROM + n) : [Number(ONE)];
const batches = seeds.flatMap((_, n) => (n % BATCH === 0 ? [seeds.slice(n, n + BATCH)] : []));

for (const batch of batches) {
  const [first = 0, last = first] = [batch[0], batch.at(-1)];
  test(`what is typed stays, and what is sent leaves once: ${first} to ${last}`, async ({
    market,
    desk,
    view: screen,
  }) => {
    test.setTimeout(60_000 + batch.length * 40_000);
    const buyers = [];
    for (const name of PEOPLE) {
      const buyer = await market.buyer(name, `Tea for ${name}`);
      await buyer.says(`A question from ${name}`);
      buyers.push(buyer);
    }
    const gateway = await Gateway.before(market.url);
    try {
      const start = async (again: boolean): Promise<void> => {
        const there = { url: gateway.url, sellerToken: market.sellerToken };
        await screen.page.goto(await desk.start(again ? {} : { market: there }));
      };
      await start(false);
      await screen.online();
      await screen.tab(screen.words.inbox.open).click();
      await expect(screen.rows).toHaveCount(PEOPLE.length);
      const player = new Player({ screen, desk, gateway, start: () => start(true) }, PEOPLE);
      for (const seed of batch) await player.play(seed, new Chance(seed));
      await player.calm();

      for (const buyer of buyers) {
        const taken = (mode: 'reply' | 'note'): string[] =>
          player.boxes
            .filter((box) => box.person === buyer.name && box.mode === mode)
            .flatMap((box) => box.taken.map((text) => text.trim()));
        // Whatever was refused is sent again; then each reply is there once, in the order of sending.
        await expect
          .poll(
            async () => {
              // After many failures the engine takes its time; a seller who sees it asks for more.
              await screen.tryNow();
              const unsent = await unsentOf(desk, buyer.name);
              for (const { id, state } of unsent) {
                if (state === 'rejected') await desk.ask('outbox.retry', { id });
              }
              return unsent;
            },
            { timeout: 90_000, message: `${buyer.name}: what is on its way arrives` },
          )
          .toEqual([]);
        expect(await buyer.answers(), buyer.name).toEqual(taken('reply'));
        expect(await notesOf(desk, buyer.name), buyer.name).toEqual(taken('note'));
      }
    } finally {
      gateway.close();
    }
  });
}
