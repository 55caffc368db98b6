// The small leather goods that are sold.

import { darker, lighter } from './colour.mjs';
import { HIDES, THREAD, brass, card, holes, piece, seam, strap, stud } from './hide.mjs';
import { WALLS, at, gradient, lying, room, shadow, tabletop } from './studio.mjs';

/** A holder for six cards, two of them showing. */
export const cardHolder = (colour, marks = '') =>
  piece(card(330, 232, 20), darker(colour, 0.12)) +
  `<path d="${card(286, 150, 12, 6, -66)}" fill="#f3ead8" stroke="#cbb995" stroke-width="2"/>` +
  `<path d="${card(286, 150, 12, 0, -44)}" fill="#8fae9c" stroke="#6d8d7b" stroke-width="2"/>` +
  piece(
    'M-165 -52Q-100 -52 -60 -34Q0 -8 60 -34Q100 -52 165 -52V96Q165 116 145 116H-145Q-165 116 -165 96Z',
    colour,
    { lift: 0.3 },
  ) +
  piece('M-165 14H165V96Q165 116 145 116H-145Q-165 116 -165 96Z', lighter(colour, 0.08), {
    lift: 0.3,
  }) +
  seam('M-152 -38V92Q-152 103 -141 103H141Q152 103 152 92V-38') +
  marks;

/** A strap for a camera, thrown down in a curve. */
export const cameraStrap = (colour) =>
  strap(
    'M-210 150C-250 -60 -150 -230 -20 -190C120 -146 -90 60 30 140C110 190 190 120 210 -40',
    40,
    colour,
  ) +
  strap('M-210 150L-206 192', 24, darker(colour, 0.2), { stitched: false, lift: 0 }) +
  strap('M210 -40L214 -92', 24, darker(colour, 0.2), { stitched: false, lift: 0 }) +
  brass('M-206 186a22 22 0 1 0 1 0') +
  brass('M214 -86a22 22 0 1 1 1 0') +
  stud(-210, 146, 9) +
  stud(210, -42, 9);

const key =
  '<g transform="rotate(24)">' +
  brass('M0 66a34 34 0 1 0 1 0M0 134V236M0 228H26M0 204H20', 15) +
  '</g>';

/** A loop for keys. */
export const keyRing = (colour) =>
  at(8, 10, 1, key) +
  at(-14, 6, 0.86, key, 26) +
  brass('M0 10a52 52 0 1 0 1 0', 10) +
  piece('M-34 -250Q0 -276 34 -250L30 20Q0 46 -30 20Z', colour) +
  seam('M-22 -238Q0 -254 22 -238L19 -30H-19Z') +
  stud(0, -6, 13);

/** A notebook in a cover that outlives its paper. */
export const notebook = (colour, mark = '') =>
  piece(card(312, 424, 18, 8, 6), '#efe5d0', { lift: 1.2 }) +
  '<path d="M160 -190V200M165 -190V200" stroke="#c9b995" stroke-width="2"/>' +
  piece(card(312, 424, 20), colour, { lift: 0 }) +
  `<path d="M-112 -211V211" stroke="${darker(colour, 0.4)}" stroke-width="3"/>` +
  seam('M-100 -196H132Q142 -196 142 -186V186Q142 196 132 196H-100') +
  strap('M104 -212V212', 17, '#2f4f48', { stitched: false, lift: 0.3 }) +
  '<path d="M-40 210V252L-28 240L-16 252V210" fill="#a3423a"/>' +
  mark;

/** A purse for coins with a flap. */
export const coinPouch = (colour) =>
  piece('M-168 -60Q-176 150 -90 158H90Q176 150 168 -60Z', colour) +
  seam('M-152 -10Q-152 134 -84 141H84Q152 134 152 -10') +
  piece(
    'M-176 -66Q-176 -142 -100 -142H100Q176 -142 176 -66Q150 62 0 66Q-150 62 -176 -66Z',
    lighter(colour, 0.07),
    { lift: 0.5 },
  ) +
  seam('M-160 -66Q-158 -127 -98 -127H98Q158 -127 160 -66Q136 46 0 50Q-136 46 -160 -66Z') +
  stud(0, 24, 19);

/** A belt, half rolled up. */
export const belt = (colour) =>
  strap(
    'M-60 34A84 84 0 1 1 60 100C10 146 -110 140 -150 40A178 178 0 0 1 150 -110C206 -40 190 70 236 176',
    46,
    colour,
  ) +
  at(228, 172, 1, brass(card(96, 74, 12), 13), 64) +
  brass('M200 138L256 196', 9) +
  holes([-58, 20], [-30, -36], 3, 5);

/** A strap for a watch, in its two parts. */
export const watchStrap = (colour) =>
  at(
    -84,
    0,
    1,
    piece('M-46 -236H46L36 200Q0 252 -36 200Z', colour) +
      seam('M-34 -224H34L26 196Q0 232 -26 196Z') +
      holes([0, -20], [0, 150], 6, 6),
    -7,
  ) +
  at(
    96,
    10,
    1,
    piece('M-46 -130H46L38 150H-38Z', colour) +
      seam('M-34 -118H34L28 140H-28Z') +
      strap('M-46 40H46', 20, darker(colour, 0.15), { stitched: false, lift: 0.3 }) +
      brass('M-46 150H46V206H-46ZM0 156V204', 9),
    7,
  );

