// Writes PNG without what these pictures do not need: no alpha, no finest shades of a gradient.

import { crc32, deflateSync } from 'node:zlib';

/** Neighbouring shades of 256 look alike, and fewer of them compress far better. */
const STEPS = [3, 4, 5, 6, 8];
/** No picture is larger, in bytes. */
const MOST = 60_000;

function chunk(kind, content) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(content.length);
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, sum]);
}

const nearest = (left, up, corner) => {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};

const FILTERS = [
  () => 0,
  (left) => left,
  (left, up) => up,
  (left, up) => (left + up) >> 1,
  nearest,
];

/** Each row relative to its neighbours, in the way that leaves least. */
function filtered(rgb, width, height) {
  const line = width * 3;
  const rows = [];
  for (let y = 0; y < height; y += 1) {
    const from = y * line;
    const tried = FILTERS.map((predict, kind) => {
      const row = Buffer.alloc(line + 1);
      row[0] = kind;
      let weight = 0;
      for (let x = 0; x < line; x += 1) {
        const left = x < 3 ? 0 : rgb[from + x - 3];
        const up = y === 0 ? 0 : rgb[from - line + x];
        const corner = x < 3 || y === 0 ? 0 : rgb[from - line + x - 3];
        const rest = (rgb[from + x] - predict(left, up, corner)) & 255;
        row[x + 1] = rest;
        weight += rest === 0 ? 0 : 24 + Math.min(rest, 256 - rest);
      }
      return { row, weight };
    });
    rows.push(tried.reduce((best, next) => (next.weight < best.weight ? next : best)).row);
  }
  return Buffer.concat(rows);
}

function written({ pixels, width, height }, step) {
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    for (let part = 0; part < 3; part += 1) {
      rgb[at * 3 + part] = Math.min(255, Math.round(pixels[at * 4 + part] / step) * step);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(filtered(rgb, width, height), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A picture from opaque RGBA pixels, with as many shades as its size allows. */
export function png(drawn) {
  for (const step of STEPS) {
    const bytes = written(drawn, step);
    if (bytes.length <= MOST) return bytes;
  }
  throw new Error(`a picture is larger than ${MOST} bytes`);
}
