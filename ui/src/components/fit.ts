export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Where something lies in its frame. */
export interface Place extends Size {
  left: number;
  top: number;
}

/** How a picture is looked at: `x` and `y` lead from the middle of the frame to the picture's. */
export interface View extends Point {
  /** How much larger it is than it has to be to fit. */
  zoom: number;
}

/** All of a picture, in the middle. */
export const WHOLE: View = { zoom: 1, x: 0, y: 0 };

/** How far a picture can be enlarged, as a part of its own size. */
const MAX = 4;

/** The scale at which all of a picture can be seen; a small one is not blown up. */
export function fitScale(picture: Size, frame: Size): number {
  if (picture.width <= 0 || picture.height <= 0) return 1;
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height, 1);
  return scale > 0 ? scale : 1;
}

/** Where a picture lies as it is looked at. */
export function placed(picture: Size, frame: Size, view: View): Place {
  const scale = fitScale(picture, frame) * view.zoom;
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    left: (frame.width - width) / 2 + view.x,
    top: (frame.height - height) / 2 + view.y,
    width,
    height,
  };
}

/** The zoom nearest to one that is allowed: all of the picture at least, and not without end. */
export function allowedZoom(picture: Size, frame: Size, zoom: number): number {
  return Math.min(Math.max(zoom, 1), MAX / fitScale(picture, frame));
}

/** The view nearest to one in which a picture fills its frame, or is in the middle if smaller. */
export function held(picture: Size, frame: Size, view: View): View {
  const zoom = allowedZoom(picture, frame, view.zoom);
  const { width, height } = placed(picture, frame, { ...WHOLE, zoom });
  return {
    zoom,
    x: within(view.x, (width - frame.width) / 2),
    y: within(view.y, (height - frame.height) / 2),
  };
}

function within(value: number, bound: number): number {
  const most = Math.max(bound, 0);
  return Math.min(Math.max(value, -most), most);
}
