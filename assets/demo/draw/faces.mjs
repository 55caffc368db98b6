// Sixty small pictures that buyers chose for themselves: faces, views, things they like.

import { chance, darker, lighter } from './colour.mjs';
import { picture } from './studio.mjs';

const GROUNDS = [
  '#d8c3a5',
  '#b7c4b1',
  '#c9b1bd',
  '#a9bfc9',
  '#dcb8a0',
  '#c8c79f',
  '#b3b6cf',
  '#e0cfa6',
  '#9fb7a9',
  '#cbaea2',
];
const SKINS = ['#f0cfae', '#e3b38c', '#c98f64', '#9a6643', '#6f4630', '#f4dcc4'];
const HAIRS = ['#2b2320', '#4d3325', '#7b4f2c', '#b98547', '#8d8a86', '#a3492d'];
const CLOTHES = ['#0b6a60', '#8d4a3a', '#43597a', '#6d6a45', '#7c4d74', '#b0853c', '#3b3a3d'];

const pick = (dice, from) => from[Math.floor(dice() * from.length)];
const ground = (colour) => `<rect width="128" height="128" fill="${colour}"/>`;

const BACK_HAIR = [
  '',
  '',
  '<path d="M28 60C28 20 100 20 100 60V112H28Z"/>',
  '<circle cx="64" cy="20" r="15"/>',
  '<path d="M30 56C26 18 102 18 98 56L104 84C96 90 90 84 92 70H36C38 84 32 90 24 84Z"/>',
  '<circle cx="40" cy="36" r="18"/><circle cx="64" cy="26" r="20"/><circle cx="88" cy="36" r="18"/><circle cx="32" cy="56" r="14"/><circle cx="96" cy="56" r="14"/>',
];
const FRINGES = [
  '<path d="M36 58C34 26 94 26 92 58C84 42 70 42 60 44C50 46 40 48 36 58Z"/>',
  '<path d="M36 60C34 24 94 24 92 60C90 50 88 46 84 46H44C40 46 38 50 36 60Z"/>',
  '<path d="M36 58C36 26 92 24 92 58C80 54 72 48 66 38C58 50 46 54 36 58Z"/>',
  '<path d="M38 50C42 28 86 28 90 50C76 40 52 40 38 50Z"/>',
];

function face(dice) {
  const [skin, hair, cloth] = [pick(dice, SKINS), pick(dice, HAIRS), pick(dice, CLOTHES)];
  const eyes = pick(dice, [
    '<circle cx="53" cy="64" r="3.2"/><circle cx="75" cy="64" r="3.2"/>',
    '<path d="M48 65q5 -5 10 0M70 65q5 -5 10 0" fill="none" stroke="#2b2320" stroke-width="3" stroke-linecap="round"/>',
  ]);
  const mouth = pick(dice, ['M56 80q8 8 16 0', 'M57 81q7 5 14 0', 'M58 82h12']);
  const glasses =
    dice() < 0.3
      ? '<g fill="none" stroke="#3b3431" stroke-width="2.6"><circle cx="52" cy="64" r="9"/><circle cx="76" cy="64" r="9"/><path d="M61 63h6"/></g>'
      : '';
  const behind = pick(dice, BACK_HAIR);
  const beard =
    behind === '' && dice() < 0.6
      ? `<path d="M40 70C42 104 86 104 88 70C82 82 74 76 64 76C54 76 46 82 40 70Z" fill="${hair}"/>`
      : '';
  return (
    ground(pick(dice, GROUNDS)) +
    `<g fill="${darker(hair, 0.15)}">${behind}</g>` +
    `<path d="M16 132C16 104 40 98 64 98C88 98 112 104 112 132Z" fill="${cloth}"/>` +
    `<path d="M54 84H74V102Q64 112 54 102Z" fill="${darker(skin, 0.14)}"/><ellipse cx="64" cy="64" rx="27" ry="31" fill="${skin}"/>` +
    `<path d="M64 33A27 31 0 0 1 64 95A40 46 0 0 0 64 33Z" fill="${darker(skin, 0.1)}"/>` +
    beard +
    `<g fill="${hair}">${pick(dice, FRINGES)}</g><g fill="#2b2320">${eyes}</g>` +
    `<path d="${mouth}" fill="none" stroke="#8a3f34" stroke-width="3" stroke-linecap="round"/>` +
    glasses
  );
}

