import {
  WHOLE,
  allowedZoom,
  fitScale,
  held,
  placed,
  type Point,
  type Size,
  type View,
} from './fit';
import { carried, gripOf, wheelFactor, type Grip } from './grip';

const STEP = 1.4;
const MIDDLE: Point = { x: 0, y: 0 };
const NOTHING: Size = { width: 0, height: 0 };

/**
 * A frame with a picture in it. The whole picture fits at first; wheel, pinch and drag zoom and
 * move it from there. It never leaves the frame, and is in the middle where it is smaller.
 */
export class ZoomFrame {
  /** The picture's own size in pixels; nothing until it has come. */
  picture = $state.raw<Size>(NOTHING);
  #frame = $state.raw<Size>(NOTHING);
  #view = $state.raw<View>(WHOLE);
  /** Where fingers or the mouse are, by pointer. */
  readonly #fingers = new Map<number, Point>();
  /** The view as it was taken hold of, and where: a drag is counted from there. */
  #start: { view: View; grip: Grip } = { view: WHOLE, grip: gripOf([]) };

  readonly #scale = $derived(fitScale(this.picture, this.#frame));
  /** Where the picture lies in the frame. */
  readonly place = $derived(placed(this.picture, this.#frame, this.#view));
  /** How large it is shown; 100 is its own size. */
  readonly percent = $derived(Math.round(this.#scale * this.#view.zoom * 100));
  /** Whether there is more of it than can be seen. */
  readonly enlarged = $derived(this.#view.zoom > 1);

  /** Takes an element as the frame, for as long as it is there. */
  readonly attach = (node: HTMLElement): (() => void) => {
    const attached = new AbortController();
    const { signal } = attached;
    node.addEventListener('wheel', (event) => this.#turned(event), { passive: false, signal });
    node.addEventListener('pointerdown', (event) => this.#taken(event), { signal });
    node.addEventListener('pointermove', (event) => this.#carried(event), { signal });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      node.addEventListener(end, (event) => this.#released(event), { signal });
    }
    const resized = new ResizeObserver(() => {
      this.#frame = { width: node.clientWidth, height: node.clientHeight };
      this.#look(this.#view);
    });
    resized.observe(node);
    return () => {
      attached.abort();
      resized.disconnect();
      this.#fingers.clear();
    };
  };

  /** Shows another picture, all of it. */
  show(picture: Size): void {
    this.picture = picture;
    this.fit();
  }

  /** Shows all of the picture. */
  fit(): void {
    this.#look(WHOLE);
  }

  /** Zooms one step in or out, about the middle. */
  step(by: 1 | -1): void {
    this.#zoom(STEP ** by, MIDDLE);
  }

  /** Moves the picture by so many pixels of the screen. */
  move(x: number, y: number): void {
    const { zoom, ...at } = this.#view;
    this.#look({ zoom, x: at.x + x, y: at.y + y });
  }

  /** Goes to the picture's own size around a point of the screen, or back to all of it. */
  toggle(event: MouseEvent): void {
    if (this.enlarged) this.fit();
    // What fits at its own size is looked at twice as large.
    else this.#zoom(this.#scale < 1 ? 1 / this.#scale : 2, pointOf(event));
  }

  #zoom(factor: number, middle: Point): void {
    this.#look(this.#moved(this.#view, { middle, spread: 1 }, { middle, spread: factor }));
  }

  #moved(view: View, from: Grip, to: Grip): View {
    return carried(view, from, to, (zoom) => allowedZoom(this.picture, this.#frame, zoom));
  }

  /** Looks at the picture like that, as far as it can be; what is held is held anew. */
  #look(view: View): void {
    this.#view = held(this.picture, this.#frame, view);
    this.#start = { view: this.#view, grip: gripOf([...this.#fingers.values()]) };
  }

  #turned(event: WheelEvent): void {
    event.preventDefault();
    this.#zoom(wheelFactor(event), pointOf(event));
  }

  #taken(event: PointerEvent): void {
    if (event.button !== 0 || event.ctrlKey || !(event.currentTarget instanceof Element)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, pointOf(event));
    this.#look(this.#view);
  }

  #carried(event: PointerEvent): void {
    if (!this.#fingers.has(event.pointerId)) return;
    this.#fingers.set(event.pointerId, pointOf(event));
    const { view, grip } = this.#start;
    const now = gripOf([...this.#fingers.values()]);
    this.#view = held(this.picture, this.#frame, this.#moved(view, grip, now));
  }

  #released(event: PointerEvent): void {
    if (this.#fingers.delete(event.pointerId)) this.#look(this.#view);
  }
}

/** Where on its frame an event is, from the middle. */
function pointOf({ currentTarget, clientX, clientY }: MouseEvent): Point {
  if (!(currentTarget instanceof Element)) return MIDDLE;
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
