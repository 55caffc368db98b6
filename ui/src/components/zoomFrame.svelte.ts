import { select, type Selection } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import { fitScale, fitted, shifted, type Size } from './fit';

/** How far a picture can be enlarged, as a part of its own size and of how it fits. */
const MAX = 4;
const STEP = 1.4;
const NOTHING: Size = { width: 0, height: 0 };

/**
 * A frame with a picture in it. The whole picture fits at first; wheel, pinch and drag zoom and
 * move it from there. It never leaves the frame, and is in the middle where it is smaller.
 */
export class ZoomFrame {
  /** The picture's own size in pixels; nothing until it has come. */
  picture = $state.raw<Size>(NOTHING);
  #frame = $state.raw<Size>(NOTHING);
  #transform = $state.raw<ZoomTransform>(zoomIdentity);
  #selected: Selection<HTMLElement, unknown, null, undefined> | null = null;
  readonly #behavior = zoom<HTMLElement, unknown>().on(
    'zoom',
    ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => (this.#transform = transform),
  );

  readonly #scale = $derived(fitScale(this.picture, this.#frame));
  /** Where the picture lies in the frame. */
  readonly place = $derived(shifted(fitted(this.picture, this.#frame), this.#transform));
  /** How large it is shown; 100 is its own size. */
  readonly percent = $derived(Math.round(this.#scale * this.#transform.k * 100));
  /** Whether there is more of it than can be seen. */
  readonly enlarged = $derived(this.#transform.k > 1);

  /** Takes an element as the frame, for as long as it is there. */
  readonly attach = (node: HTMLElement): (() => void) => {
    this.#selected = select(node).call(this.#behavior).on('dblclick.zoom', null);
    const resized = new ResizeObserver(() => {
      this.#frame = { width: node.clientWidth, height: node.clientHeight };
      this.#hold();
    });
    resized.observe(node);
    return () => {
      resized.disconnect();
      select(node).on('.zoom', null);
      this.#selected = null;
    };
  };

  /** Shows another picture, all of it. */
  show(picture: Size): void {
    this.picture = picture;
    this.fit();
  }

  /** Shows all of the picture. */
  fit(): void {
    this.#hold();
    this.#selected?.call(this.#behavior.transform, zoomIdentity);
  }

  /** Zooms one step in or out, about the middle. */
  step(by: 1 | -1): void {
    this.#selected?.call(this.#behavior.scaleBy, STEP ** by);
  }

  /** Moves the picture by so many pixels of the screen. */
  move(x: number, y: number): void {
    const { k } = this.#transform;
    this.#selected?.call(this.#behavior.translateBy, x / k, y / k);
  }

  /** Goes to the picture's own size around a point of the screen, or back to all of it. */
  toggle(event: MouseEvent): void {
    if (this.enlarged || this.#selected === null) {
      this.fit();
      return;
    }
    const frame = this.#selected.node()?.getBoundingClientRect();
    if (frame === undefined) return;
    // What fits at its own size is looked at twice as large.
    const own = this.#scale < 1 ? 1 / this.#scale : 2;
    const point: [number, number] = [event.clientX - frame.left, event.clientY - frame.top];
    this.#selected.call(this.#behavior.scaleTo, own, point);
  }

  /** Keeps zoom and place within what picture and frame allow. */
  #hold(): void {
    const { width, height } = this.#frame;
    const whole = fitted(this.picture, this.#frame);
    this.#behavior
      .extent([
        [0, 0],
        [width, height],
      ])
      .scaleExtent([1, Math.max(MAX, MAX / this.#scale)])
      .translateExtent([
        [whole.left, whole.top],
        [whole.left + whole.width, whole.top + whole.height],
      ]);
    this.#selected?.call(this.#behavior.scaleTo, this.#transform.k);
  }
}
