import type { Point, View } from './fit';

/** What fingers hold of a picture, or a mouse or nobody: where, and how far they are apart. */
export interface Grip {
  middle: Point;
  spread: number;
}

/** What is held at some points of the frame; one point holds without spreading. */
export function gripOf(points: readonly Point[]): Grip {
  const [first = { x: 0, y: 0 }, second = first] = points;
  return {
    middle: { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 },
    spread: Math.hypot(second.x - first.x, second.y - first.y),
  };
}

/** The view after a grip has moved and spread: what was held is still where it is held. */
export function carried(view: View, from: Grip, to: Grip, allowed: (zoom: number) => number): View {
  const spread = from.spread > 0 && to.spread > 0 ? to.spread / from.spread : 1;
  const zoom = allowed(view.zoom * spread);
  // What the picture is not enlarged by must not move it either.
  const ratio = zoom / view.zoom;
  return {
    zoom,
    x: to.middle.x - (from.middle.x - view.x) * ratio,
    y: to.middle.y - (from.middle.y - view.y) * ratio,
  };
}

type Turn = Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey'>;

/** How much larger a turn of the wheel makes a picture. Pinching a touchpad comes as Ctrl. */
export function wheelFactor({ deltaY, deltaMode, ctrlKey }: Turn): number {
  const unit = [0.002, 0.05, 1][deltaMode] ?? 1;
  return 2 ** (-deltaY * unit * (ctrlKey ? 10 : 1));
}
