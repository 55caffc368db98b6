// The tea ware that is sold.

import { GLAZES, crackle, streaks, turned } from './clay.mjs';
import { darker, lighter } from './colour.mjs';
import { WALLS, at, gradient, room, shadow } from './studio.mjs';
import { TEA, bowl, caddy, cup, gaiwan, kettle, pig, pitcher, pot, tin } from './vessels.mjs';

/** A tray of bamboo slats, seen from the front. */
export function tray() {
  const top = gradient(
    [
      [0, '#b98f55'],
      [1, '#d9b67c'],
    ],
    { to: [0, 1] },
  );
  let slats = '';
  for (let n = -7; n <= 7; n += 1) slats += `M${n * 29} -96L${n * 36} 0`;
  return (
    '<ellipse cx="16" cy="38" rx="292" ry="22" fill="#3a2415" fill-opacity=".22"/>' +
    top.defs +
    `<path d="M-216 -104H216L274 6H-274Z" fill="#94703f"/>` +
    `<path d="M-206 -97H206L258 0H-258Z" fill="${top.fill}"/>` +
    `<path d="${slats}" stroke="#8a6637" stroke-width="3.4"/>` +
    '<path d="M-274 6H274V36Q274 42 266 42H-266Q-274 42 -274 36Z" fill="#a87f48"/>' +
    '<path d="M-274 6H274V13H-274Z" fill="#d6b67f"/>' +
    '<path d="M-60 18H60V24Q60 28 54 28H-54Q-60 28 -60 24Z" fill="#7d5c31"/>'
  );
}

function whisk() {
  let tines = '';
  for (let n = -15; n <= 15; n += 1) {
    const far = Math.sin(n / 10) * 88;
    tines += `<path d="M${n * 2.5} -150C${far * 1.05} -120 ${far * 1.12} -44 ${far * 0.82} -2" stroke="${n % 2 ? '#d3af72' : '#e9cf9b'}" stroke-width="3.4"/>`;
  }
  const cane = [
    [-300, 36],
    [-292, 38],
    [-226, 36],
    [-218, 40],
    [-206, 37],
    [-150, 40],
  ];
  return (
    shadow(88) +
    `<g fill="none" stroke-linecap="round">${tines}</g>` +
    turned(cane, { colour: '#d8b679', gloss: 0.3 }) +
    '<ellipse cx="0" cy="-300" rx="36" ry="6.4" fill="#f0dcb0"/><ellipse cx="0" cy="-300" rx="25" ry="4" fill="#a98246"/>' +
    '<path d="M-41 -160Q0 -148 41 -160V-148Q0 -136 -41 -148Z" fill="#37312d"/>' +
    '<path d="M-40 -141Q0 -129 40 -141" fill="none" stroke="#37312d" stroke-width="3"/>'
  );
}

const flower = (x, y, size) => {
  let petals = '';
  for (let n = 0; n < 5; n += 1) {
    petals += `<ellipse cx="0" cy="-11" rx="6.4" ry="11" transform="rotate(${n * 72})" fill="#fbf6ea"/>`;
  }
  return at(x, y, size, `${petals}<circle r="4.6" fill="#e0b64a"/>`);
};

const jasmine =
  '<path d="M-90 -20C-40 -40 -30 -110 40 -150M-24 -70C-10 -60 20 -66 40 -50M0 -116C-20 -130 -40 -124 -52 -140" fill="none" stroke="#39583f" stroke-width="4"/>' +
  '<path d="M40 -50q22 -18 36 0q-18 16 -36 0ZM-52 -140q-6 -22 -28 -20q4 22 28 20ZM-34 -64q-26 -10 -36 10q22 10 36 -10Z" fill="#5d8260"/>' +
  flower(6, -104, 1.3) +
  flower(44, -150, 1.1) +
  flower(-44, -38, 1.2) +
  flower(34, -62, 0.9);

