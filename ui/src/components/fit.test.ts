import { expect, test } from 'vitest';
import { fitScale, fitted, shifted } from './fit';

const frame = { width: 800, height: 600 };

test('a large picture is brought down until its longer side fits', () => {
  expect(fitted({ width: 1600, height: 600 }, frame)).toEqual({
    left: 0,
    top: 150,
    width: 800,
    height: 300,
  });
  expect(fitted({ width: 1000, height: 2400 }, frame)).toEqual({
    left: 275,
    top: 0,
    width: 250,
    height: 600,
  });
});

test('a small picture keeps its size, in the middle', () => {
  expect(fitScale({ width: 128, height: 128 }, frame)).toBe(1);
  expect(fitted({ width: 128, height: 128 }, frame)).toEqual({
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

test('a zoom about a point leaves that point where it is', () => {
  const place = fitted({ width: 1600, height: 600 }, frame);
  const point = { x: 600, y: 300 };
  const zoomed = shifted(place, { k: 2, x: point.x * (1 - 2), y: point.y * (1 - 2) });
  const part = (at: number, from: number, size: number): number => (at - from) / size;
  expect(part(point.x, zoomed.left, zoomed.width)).toBeCloseTo(
    part(point.x, place.left, place.width),
  );
  expect(part(point.y, zoomed.top, zoomed.height)).toBeCloseTo(
    part(point.y, place.top, place.height),
  );
});
