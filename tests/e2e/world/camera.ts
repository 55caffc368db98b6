// Photographs as telephones make them, and what of them must never leave the shop.

import type { Page } from '@playwright/test';

/** What a photograph carries besides what can be seen. */
export const SECRETS = [
  'SecretCam',
  'Exif',
  'GPS',
  'xmpmeta',
  'Kiln Lane',
  'ns.adobe.com',
  'a comment',
];

/** Where it was taken: 53° 33′ 7″ N, 9° 59′ 40″ E. */
const PLACE = [53, 33, 7, 9, 59, 40];

/** A photograph of so many pixels, red on the left and blue on the right as the camera saw it. */
export async function photograph(page: Page, width = 400, height = 200): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const drawn = canvas.getContext('2d');
      if (drawn === null) throw new Error('Nothing can be drawn.');
      drawn.fillStyle = '#dc1414';
      drawn.fillRect(0, 0, width / 2, height);
      drawn.fillStyle = '#1414dc';
      drawn.fillRect(width / 2, 0, width / 2, height);
      const blob = await canvas.convertToBlob({
        type: 'image/jpeg',
        quality: 0.9,
      });
      return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    },
    [width, height] as const,
  );
  const jpeg = Buffer.from(base64, 'base64');
  const xmp =
    'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><GPS>Kiln Lane 4</GPS></x:xmpmeta>';
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif()])),
    segment(0xe1, Buffer.from(xmp, 'latin1')),
    segment(0xfe, Buffer.from('a comment')),
    jpeg.subarray(2),
    Buffer.from('SecretCam, behind the end'),
  ]);
}

/** Which of the secrets stand in these bytes. */
export function secretsIn(bytes: Buffer): string[] {
  return SECRETS.filter((secret) => bytes.includes(secret, 0, 'latin1'));
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** The camera's name, that it was held upright (orientation 6), and the place. */
function exif(): Buffer {
  const namesAt = 50;
  const placesAt = 60;
  const numbersAt = placesAt + 2 + 4 * 12 + 4;
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
  const numbers = PLACE.flatMap((degrees) => [u32(degrees), u32(1)]);
  return Buffer.concat([
    latin('II*\0'),
    u32(8),
    u16(3),
    entry(0x010f, 2, 10, u32(namesAt)),
    entry(0x0112, 3, 1, Buffer.from([6, 0, 0, 0])),
    entry(0x8825, 4, 1, u32(placesAt)),
    u32(0),
    latin('SecretCam\0'),
    u16(4),
    entry(1, 2, 2, latin('N\0\0\0')),
    entry(2, 5, 3, u32(numbersAt)),
    entry(3, 2, 2, latin('E\0\0\0')),
    entry(4, 5, 3, u32(numbersAt + 24)),
    u32(0),
    ...numbers,
  ]);
}

function entry(tag: number, kind: number, count: number, value: Buffer): Buffer {
  return Buffer.concat([u16(tag), u16(kind), u32(count), value]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
