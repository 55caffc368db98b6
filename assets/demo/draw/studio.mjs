// The room all products are shown in: one warm wall, one table, one window on the left.

import { darker, lighter } from './colour.mjs';

/** Where wall and table meet. */
export const HORIZON = 418;

/** The walls, so that a shelf of pictures is not all of one tone. */
export const WALLS = {
  cream: '#ebe0cf',
  sage: '#cdd3c1',
  clay: '#e3c7b2',
  sand: '#e2d3b6',
  mist: '#ccd3d4',
  plum: '#d9c6c8',
};

let names = 0;

/** A fill that is defined where it is used. */
export function gradient(stops, { from = [0, 0], to = [1, 0], kind = 'linear' } = {}) {
  const id = `g${(names += 1)}`;
  const marks = stops
    .map(([at, colour, opacity = 1]) => {
      const seen = opacity === 1 ? '' : ` stop-opacity="${opacity}"`;
      return `<stop offset="${at}" stop-color="${colour}"${seen}/>`;
    })
    .join('');
  const place =
    kind === 'linear' ? `x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"` : '';
  return {
    defs: `<defs><${kind}Gradient id="${id}" ${place}>${marks}</${kind}Gradient></defs>`,
    fill: `url(#${id})`,
  };
}

/** Shows only what lies inside a path. */
export function within(path, content) {
  const id = `c${(names += 1)}`;
  return `<clipPath id="${id}"><path d="${path}"/></clipPath><g clip-path="url(#${id})">${content}</g>`;
}

/** Puts a drawing whose foot stands at 0, 0 somewhere. */
export const at = (x, y, scale, content, turn = 0) =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">${content}</g>`;

/** The soft shadow under a thing that stands at 0, 0 and is so wide; light comes from the left. */
export function shadow(width, reach = 1) {
  const soft = gradient(
    [
      [0, '#3a2415', 0.42],
      [0.55, '#3a2415', 0.22],
      [1, '#3a2415', 0],
    ],
    { kind: 'radial' },
  );
  const long = width * 1.3 * reach;
  return (
    soft.defs +
    `<ellipse cx="${width * 0.32 * reach}" cy="2" rx="${long}" ry="${width * 0.24}" fill="${soft.fill}"/>` +
    `<ellipse cx="${width * 0.06}" cy="1" rx="${width * 0.86}" ry="${width * 0.13}" fill="#3a2415" fill-opacity=".28"/>`
  );
}

/** A shadow of any shape, for what lies flat. */
export function lying(path, { x = 9, y = 13, blur = 9, opacity = 0.38 } = {}) {
  const id = `f${(names += 1)}`;
  return (
    `<filter id="${id}" x="-30%" y="-30%" width="160%" height="160%"><feGaussianBlur stdDeviation="${blur}"/></filter>` +
    `<path d="${path}" transform="translate(${x} ${y})" fill="#3a2415" fill-opacity="${opacity}" filter="url(#${id})"/>`
  );
}

/** A table before a wall. */
export function room(wall, content) {
  const back = gradient(
    [
      [0, lighter(wall, 0.25)],
      [1, darker(wall, 0.06)],
    ],
    { to: [0, 1] },
  );
  const wood = darker(wall, 0.17);
  const table = gradient(
    [
      [0, darker(wood, 0.04)],
      [0.12, wood],
      [1, lighter(wood, 0.22)],
    ],
    { to: [0, 1] },
  );
  return picture(
    back.defs +
      table.defs +
      `<rect width="640" height="640" fill="${back.fill}"/>` +
      `<path d="M40 0H250L470 ${HORIZON}H230Z" fill="#fffaf0" fill-opacity=".2"/>` +
      `<path d="M290 0H350L575 ${HORIZON}H510Z" fill="#fffaf0" fill-opacity=".16"/>` +
      `<rect y="${HORIZON}" width="640" height="${640 - HORIZON}" fill="${table.fill}"/>` +
      `<path d="M230 ${HORIZON}H470L560 640H300Z" fill="#fffaf0" fill-opacity=".13"/>` +
      content,
  );
}

/** A table seen from above. */
export function tabletop(wall, content) {
  const plane = gradient(
    [
      [0, lighter(wall, 0.22)],
      [1, darker(wall, 0.08)],
    ],
    { to: [0, 1] },
  );
  return picture(
    plane.defs +
      `<rect width="640" height="640" fill="${plane.fill}"/>` +
      '<path d="M0 70L250 0H430L0 250Z" fill="#fffaf0" fill-opacity=".22"/>' +
      '<path d="M0 330L540 0H640V20L0 420Z" fill="#fffaf0" fill-opacity=".14"/>' +
      content,
  );
}

/** The finished drawing. */
export function picture(content, size = 640) {
  names = 0;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}">${content}</svg>`;
}
