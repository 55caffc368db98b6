// Pictures that buyers and the seller send each other.

import { GLAZES, crackle, streaks } from './clay.mjs';
import { darker, lighter } from './colour.mjs';
import { HIDES, brass, card, holes, piece, strap } from './hide.mjs';
import { belt, cardHolder, keyRing, notebook } from './leather.mjs';
import { WALLS, at, lying, room, shadow, tabletop } from './studio.mjs';
import { set, shard, tray } from './tea.mjs';
import { TEA, bowl, cover, cup, gaiwan, pig, pot } from './vessels.mjs';

const CARTON = '#c79f6c';

const steam = (x, y, size) =>
  at(
    x,
    y,
    size,
    '<g fill="none" stroke="#fffaf0" stroke-linecap="round" stroke-width="13" stroke-opacity=".5"><path d="M-24 0C-52 -46 12 -70 -20 -128"/><path d="M22 -14C-4 -60 58 -84 26 -150"/></g>',
  );

/** A box for the post, perhaps with a corner that something fell on. */
const parcel = (crushed) =>
  shadow(168) +
  `<path d="M-170 -206L-130 -258H150L170 -206Z" fill="${lighter(CARTON, 0.28)}"/>` +
  `<path d="M-170 -206H${crushed ? '96L118 -176L140 -166L146 -120L170 -104' : '170'}V0H-170Z" fill="${CARTON}"/>` +
  `<path d="M-170 -206H170V-190H-170Z" fill="${darker(CARTON, 0.1)}" fill-opacity="${crushed ? 0 : 0.5}"/>` +
  '<path d="M-34 -206L-22 -258H32L34 -206V-150H-34Z" fill="#efe0bd" fill-opacity=".85"/>' +
  '<path d="M-134 -128H-14V-44H-134Z" fill="#fbf6ea"/><path d="M-122 -112H-50M-122 -94H-32M-122 -76H-66" stroke="#8a8178" stroke-width="5"/>' +
  '<path d="M74 -44V-98M62 -84L74 -100L86 -84M112 -44V-98M100 -84L112 -100L124 -84" fill="none" stroke="#7c5a34" stroke-width="6"/>' +
  (crushed
    ? `<path d="M96 -206L150 -258L176 -216L170 -104L146 -120L140 -166L118 -176Z" fill="${darker(CARTON, 0.4)}"/><path d="M96 -206L122 -214L128 -186ZM140 -166L170 -150L146 -120Z" fill="${lighter(CARTON, 0.2)}"/>`
    : '');

const gift = () =>
  shadow(150) +
  '<path d="M-150 -170L-118 -206H132L150 -170Z" fill="#f2e7d2"/><path d="M-150 -170H150V0H-150Z" fill="#e2d1b2"/>' +
  '<path d="M-24 0V-170L-18 -206H22L24 -170V0Z" fill="#0b6a60"/><path d="M-150 -98H150V-66H-150Z" fill="#0b6a60"/>' +
  '<path d="M0 -190C-40 -270 -120 -244 -84 -206C-62 -188 -24 -188 0 -190C40 -270 120 -244 84 -206C62 -188 24 -188 0 -190Z" fill="#12857a"/>' +
  '<path d="M0 -190L-46 -140L-30 -132L4 -184L38 -130L54 -140Z" fill="#0a5a52"/><circle cy="-192" r="17" fill="#0b6a60"/>';

const book = (x, y, colour) =>
  at(
    x,
    y,
    1,
    `<path d="M-150 0L-110 -34H130L150 0Z" fill="${lighter(colour, 0.15)}"/><path d="M-150 0H150V10H-150Z" fill="${darker(colour, 0.2)}"/><path d="M-146 10H148V34H-146Z" fill="#efe5d0"/><path d="M-150 34H150V42H-150Z" fill="${darker(colour, 0.3)}"/>`,
  );

