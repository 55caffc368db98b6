// Draws every picture of the demo shop: products, pictures in conversations, faces.
// Run `npm run draw` in ui/; the same bytes come out each time.

import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { avatar } from './draw/faces.mjs';
import { LEATHER } from './draw/leather.mjs';
import { MOMENTS } from './draw/moments.mjs';
import { png } from './draw/png.mjs';
import { TEA_WARE } from './draw/tea.mjs';

const { Resvg } = createRequire(new URL('../../ui/package.json', import.meta.url))(
  '@resvg/resvg-js',
);

function write(folder, name, svg) {
  const drawn = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  mkdirSync(new URL(`./${folder}/`, import.meta.url), { recursive: true });
  writeFileSync(new URL(`./${folder}/${name}.png`, import.meta.url), png(drawn));
}

for (const [name, draw] of Object.entries({ ...TEA_WARE, ...LEATHER, ...MOMENTS })) {
  write('pictures', name, draw());
}
for (let number = 0; number < 60; number += 1) {
  write('avatars', String(number + 1).padStart(2, '0'), avatar(number));
}