/** Tea things rolled into leather, for a journey. */
export function teaRoll(colour) {
  const tube = gradient(
    [
      [0, darker(colour, 0.12)],
      [0.24, lighter(colour, 0.34)],
      [0.55, colour],
      [1, darker(colour, 0.45)],
    ],
    { to: [0, 1] },
  );
  const body = card(400, 190, 26);
  const band = (x) =>
    piece(card(34, 204, 8, x), darker(colour, 0.34), { lift: 0.2 }) +
    brass(card(44, 40, 5, x, 10), 7) +
    brass(`M${x} -6V26`, 5);
  return (
    lying(body, { y: 22, blur: 12 }) +
    tube.defs +
    `<path d="${body}" fill="${tube.fill}"/>` +
    `<ellipse cx="196" cy="0" rx="36" ry="94" fill="${darker(colour, 0.3)}"/>` +
    `<path d="M196 -78C226 -78 226 78 196 78C172 78 172 -54 196 -54C214 -54 214 54 196 54C184 54 184 -30 196 -30" fill="none" stroke="${lighter(colour, 0.25)}" stroke-width="7"/>` +
    '<path d="M190 -8C250 -16 260 -24 286 -20M192 8C250 10 262 4 280 8" stroke="#e2c187" stroke-width="9" fill="none" stroke-linecap="round"/>' +
    `<path d="M-174 62H164" stroke="${THREAD}" stroke-width="3" stroke-dasharray="9 5.5"/>` +
    band(-96) +
    band(66)
  );
}

/** A case from which glasses look out. */
export const glassesCase = (colour) =>
  '<g fill="none" stroke="#2f2a28" stroke-width="9" transform="translate(0 -92)"><path d="M-14 -8a58 46 0 1 1 -116 0a58 46 0 1 1 116 0ZM130 -8a58 46 0 1 1 -116 0a58 46 0 1 1 116 0Z"/><path d="M-15 -14Q0 -30 15 -14M-124 10L-168 60M124 10L168 60"/></g>' +
  piece(
    'M-210 -30Q-210 -62 -178 -62Q-60 -30 0 -30Q60 -30 178 -62Q210 -62 210 -30V60Q210 120 150 120H-150Q-210 120 -210 60Z',
    colour,
  ) +
  seam('M-194 -36V58Q-194 104 -148 104H148Q194 104 194 58V-36') +
  stud(0, 4, 13);

/** A bag that stands. */
export function satchel(colour) {
  const flap =
    'M-208 -262Q-208 -282 -188 -282H188Q208 -282 208 -262L204 -128Q200 -96 166 -92Q0 -76 -166 -92Q-200 -96 -204 -128Z';
  const buckle = (x) =>
    strap(`M${x} -280V-62`, 32, darker(colour, 0.24), { stitched: false, lift: 0 }) +
    brass(card(46, 40, 5, x, -104), 8) +
    brass(`M${x} -122V-86`, 6);
  return (
    shadow(206, 0.9) +
    strap('M-206 -250C-250 -420 250 -420 206 -250', 20, darker(colour, 0.2), {
      stitched: false,
      lift: 0,
    }) +
    strap('M-62 -280C-62 -350 62 -350 62 -280', 22, darker(colour, 0.3), {
      stitched: false,
      lift: 0,
    }) +
    piece(card(412, 280, 26, 0, -140), darker(colour, 0.08), { lift: 0 }) +
    seam('M-190 -120V-30Q-190 -16 -176 -16H176Q190 -16 190 -30V-120') +
    piece(flap, colour, { lift: 0.6 }) +
    seam(
      'M-192 -258Q-192 -268 -182 -268H182Q192 -268 192 -258L188 -132Q184 -110 160 -107Q0 -92 -160 -107Q-184 -110 -188 -132Z',
    ) +
    buckle(-112) +
    buckle(112)
  );
}

/** Every leather product by the name the shop's lists call it. */
export const LEATHER = {
  'card-holder': () => tabletop(WALLS.sage, at(318, 330, 1.34, cardHolder(HIDES.saddle), -8)),
  'camera-strap': () => tabletop(WALLS.sand, at(316, 322, 1.1, cameraStrap(HIDES.chestnut))),
  'key-ring': () => tabletop(WALLS.mist, at(300, 340, 1.14, keyRing(HIDES.natural), -16)),
  notebook: () => tabletop(WALLS.clay, at(316, 312, 1.14, notebook(HIDES.olive), 6)),
  'coin-pouch': () => tabletop(WALLS.cream, at(318, 318, 1.36, coinPouch(HIDES.oxblood), 5)),
  belt: () => tabletop(WALLS.mist, at(292, 318, 1.16, belt(HIDES.chestnut))),
  'watch-strap': () => tabletop(WALLS.plum, at(318, 314, 1.1, watchStrap(HIDES.black), 10)),
  'tea-roll': () => tabletop(WALLS.sage, at(300, 326, 1.14, teaRoll(HIDES.natural), -14)),
  'glasses-case': () => tabletop(WALLS.sand, at(318, 340, 1.24, glassesCase(HIDES.saddle), -10)),
  satchel: () => room(WALLS.cream, at(314, 524, 1.18, satchel(HIDES.saddle))),
};
