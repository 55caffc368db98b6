// The vessels of a tea table, each standing at 0, 0; put together in tea.mjs and moments.mjs.

import { GLAZES, mouth, rod, round, tint, turned } from './clay.mjs';
import { darker, lighter } from './colour.mjs';
import { at, gradient, shadow } from './studio.mjs';

export const TEA = '#a5672c';

const CUP = [
  [-128, 92],
  [-96, 90],
  [-58, 76],
  [-26, 52],
  [-12, 42],
  [0, 43],
];

/** A cup without a handle. */
export const cup = (glaze, { tea, paint } = {}) =>
  shadow(80) + turned(CUP, { ...glaze, paint }) + mouth(-128, 92, glaze.colour, tea);

const BOWL = [
  [-112, 150],
  [-92, 141],
  [-60, 112],
  [-28, 66],
  [-13, 47],
  [0, 48],
];

/** A wide tea bowl. */
export const bowl = (glaze, { tea, paint } = {}) =>
  shadow(110) + turned(BOWL, { ...glaze, paint }) + mouth(-112, 150, glaze.colour, tea);

const POT = [
  [-146, 62],
  [-134, 86],
  [-104, 114],
  [-66, 122],
  [-30, 102],
  [-8, 78],
  [0, 74],
];
const LID = [
  [-186, 16],
  [-176, 38],
  [-158, 58],
  [-142, 64],
];
const KNOB = [
  [-214, 12],
  [-204, 17],
  [-192, 12],
  [-182, 13],
];

const spout = (glaze) => {
  const skin = round(glaze.colour);
  return (
    skin.defs +
    `<path d="M-96 -112C-132 -112 -136 -142 -172 -166L-196 -152C-178 -116 -158 -52 -92 -44Z" fill="${skin.fill}"/>` +
    `<ellipse cx="-184" cy="-159" rx="15" ry="6" transform="rotate(28 -184 -159)" fill="${darker(glaze.colour, 0.55)}"/>`
  );
};

/** A pot with a lid; its handle is `behind`, at the `side`, or `none`. */
export function pot(glaze, { handle = 'behind', paint } = {}) {
  const behind = rod('M96 -122C196 -158 206 -30 100 -36', 19, glaze.colour);
  const grip = round(glaze.colour);
  const side =
    grip.defs +
    `<path d="M70 -108L196 -164A13 17 -24 0 1 208 -130L84 -62Z" fill="${grip.fill}"/>` +
    `<ellipse cx="202" cy="-147" rx="11" ry="18" transform="rotate(-24 202 -147)" fill="${darker(glaze.colour, 0.45)}"/>`;
  return (
    shadow(112) +
    (handle === 'behind' ? behind : '') +
    spout(glaze) +
    turned(POT, { ...glaze, paint }) +
    (handle === 'side' ? side : '') +
    `<ellipse cx="0" cy="-144" rx="66" ry="12" fill="${darker(glaze.colour, 0.4)}"/>` +
    turned(LID, { ...tint(glaze, 0.08), bare: 0 }) +
    turned(KNOB, { ...tint(glaze, 0.1), bare: 0 })
  );
}

const GAIWAN = [
  [-132, 112],
  [-118, 100],
  [-78, 82],
  [-40, 56],
  [-16, 40],
  [-6, 42],
];
const COVER = [
  [-182, 34],
  [-172, 62],
  [-152, 86],
  [-136, 92],
];
const RING = [
  [-206, 30],
  [-198, 25],
  [-186, 24],
  [-178, 30],
];

const plate = (glaze) => {
  const skin = round(glaze.colour);
  return (
    skin.defs +
    `<path d="M-128 -16A128 22 0 0 0 128 -16C122 -2 70 10 52 10H-52C-70 10 -122 -2 -128 -16Z" fill="${skin.fill}"/>` +
    `<ellipse cx="0" cy="-16" rx="128" ry="21" fill="${lighter(glaze.colour, 0.3)}"/>` +
    `<ellipse cx="0" cy="-14" rx="92" ry="13" fill="${darker(glaze.colour, 0.14)}"/>`
  );
};

/** The cover of a covered bowl. */
export const cover = (glaze) =>
  turned(COVER, { ...glaze, bare: 0 }) +
  turned(RING, { ...tint(glaze, 0.1), bare: 0, gloss: 0 }) +
  `<ellipse cx="0" cy="-206" rx="30" ry="5.4" fill="${darker(glaze.colour, 0.35)}"/>`;

/** A covered bowl on its saucer. */
export const gaiwan = (glaze, { paint } = {}) =>
  shadow(120) +
  plate(glaze) +
  turned(GAIWAN, { ...glaze, bare: 0, paint }) +
  mouth(-132, 112, glaze.colour) +
  cover(glaze);

const PITCHER = [
  [-186, 72],
  [-168, 68],
  [-120, 80],
  [-64, 92],
  [-24, 80],
  [0, 60],
];

