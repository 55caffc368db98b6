// A shop at full pace: many buyers at once, for as long as RAPPORT_LIVELY_MINUTES says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from './world';
import { Watch } from './world/measure';

const MINUTES = Number(process.env['RAPPORT_LIVELY_MINUTES'] ?? '0.5');
const LOOK_MS = Math.max(2000, (MINUTES * 60_000) / 60);
/** The longest that the page may be busy at a time, in milliseconds. */
const BUSY_MS = 200;

test.use({ pace: 60, seeded: 60 });

test('a lively shop leaves the window at ease', async ({ market, desk, dir, signIn }) => {
  test.setTimeout(MINUTES * 60_000 + 90_000);
  const screen = await signIn();
  await screen.tab('Open').click();
  await expect(screen.rows.first()).toBeVisible();
  const watch = await Watch.over(screen.page, desk.pid);

  const until = Date.now() + MINUTES * 60_000;
  let looks = 0;
  while (Date.now() < until) {
    // A seller who looks around: another conversation each time, whoever is there now.
    await screen.rows.nth(looks % 5).click();
    await expect(screen.thread).toBeVisible();
    looks += 1;
    await watch.look();
    await pause(LOOK_MS);
  }

  const long = await watch.longTasks();
  const [core, page] = [watch.growth('core'), watch.growth('page')];
  const last = watch.samples.at(-1);
  console.log(
    `${looks} looks in ${MINUTES} min; longest task ${Math.round(long[0] ?? 0)} ms ` +
      `(${long.length} above 50 ms); core ${Math.round(last?.core ?? 0)} MiB, growth ` +
      `${core.toFixed(2)}; page ${Math.round(last?.page ?? 0)} MiB, growth ${page.toFixed(2)}`,
  );
  expect(long[0] ?? 0).toBeLessThan(BUSY_MS);
  // A minute is too short to tell growth from the first filling.
  if (MINUTES >= 5) {
    expect(core).toBeLessThan(1.1);
    expect(page).toBeLessThan(1.1);
  }

  // Nothing piled up: what the marketplace had last is on the screen a moment later.
  const buyer = await market.buyer('Mei Lin', 'Porcelain vase');
  await buyer.says('Is the vase still there?');
  await expect(screen.row('Mei Lin')).toContainText('Is the vase still there?', { timeout: 5000 });
  await expect(screen.foot).toHaveAttribute('data-tone', 'good');
  for (const log of ['desk.log', 'market.log']) {
    const lines = readFileSync(join(dir, log), 'utf8').split('\n');
    expect(lines.filter((line) => / (ERROR|WARN) /.test(line))).toEqual([]);
  }
});