const camera =
  lying(card(330, 200, 26), { y: 16 }) +
  `<path d="${card(330, 200, 26)}" fill="#2d2b2a"/><path d="${card(330, 46, 20, 0, -92)}" fill="#b9b5ad"/>` +
  `<path d="${card(84, 30, 8, 0, -120)}" fill="#9b978f"/><circle r="92" fill="#1d1c1c"/><circle r="72" fill="#3a3836"/><circle r="46" fill="#24303c"/>` +
  '<circle cx="-16" cy="-18" r="13" fill="#8fb3c4"/><circle cx="118" cy="-104" r="17" fill="#d8d4cb"/><circle cx="-120" cy="-60" r="9" fill="#c94f3a"/>' +
  brass('M-168 -70a16 16 0 1 0 1 0M168 -70a16 16 0 1 0 1 0', 7);

const plant =
  '<path d="M0 0C-6 -60 4 -110 -4 -170" stroke="#4f6b47" stroke-width="6" fill="none"/>' +
  [-1, 1]
    .flatMap((side) =>
      [40, 84, 126, 160].map(
        (y, n) =>
          `<path d="M0 ${-y}q${side * (64 - n * 8)} -34 ${side * (86 - n * 14)} 4q${side * -40} 26 ${side * -(86 - n * 14)} -4Z" fill="${n % 2 ? '#6f8f62' : '#5a7d55'}"/>`,
      ),
    )
    .join('') +
  '<path d="M-52 0H52L42 76H-42Z" fill="#b5734f"/><path d="M-58 -8H58V12H-58Z" fill="#c98661"/>';

const { celadon, persimmon, white, tenmoku, redClay } = GLAZES;
const chip =
  '<path d="M34 -158L52 -176L78 -150L62 -138L44 -142Z" fill="#e6d3b3"/><path d="M34 -158L44 -142L62 -138L54 -150Z" fill="#b79a72"/>';