/** A pitcher from which all cups get the same tea. */
export function pitcher(glaze) {
  const [light, dark] = [lighter(glaze.colour, 0.2), darker(glaze.colour, 0.3)];
  return (
    shadow(90) +
    rod('M76 -160C160 -170 150 -40 84 -52', 17, glaze.colour) +
    turned(PITCHER, glaze) +
    `<path d="M-44 -197C-72 -199 -92 -205 -108 -211C-104 -190 -90 -172 -67 -158Z" fill="${light}"/>` +
    `<path d="M-44 -196C-72 -197 -90 -203 -104 -208C-94 -198 -84 -190 -70 -184Z" fill="${dark}"/>` +
    mouth(-186, 72, glaze.colour, TEA)
  );
}

const JAR = [
  [-178, 60],
  [-166, 84],
  [-128, 106],
  [-70, 104],
  [-22, 84],
  [0, 72],
];
const CAP = [
  [-228, 56],
  [-214, 66],
  [-192, 68],
  [-172, 66],
];

/** A jar with a lid, for leaves. */
export const caddy = (glaze, { paint } = {}) =>
  shadow(98) +
  turned(JAR, { ...glaze, paint }) +
  `<ellipse cx="0" cy="-174" rx="67" ry="11" fill="${darker(glaze.colour, 0.5)}"/>` +
  turned(CAP, { ...tint(glaze, 0.07), bare: 0 }) +
  `<ellipse cx="0" cy="-227" rx="56" ry="9.5" fill="${lighter(glaze.colour, 0.28)}"/>`;

const TIN = [
  [-196, 84],
  [-190, 84],
  [-100, 84],
  [-8, 84],
  [0, 84],
];
const TIN_CAP = [
  [-250, 80],
  [-244, 86],
  [-214, 87],
  [-190, 87],
];

/** A painted tin. */
export const tin = (colour, paint) =>
  shadow(88) +
  turned(TIN, { colour, paint, gloss: 0.3 }) +
  turned(TIN_CAP, { colour: darker(colour, 0.1), gloss: 0.35 }) +
  `<ellipse cx="0" cy="-250" rx="80" ry="13.6" fill="${lighter(colour, 0.3)}"/>`;

/** A kettle of cast iron, dotted like hail. */
export function kettle() {
  const iron = GLAZES.iron;
  let hail = '';
  for (let row = 0; row < 5; row += 1) {
    for (let n = -7; n <= 7; n += 1) {
      const x = Math.sin((n + (row % 2) / 2) / 5.2) * (128 - Math.abs(row - 2) * 8);
      hail += `<circle cx="${x.toFixed(1)}" cy="${-128 + row * 17 + Math.abs(n) * -0.8}" r="3.6" fill="#5d5a56"/>`;
    }
  }
  return at(
    0,
    0,
    1.08,
    rod('M-84 -138C-104 -318 104 -318 84 -138', 13, '#4b4743') +
      pot(iron, { handle: 'none', paint: hail }),
  );
}

/** A small pig of clay that is given tea. */
export function pig(colour) {
  const skin = gradient(
    [
      [0, lighter(colour, 0.32)],
      [0.5, colour],
      [1, darker(colour, 0.4)],
    ],
    { from: [0.1, 0], to: [0.9, 1] },
  );
  const dark = darker(colour, 0.55);
  const foot = (x) =>
    `<ellipse cx="${x}" cy="-10" rx="26" ry="16" fill="${darker(colour, 0.22)}"/>`;
  return (
    shadow(128) +
    skin.defs +
    foot(70) +
    `<path d="M118 -92C150 -110 150 -140 128 -138C112 -136 120 -116 136 -122" fill="none" stroke="${darker(colour, 0.3)}" stroke-width="7" stroke-linecap="round"/>` +
    `<path d="M-128 -78C-128 -150 -60 -170 10 -166C90 -162 136 -120 130 -66C126 -18 84 -4 0 -4C-88 -4 -128 -22 -128 -78Z" fill="${skin.fill}"/>` +
    foot(-60) +
    foot(-4) +
    `<path d="M-104 -146C-116 -186 -92 -194 -66 -162Z" fill="${darker(colour, 0.12)}"/>` +
    `<path d="M-34 -166C-22 -204 2 -200 6 -164Z" fill="${darker(colour, 0.24)}"/>` +
    `<ellipse cx="-84" cy="-84" rx="36" ry="28" fill="${lighter(colour, 0.2)}"/>` +
    `<ellipse cx="-95" cy="-84" rx="6" ry="9" fill="${dark}"/><ellipse cx="-73" cy="-84" rx="6" ry="9" fill="${dark}"/>` +
    `<path d="M-118 -118q10 9 20 1M-54 -122q11 9 21 -1" fill="none" stroke="${dark}" stroke-width="5" stroke-linecap="round"/>` +
    '<path d="M10 -150C60 -146 96 -124 104 -96C80 -122 50 -134 4 -138Z" fill="#fff2dd" fill-opacity=".28"/>'
  );
}