const twig =
  '<path d="M-70 -52C-30 -66 -10 -96 34 -104" fill="none" stroke="#3c5c8f" stroke-width="3.4"/>' +
  '<path d="M-44 -60q0 -20 20 -22q0 18 -20 22ZM-16 -76q16 8 30 -4q-14 -14 -30 4ZM4 -96q2 -18 22 -18q-2 18 -22 18Z" fill="#4d6fa5"/>' +
  '<path d="M-118 -124Q0 -100 118 -124" fill="none" stroke="#4d6fa5" stroke-width="3"/>';

const scoop =
  '<path d="M-146 10L150 -22" stroke="#3a2415" stroke-opacity=".3" stroke-width="12" stroke-linecap="round"/>' +
  '<path d="M-60 -8L150 -34" stroke="#e2c187" stroke-width="10" stroke-linecap="round"/>' +
  '<path d="M-150 6C-130 -16 -80 -20 -52 -12C-70 4 -120 18 -150 6Z" fill="#c99f5f"/>';

const { celadon, moon, persimmon, white, tenmoku, ash, autumn, redClay } = GLAZES;

/** A set for the table: a pot and four cups. */
export const set = () =>
  at(320, 476, 1, pot(celadon)) +
  at(140, 500, 0.62, cup(celadon)) +
  at(518, 500, 0.62, cup(celadon)) +
  at(236, 558, 0.68, cup(celadon, { tea: TEA })) +
  at(420, 558, 0.68, cup(celadon, { tea: TEA }));

/** Every tea product by the name the shop's lists call it. */
export const TEA_WARE = {
  'celadon-cup': () => room(WALLS.cream, at(312, 494, 1.75, cup(celadon, { tea: TEA }))),
  'celadon-set': () => room(WALLS.sand, at(320, 300, 1.16, at(-320, -300, 1, set()))),
  'red-pot': () => room(WALLS.sage, at(322, 504, 1.42, pot(redClay))),
  'autumn-pot': () => room(WALLS.clay, at(300, 506, 1.36, pot(autumn, { handle: 'side' }))),
  'persimmon-gaiwan': () => room(WALLS.mist, at(318, 506, 1.6, gaiwan(persimmon))),
  'white-gaiwan': () => room(WALLS.plum, at(318, 506, 1.6, gaiwan(white, { paint: twig }))),
  'tenmoku-bowl': () =>
    room(
      WALLS.sand,
      at(316, 500, 1.46, bowl(tenmoku, { paint: streaks(150, 112, 11, '#c58a4a') })),
    ),
  'ash-pitcher': () => room(WALLS.clay, at(306, 510, 1.5, pitcher(ash))),
  'tenmoku-caddy': () =>
    room(
      WALLS.sage,
      at(316, 510, 1.48, caddy(tenmoku, { paint: streaks(104, 178, 5, '#b8793f') })),
    ),
  'jasmine-tin': () => room(WALLS.cream, at(316, 512, 1.5, tin('#7fa08a', jasmine))),
  'clay-pig': () => room(WALLS.mist, at(330, 500, 1.4, pig('#a8654c'))),
  'bamboo-tray': () =>
    room(
      WALLS.plum,
      at(320, 492, 1.02, tray()) + at(250, 462, 0.62, cup(moon)) + at(408, 470, 0.62, scoop),
    ),
  'bamboo-whisk': () => room(WALLS.sage, at(318, 512, 1.36, whisk())),
  'crackle-cups': () => {
    const ice = { ...moon, colour: '#c9d6d2' };
    const one = cup(ice, { paint: crackle(92, 128, 4, '#6f7f86') });
    const other = cup(ice, { paint: crackle(92, 128, 9, '#6f7f86'), tea: TEA });
    return room(WALLS.clay, at(212, 470, 1.12, one) + at(414, 524, 1.28, other));
  },
  'iron-kettle': () => room(WALLS.cream, at(326, 512, 1.3, kettle())),
};

/** What a broken edge of stoneware looks like. */
export const shard = (colour) =>
  `<path d="M-16 0L-4 -18L15 -8L9 4Z" fill="#d9c3a4"/><path d="M-16 0L-4 -18L2 -14L-8 2Z" fill="${lighter(colour, 0.1)}"/><path d="M-16 0L9 4L8 8L-15 4Z" fill="${darker(colour, 0.4)}"/>`;
