import { expect, test } from 'vitest';
import type { View } from './fit';
import { carried, gripOf, wheelFactor } from './grip';

const free = (zoom: number): number => zoom;
const view: View = { zoom: 2, x: 10, y: -30 };

/** What part of the picture is under a point, counted from its middle. */
const under = (point: { x: number; y: number }, { zoom, x, y }: View) => ({
  x: (point.x - x) / zoom,
  y: (point.y - y) / zoom,
});

test('a mouse takes the picture with it', () => {
  const moved = carried(view, gripOf([{ x: 5, y: 5 }]), gripOf([{ x: 25, y: -5 }]), free);
  expect(moved).toEqual({ zoom: 2, x: 30, y: -40 });
});

test('two fingers keep what is under them under them', () => {
  const from = [
    { x: 100, y: 50 },
    { x: 140, y: 80 },
  ];
  const to = [
    { x: 60, y: 30 },
    { x: 140, y: 90 },
  ];
  const pinched = carried(view, gripOf(from), gripOf(to), free);
  expect(pinched.zoom).toBe(4);
  to.forEach((finger, index) =>
    expect(under(finger, pinched)).toEqual(under(from[index] ?? finger, view)),
  );
});

test('a zoom that is not allowed does not move the picture', () => {
  const middle = { x: 300, y: 200 };
  const limit = carried(view, { middle, spread: 1 }, { middle, spread: 9 }, () => 2);
  expect(limit).toEqual(view);
});

test('two fingers on one spot, or none at all, do not enlarge endlessly', () => {
  const spot = gripOf([
    { x: 1, y: 1 },
    { x: 1, y: 1 },
  ]);
  const apart = gripOf([
    { x: 0, y: 1 },
    { x: 2, y: 1 },
  ]);
  expect(carried(view, spot, apart, free).zoom).toBe(2);
  expect(carried(view, gripOf([]), gripOf([]), free)).toEqual(view);
});

test('a wheel enlarges upward, by lines faster than by pixels, pinching faster still', () => {
  const turn = { deltaY: -100, deltaMode: 0, ctrlKey: false };
  expect(wheelFactor(turn)).toBeCloseTo(1.149, 3);
  expect(wheelFactor({ ...turn, deltaY: 100 })).toBeLessThan(1);
  expect(wheelFactor({ ...turn, deltaY: -3, deltaMode: 1 })).toBeCloseTo(1.11, 2);
  expect(wheelFactor({ ...turn, deltaY: -10, ctrlKey: true })).toBeCloseTo(wheelFactor(turn));
});
