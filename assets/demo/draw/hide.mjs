// Leather, thread and brass: what all leather goods are put together from.

import { darker, lighter } from './colour.mjs';
import { gradient, lying } from './studio.mjs';

export const HIDES = {
  saddle: '#a4683a',
  natural: '#c99a66',
  chestnut: '#7a4a2e',
  black: '#38322f',
  olive: '#6d6a45',
  oxblood: '#79352f',
};
export const THREAD = '#ead9b8';
const BRASS = '#c9a04e';

/** A rectangle with round corners, as a path around 0, 0. */
export function card(width, height, corner, x = 0, y = 0) {
  const [left, top] = [x - width / 2, y - height / 2];
  const arc = (dx, dy) => `a${corner} ${corner} 0 0 1 ${dx} ${dy}`;
  const [w, h] = [width - corner * 2, height - corner * 2];
  return `M${left + corner} ${top}h${w}${arc(corner, corner)}v${h}${arc(-corner, corner)}h${-w}${arc(-corner, -corner)}v${-h}${arc(corner, -corner)}Z`;
}

/** A cut piece: its shadow, its surface lit from the left, its burnished edge. */
export function piece(path, colour, { lift = 1, edge = 3 } = {}) {
  const skin = gradient(
    [
      [0, lighter(colour, 0.2)],
      [0.45, colour],
      [1, darker(colour, 0.2)],
    ],
    { to: [0.9, 1] },
  );
  const under = lift ? lying(path, { x: 8 * lift, y: 12 * lift, blur: 8 * lift }) : '';
  return (
    under +
    skin.defs +
    `<path d="${path}" fill="${skin.fill}" stroke="${darker(colour, 0.42)}" stroke-width="${edge}" stroke-linejoin="round"/>`
  );
}

/** A seam along a path. */
export const seam = (path, colour = THREAD) =>
  `<path d="${path}" fill="none" stroke="#2a1a12" stroke-opacity=".28" stroke-width="4" transform="translate(1 1.5)"/>` +
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="3" stroke-dasharray="9 5.5" stroke-linecap="round"/>`;

/** A strap along a line, with a seam on either side when asked. */
export function strap(path, width, colour, { stitched = true, lift = 1 } = {}) {
  const line = (paint, wide, more = '') =>
    `<path d="${path}" stroke="${paint}" stroke-width="${wide}" ${more}/>`;
  const soft = lift
    ? `<g transform="translate(${7 * lift} ${11 * lift})" stroke-opacity=".13">${[1.16, 1, 0.84].map((n) => line('#3a2415', width * n)).join('')}</g>`
    : '';
  const thread = stitched
    ? line(THREAD, width * 0.76, 'stroke-dasharray="9 6"') + line(colour, width * 0.64)
    : '';
  return (
    `<g fill="none" stroke-linejoin="round">${soft}${line(darker(colour, 0.42), width)}` +
    `${line(colour, width - 5)}${thread}` +
    `<g transform="translate(${-width * 0.06} ${-width * 0.1})">${line(lighter(colour, 0.5), width * 0.14, 'stroke-opacity=".45"')}</g></g>`
  );
}

/** Brass wire along a path. */
export const brass = (path, width = 9) =>
  `<g fill="none" stroke-linecap="round" stroke-linejoin="round">` +
  `<path d="${path}" stroke="#3a2415" stroke-opacity=".25" stroke-width="${width}" transform="translate(4 7)"/>` +
  `<path d="${path}" stroke="${darker(BRASS, 0.4)}" stroke-width="${width}"/>` +
  `<path d="${path}" stroke="${BRASS}" stroke-width="${width * 0.7}"/>` +
  `<path d="${path}" stroke="#fbeec0" stroke-width="${width * 0.2}" transform="translate(-1.5 -1.5)"/></g>`;

/** A brass stud or snap. */
export const stud = (x, y, size = 15) =>
  `<circle cx="${x + 2}" cy="${y + 4}" r="${size}" fill="#2a1a12" fill-opacity=".35"/>` +
  `<circle cx="${x}" cy="${y}" r="${size}" fill="${darker(BRASS, 0.25)}"/>` +
  `<circle cx="${x - 1}" cy="${y - 1}" r="${size * 0.8}" fill="${BRASS}"/>` +
  `<circle cx="${x - size * 0.3}" cy="${y - size * 0.3}" r="${size * 0.28}" fill="#fbeec0"/>`;

/** Holes along a line. */
export function holes(from, to, count, size = 5) {
  let drawn = '';
  for (let n = 0; n < count; n += 1) {
    const share = count === 1 ? 0 : n / (count - 1);
    const [x, y] = [0, 1].map((axis) => from[axis] + (to[axis] - from[axis]) * share);
    drawn += `<ellipse cx="${x}" cy="${y}" rx="${size}" ry="${size}" fill="#2a1a12" fill-opacity=".8"/>`;
  }
  return drawn;
}