function view(dice) {
  const sky = pick(dice, ['#f0c8a0', '#a9c7d6', '#d9b3bb', '#2f4260', '#e9d9b0', '#b8cfc4']);
  const sun = pick(dice, ['#fff3d6', '#e8743b', '#f4d06a']);
  const far = pick(dice, ['#6d8a96', '#8a7f9b', '#5d7f6a', '#9b7a66']);
  const x = 30 + dice() * 68;
  const y = 26 + dice() * 26;
  const near = darker(far, 0.35);
  const hills = pick(dice, [
    `<path d="M-4 100L34 52L60 84L88 46L132 98V132H-4Z" fill="${far}"/><path d="M34 52L44 64L36 68L26 62ZM88 46L99 59L88 64L78 60Z" fill="#fbf5ea"/><path d="M-4 112Q40 92 132 116V132H-4Z" fill="${near}"/>`,
    `<rect y="78" width="128" height="50" fill="${far}"/><path d="M14 90H60M40 100H96M70 112H118M10 116H36" stroke="${lighter(far, 0.4)}" stroke-width="3" stroke-linecap="round"/><path d="M70 78L76 50L96 78Z" fill="#fbf5ea"/><path d="M64 79H104L96 88H72Z" fill="${near}"/>`,
    `<path d="M-4 84C30 64 60 96 132 70V132H-4Z" fill="${far}"/><path d="M-4 104C40 84 80 118 132 94V132H-4Z" fill="${near}"/>`,
    `<path d="M-4 96H132V132H-4Z" fill="${near}"/><path d="M20 100L34 48L48 100ZM46 104L62 60L78 104ZM80 102L98 40L116 102Z" fill="${far}"/>`,
  ]);
  return (
    ground(sky) + `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="15" fill="${sun}"/>` + hills
  );
}

const THINGS = [
  (c) =>
    `<path d="M34 58H88V80Q88 102 61 102Q34 102 34 80Z" fill="${c}"/><path d="M88 64q20 0 20 14t-22 14" fill="none" stroke="${c}" stroke-width="7"/><path d="M52 48q-7 -10 2 -20M70 48q-7 -10 2 -20" fill="none" stroke="#fffaf0" stroke-width="5" stroke-linecap="round"/>`,
  (c) =>
    `<path d="M30 50L36 22L56 38H72L92 22L98 50Q104 104 64 104Q24 104 30 50Z" fill="${c}"/><circle cx="50" cy="66" r="5" fill="#fff4d8"/><circle cx="78" cy="66" r="5" fill="#fff4d8"/><path d="M58 80L64 86L70 80" fill="none" stroke="#fff4d8" stroke-width="4"/>`,
  (c) =>
    `<path d="M64 108C20 84 26 40 64 18C102 40 108 84 64 108Z" fill="${c}"/><path d="M64 112V42M64 66L84 52M64 80L44 64" stroke="#fff4d8" stroke-width="4" fill="none"/>`,
  (c) =>
    `<path d="M20 76Q64 40 84 66L108 50V96L84 80Q64 108 20 76Z" fill="${c}"/><circle cx="44" cy="73" r="5" fill="#fff4d8"/>`,
  (c) =>
    [0, 60, 120, 180, 240, 300]
      .map(
        (turn) =>
          `<ellipse cx="64" cy="38" rx="14" ry="22" transform="rotate(${turn} 64 64)" fill="${c}"/>`,
      )
      .join('') + '<circle cx="64" cy="64" r="13" fill="#f4d06a"/>',
  (c) =>
    `<path d="M64 14L104 56L64 112L24 56Z" fill="${c}"/><path d="M64 14V112M24 56H104" stroke="#fff4d8" stroke-width="3"/>`,
  (c) =>
    `<path d="M84 22A44 44 0 1 0 106 86A36 36 0 1 1 84 22Z" fill="${c}"/><circle cx="98" cy="44" r="4" fill="#fff4d8"/><circle cx="84" cy="62" r="3" fill="#fff4d8"/>`,
  (c) =>
    `<path d="M56 112V74Q30 74 30 50V38H42V50Q42 60 56 60V24Q64 12 72 24V72Q84 70 84 58V46H96V60Q96 84 72 86V112Z" fill="${c}"/>`,
  (c) =>
    `<path d="M24 74Q34 34 74 44L90 30L96 46Q112 52 104 60L90 62Q88 96 54 96H30L44 84Q26 86 24 74Z" fill="${c}"/><circle cx="86" cy="50" r="3.6" fill="#fff4d8"/>`,
  (c) =>
    `<circle cx="40" cy="84" r="22" fill="none" stroke="${c}" stroke-width="7"/><circle cx="92" cy="84" r="22" fill="none" stroke="${c}" stroke-width="7"/><path d="M40 84L56 50H84L92 84M56 50L68 84H40M50 46H62M84 50L80 38H90" fill="none" stroke="${c}" stroke-width="6" stroke-linejoin="round"/>`,
];

function thing(dice, number) {
  const back = pick(dice, GROUNDS);
  return ground(back) + THINGS[number % THINGS.length](pick(dice, [darker(back, 0.5), ...CLOTHES]));
}

/** The picture that a buyer of this number has. */
export function avatar(number) {
  const dice = chance(7919 * (number + 1));
  const kind = [face, thing, face, view, face][number % 5];
  return picture(kind === thing ? thing(dice, (number - 1) / 5) : kind(dice), 128);
}
