import { expect, test } from 'vitest';
import { WHOLE, allowedZoom, fitScale, held, placed } from './fit';

const frame = { width: 800, height: 600 };
const wide = { width: 1600, height: 600 };

test('a large picture is brought down until its longer side fits', () => {
  expect(placed(wide, frame, WHOLE)).toEqual({ left: 0, top: 150, width: 800, height: 300 });
  expect(placed({ width: 1000, height: 2400 }, frame, WHOLE)).toEqual({
    left: 275,
    top: 0,
    width: 250,
    height: 600,
  });
});

test('a small picture keeps its size, in the middle', () => {
  expect(fitScale({ width: 128, height: 128 }, frame)).toBe(1);
  expect(placed({ width: 128, height: 128 }, frame, WHOLE)).toEqual({
    left: 336,
    top: 236,
    width: 128,
    height: 128,
  });
});

test('before sizes are known nothing is infinite', () => {
  expect(fitScale({ width: 0, height: 0 }, frame)).toBe(1);
  expect(fitScale({ width: 100, height: 100 }, { width: 0, height: 0 })).toBe(1);
});

test('an enlarged picture is moved up to its edges and no further', () => {
  // 1600 × 600 in 800 × 600: it fills the frame from top to bottom, and goes over at the sides.
  const left = held(wide, frame, { zoom: 2, x: -5000, y: 40 });
  expect(left).toEqual({ zoom: 2, x: -400, y: 0 });
  expect(placed(wide, frame, left)).toMatchObject({ left: -800, width: 1600 });
  expect(placed(wide, frame, held(wide, frame, { zoom: 2, x: 5000, y: 0 })).left).toBe(0);
});

test('where it is smaller than the frame it is in the middle', () => {
  expect(held(wide, frame, { zoom: 1.5, x: 100, y: 100 })).toEqual({ zoom: 1.5, x: 100, y: 0 });
});

test('it is never smaller than all of it, nor larger than four times its own size', () => {
  expect(held(wide, frame, { zoom: 0.5, x: 9, y: 9 })).toEqual(WHOLE);
  expect(allowedZoom(wide, frame, 100) * fitScale(wide, frame)).toBe(4);
  expect(allowedZoom({ width: 128, height: 128 }, frame, 100)).toBe(4);
});