/** Every picture of a conversation by the name that stories call it. */
export const MOMENTS = {
  'chipped-lid': () =>
    tabletop(
      WALLS.mist,
      at(
        296,
        420,
        2.3,
        `<g transform="translate(0 18)">${shadow(96)}</g><g transform="translate(0 148)">${cover(persimmon)}${chip}</g>`,
      ) + at(520, 500, 1.9, shard(persimmon.colour)),
    ),
  'cracked-cup': () =>
    room(
      WALLS.sand,
      at(
        312,
        500,
        1.75,
        cup(celadon) +
          '<path d="M30 -116L22 -92L36 -74L24 -50L32 -30" fill="none" stroke="#3d4a3e" stroke-width="3.4"/><path d="M36 -74L50 -62" stroke="#3d4a3e" stroke-width="2.4"/>',
      ),
    ),
  'marked-leather': () =>
    tabletop(
      WALLS.cream,
      at(
        318,
        330,
        1.5,
        cardHolder(
          HIDES.saddle,
          '<path d="M30 -8C60 30 84 44 118 82" fill="none" stroke="#e0b98c" stroke-width="4"/><path d="M52 2C70 26 88 38 104 52" fill="none" stroke="#5e3318" stroke-width="2"/><ellipse cx="-74" cy="62" rx="30" ry="21" fill="#5b3218" fill-opacity=".5"/><ellipse cx="-80" cy="58" rx="16" ry="11" fill="#4a2712" fill-opacity=".4"/>',
        ),
        6,
      ),
    ),
  parcel: () => room(WALLS.sage, at(318, 532, 1.42, parcel(false))),
  'crushed-parcel': () => room(WALLS.clay, at(312, 532, 1.42, parcel(true))),
  'bowl-in-use': () =>
    room(
      WALLS.plum,
      book(420, 540, '#5a7280') +
        at(
          250,
          520,
          1.28,
          bowl(tenmoku, { tea: '#6f8d3d', paint: streaks(150, 112, 11, '#c58a4a') }),
        ) +
        steam(252, 352, 1),
    ),
  'set-on-tray': () =>
    room(WALLS.cream, at(322, 552, 1.16, tray()) + at(320, 330, 0.8, at(-320, -342, 1, set()))),
  gift: () => room(WALLS.mist, at(318, 524, 1.4, gift())),
  'strap-on-camera': () =>
    tabletop(
      WALLS.sage,
      strap('M130 318C-40 120 220 -20 330 90C440 -20 700 120 512 318', 38, HIDES.chestnut) +
        at(320, 410, 1.16, camera),
    ),
  'pig-in-tea': () =>
    room(
      WALLS.sand,
      at(
        330,
        516,
        1.4,
        '<ellipse cx="20" cy="4" rx="210" ry="30" fill="#8a5326" fill-opacity=".45"/>' +
          pig('#6f3d2d'),
      ) + steam(330, 270, 0.9),
    ),
  'belt-hole': () =>
    tabletop(
      WALLS.sand,
      strap('M-60 420L700 220', 120, HIDES.chestnut) +
        holes([200, 352], [520, 268], 5, 12) +
        '<path d="M96 350V410M78 380H114" stroke="#f4e6c8" stroke-width="6" stroke-linecap="round"/><path d="M150 560L330 440" stroke="#c9a23f" stroke-width="22"/><path d="M330 440L362 419L322 428Z" fill="#2f2a28"/>',
    ),
  'wrong-colour': () =>
    tabletop(
      WALLS.clay,
      at(220, 340, 1.04, keyRing(HIDES.black), -24) +
        at(430, 330, 1.04, keyRing(HIDES.oxblood), 12),
    ),
  initials: () =>
    tabletop(
      WALLS.mist,
      at(
        316,
        312,
        1.2,
        notebook(
          HIDES.chestnut,
          `<path d="M6 118V150M6 118L18 138L30 118V150M46 118V150H66" fill="none" stroke="${darker(HIDES.chestnut, 0.6)}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/>`,
        ),
        -7,
      ),
    ),
  windowsill: () => room(WALLS.sage, at(500, 470, 1.3, plant) + at(248, 520, 1.3, gaiwan(white))),
  workbench: () =>
    tabletop(
      WALLS.cream,
      piece('M60 90H420L460 420L120 470Z', HIDES.natural) +
        '<path d="M110 140L380 150L400 370L160 410Z" fill="none" stroke="#6d4a2a" stroke-width="3" stroke-dasharray="12 9"/>' +
        at(
          500,
          330,
          1,
          piece(card(46, 170, 20, 0, 70), '#6b4a35') +
            '<path d="M-13 -20L0 -170L13 -20Z" fill="#c9ccd0"/><path d="M0 -170L13 -20H4Z" fill="#8f9499"/>',
          28,
        ) +
        at(
          250,
          540,
          1,
          '<path d="M-190 -26H190V26H-190Z" fill="#d9cba6"/><path d="M-170 -26v18M-130 -26v12M-90 -26v18M-50 -26v12M-10 -26v18M30 -26v12M70 -26v18M110 -26v12M150 -26v18" stroke="#6d6248" stroke-width="4"/>',
          -6,
        ),
    ),
  'pots-drying': () =>
    room(
      WALLS.clay,
      at(186, 470, 0.84, pot(redClay)) +
        at(476, 470, 0.84, pot({ ...redClay, colour: '#b98468' })) +
        at(
          322,
          556,
          0.92,
          cup(
            { ...celadon, colour: '#cfc3ae', gloss: 0.1 },
            { paint: crackle(92, 128, 2, '#b7a88f') },
          ),
        ),
    ),
  'two-teas': () =>
    room(
      WALLS.mist,
      at(206, 500, 1.3, cup(white, { tea: '#c9a44a' })) +
        at(440, 520, 1.3, cup(white, { tea: TEA })) +
        steam(206, 330, 0.8),
    ),
};
