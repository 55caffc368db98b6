// Forms from the wheel. Each stands at 0, 0 and grows upward.

import { chance, darker, lighter, mix } from './colour.mjs';
import { gradient, within } from './studio.mjs';

/** How round a rim looks from slightly above. */
const TILT = 0.17;

/** A smooth line through points. */
export function through(points) {
  const [first] = points;
  const parts = points.slice(1).map((to, at) => {
    const from = points[at];
    const before = points[at - 1] ?? from;
    const after = points[at + 2] ?? to;
    const bend = [0, 1].map((axis) => from[axis] + (to[axis] - before[axis]) / 6);
    const land = [0, 1].map((axis) => to[axis] - (after[axis] - from[axis]) / 6);
    return `C${[...bend, ...land, ...to].map((n) => n.toFixed(1)).join(' ')}`;
  });
  return { start: first, parts: parts.join('') };
}

/** The outline of a turned form: heights and half widths, from the rim to the foot. */
export function outline(profile) {
  const left = through(profile.map(([y, half]) => [-half, y]));
  const right = through([...profile].reverse().map(([y, half]) => [half, y]));
  const [, foot] = profile.at(-1);
  const [, rim] = profile[0];
  return (
    `M${left.start.join(' ')}${left.parts}` +
    `A${foot} ${foot * TILT} 0 0 0 ${foot} ${profile.at(-1)[0]}` +
    `${right.parts}A${rim} ${rim * TILT} 0 0 1 ${-rim} ${profile[0][0]}Z`
  );
}

/** Light from the left on something round. */
export const round = (colour) =>
  gradient([
    [0, darker(colour, 0.16)],
    [0.12, lighter(colour, 0.08)],
    [0.3, lighter(colour, 0.34)],
    [0.52, colour],
    [0.86, darker(colour, 0.34)],
    [1, darker(colour, 0.24)],
  ]);

/** The drips in which a glaze ends above the bare foot. */
function drips(half, y, seed) {
  const dice = chance(seed);
  const points = [];
  for (let x = -half - 10; x <= half + 10; x += 18) points.push([x, y + dice() * 16 - 4]);
  const line = through(points);
  return `M${-half - 10} -400H${half + 10}L${half + 10} ${y}${through([...points].reverse()).parts}L${line.start.join(' ')}Z`;
}

/** The glimmer of a window on glaze. */
function glimmer(profile, strength) {
  const shown = profile.slice(0, -1);
  const outer = shown.map(([y, half]) => [-half * 0.74, y + 10]);
  const inner = [...shown].reverse().map(([y, half]) => [-half * 0.56, y + 14]);
  const [one, other] = [through(outer), through(inner)];
  return `<path d="M${one.start.join(' ')}${one.parts}L${other.start.join(' ')}${other.parts}Z" fill="#fffdf6" fill-opacity="${strength}"/>`;
}

/** A turned form in its glaze; with a rim it is open and may hold something. */
export function turned(profile, glaze) {
  const path = outline(profile);
  const widest = Math.max(...profile.map(([, half]) => half));
  const skin = round(glaze.colour);
  let drawn = skin.defs + `<path d="${path}" fill="${skin.fill}"/>`;
  if (glaze.bare) {
    const clay = round(glaze.clay ?? '#a9825f');
    const line = glaze.bare * profile[0][0];
    drawn =
      clay.defs +
      `<path d="${path}" fill="${clay.fill}"/>` +
      skin.defs +
      within(drips(widest, line, glaze.seed ?? 3), `<path d="${path}" fill="${skin.fill}"/>`);
  }
  drawn += within(path, (glaze.paint ?? '') + glimmer(profile, glaze.gloss ?? 0.4));
  return drawn;
}

/** The opening of a vessel, with tea or without. */
export function mouth(y, half, colour, tea) {
  const flat = half * TILT;
  const deep = gradient([
    [0, darker(colour, 0.42)],
    [1, darker(colour, 0.1)],
  ]);
  const liquid = tea
    ? `<ellipse cx="0" cy="${y + flat * 0.3}" rx="${half * 0.86}" ry="${flat * 0.68}" fill="${tea}"/>` +
      `<ellipse cx="${-half * 0.3}" cy="${y + flat * 0.2}" rx="${half * 0.32}" ry="${flat * 0.16}" fill="#fff6dc" fill-opacity=".5"/>`
    : '';
  return (
    deep.defs +
    `<ellipse cx="0" cy="${y}" rx="${half}" ry="${flat}" fill="${lighter(colour, 0.45)}"/>` +
    `<ellipse cx="0" cy="${y + 1}" rx="${half * 0.93}" ry="${flat * 0.86}" fill="${deep.fill}"/>` +
    liquid
  );
}

/** A handle or a spout's edge: a round rod along a path. */
export const rod = (path, width, colour) =>
  `<g fill="none" stroke-linecap="round"><path d="${path}" stroke="${darker(colour, 0.38)}" stroke-width="${width}"/>` +
  `<path d="${path}" stroke="${colour}" stroke-width="${width * 0.72}" transform="translate(-1.5 -1.5)"/>` +
  `<path d="${path}" stroke="${lighter(colour, 0.4)}" stroke-width="${width * 0.2}" transform="translate(-3 -3)"/></g>`;

/** The net of fine cracks in a crackled glaze. */
export function crackle(half, high, seed, colour) {
  const dice = chance(seed);
  let lines = '';
  for (let n = 0; n < 26; n += 1) {
    let [x, y] = [(dice() * 2 - 1) * half, -dice() * high];
    let way = dice() * 6.3;
    lines += `M${x.toFixed(1)} ${y.toFixed(1)}`;
    for (let step = 0; step < 4; step += 1) {
      way += (dice() - 0.5) * 1.8;
      x += Math.cos(way) * 17;
      y += Math.sin(way) * 17;
      lines += `L${x.toFixed(1)} ${y.toFixed(1)}`;
    }
  }
  return `<path d="${lines}" fill="none" stroke="${colour}" stroke-width="1.3" stroke-opacity=".55"/>`;
}

/** The streaks that iron leaves in a dark glaze. */
export function streaks(half, high, seed, colour) {
  const dice = chance(seed);
  let lines = '';
  for (let n = 0; n < 60; n += 1) {
    const x = (dice() * 2 - 1) * half;
    const top = -high * (0.55 + dice() * 0.42);
    lines += `M${x.toFixed(1)} ${top.toFixed(1)}L${(x * 0.86).toFixed(1)} ${(top + 16 + dice() * 34).toFixed(1)}`;
  }
  return `<path d="${lines}" stroke="${colour}" stroke-width="2.2" stroke-opacity=".5" stroke-linecap="round"/>`;
}

/** The colours of the shop's glazes. */
export const GLAZES = {
  celadon: { colour: '#9dbba0' },
  moon: { colour: '#bccfd2' },
  persimmon: { colour: '#bd6238', bare: 0.12, clay: '#b78a64' },
  white: { colour: '#efeae0' },
  tenmoku: { colour: '#4a2f24', bare: 0.16, clay: '#a07752', gloss: 0.3 },
  ash: { colour: '#b5aa8e', bare: 0.14, clay: '#8f6f55' },
  autumn: { colour: '#a9713a', bare: 0.2, clay: '#7d5740' },
  redClay: { colour: '#93503a', gloss: 0.16 },
  iron: { colour: '#3d3b39', gloss: 0.12 },
};

/** A tint of a glaze, for lids and knobs that catch more light. */
export const tint = (glaze, share) => ({ ...glaze, colour: mix(glaze.colour, '#fff4e0', share) });
