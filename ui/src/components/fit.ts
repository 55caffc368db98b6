export interface Size {
  width: number;
  height: number;
}

/** Where something lies in its frame. */
export interface Place extends Size {
  left: number;
  top: number;
}

/** What a zoom does to a place: scale first, then shift. */
export interface Shift {
  k: number;
  x: number;
  y: number;
}

/** The scale at which all of a picture can be seen; a small one is not blown up. */
export function fitScale(picture: Size, frame: Size): number {
  if (picture.width <= 0 || picture.height <= 0) return 1;
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height, 1);
  return scale > 0 ? scale : 1;
}

/** A picture in the middle of its frame, at that scale. */
export function fitted(picture: Size, frame: Size): Place {
  const scale = fitScale(picture, frame);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return { left: (frame.width - width) / 2, top: (frame.height - height) / 2, width, height };
}

/** Where it lies once zoomed and moved. */
export function shifted(place: Place, { k, x, y }: Shift): Place {
  return {
    left: place.left * k + x,
    top: place.top * k + y,
    width: place.width * k,
    height: place.height * k,
  };
}
