import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent } from 'd3-zoom';
import type { Transform, ZoomCallbacks } from './zoom-transform.js';

/** What is drawn smaller cannot be read. */
const LEAST = 1;
const MOST = 8;
/** Trackpads report a pinch as small wheel steps with ctrl; a mouse wheel's steps are much larger. */
const PINCH_STEP = 40;
const LIFTED = ['pointerup', 'pointercancel', 'pointerleave'] as const;

type ZoomEvent = D3ZoomEvent<SVGSVGElement, unknown>;
type Extent = readonly [width: number, height: number];

const toD3 = ({ x, y, k }: Transform) => zoomIdentity.translate(x, y).scale(k);

/** D3's zoom on one view, from the transform that it has; a chunk of its own, loaded when a reader reaches for the figure. */
export class ZoomBehaviour {
  /** Where the only finger was last, if there is one; `undefined` from the second one on, until all are lifted. */
  private finger: number | undefined;
  private readonly fingers = new Set<number>();

  private readonly behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([LEAST, MOST])
    .filter((event: WheelEvent | MouseEvent | TouchEvent) => this.accepts(event))
    .touchable(true)
    .wheelDelta(wheelDelta)
    .clickDistance(4);

  constructor(
    private readonly view: SVGSVGElement,
    private readonly callbacks: ZoomCallbacks,
    transform: Transform,
  ) {
    select(view).call(this.behaviour).on('dblclick.zoom', null).call(this.behaviour.transform, toD3(transform));
    this.behaviour.on('zoom', ({ transform: moved }: ZoomEvent) => this.callbacks.moved(moved));
    view.addEventListener('wheel', this.panSideways, { passive: false });
    for (const type of ['pointerdown', 'pointermove'] as const) view.addEventListener(type, this.dragged);
    for (const type of LIFTED) view.addEventListener(type, this.lifted);
  }

  detach(): void {
    select(this.view).on('.zoom', null);
    this.view.removeEventListener('wheel', this.panSideways);
    for (const type of ['pointerdown', 'pointermove'] as const) this.view.removeEventListener(type, this.dragged);
    for (const type of LIFTED) this.view.removeEventListener(type, this.lifted);
  }

  /**
   * One finger pans sideways. By pointer events: the browser itself scrolls the page for a finger that goes up or down, and
   * takes it away from here; D3, asked for it, would have to prevent that. The first finger may have been put down before
   * this chunk was there.
   */
  private readonly dragged = ({ pointerType, pointerId, clientX }: PointerEvent): void => {
    if (pointerType !== 'touch') return;
    this.fingers.add(pointerId);
    const before = this.fingers.size === 1 ? this.finger : undefined;
    this.finger = this.fingers.size === 1 ? clientX : undefined;
    if (before !== undefined && this.callbacks.overflows()) this.panBy(clientX - before, 0);
  };

  private readonly lifted = ({ pointerId }: PointerEvent): void => {
    this.fingers.delete(pointerId);
    this.finger = undefined;
  };

  setExtents(view: Extent, figure: Extent): void {
    const [width, height] = [Math.max(view[0], figure[0]), Math.max(view[1], figure[1])];
    this.behaviour.extent([[0, 0], [...view]]).translateExtent([
      [0, 0],
      [width, height],
    ]);
  }

  set(transform: Transform): void {
    select(this.view).call(this.behaviour.transform, toD3(transform));
  }

  scaleBy(factor: number, around?: readonly [number, number]): void {
    select(this.view).call(this.behaviour.scaleBy, factor, around && ([...around] as [number, number]));
  }

  panBy(x: number, y: number): void {
    const { k } = zoomTransform(this.view);
    select(this.view).call(this.behaviour.translateBy, x / k, y / k);
  }

  private accepts(event: WheelEvent | MouseEvent | TouchEvent): boolean {
    if (event.type === 'wheel') return event.ctrlKey || event.metaKey;
    if ('touches' in event) return event.touches.length > 1;
    return (event as MouseEvent).button === 0 && this.callbacks.overflows();
  }

  private readonly panSideways = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey || Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
    if (!this.callbacks.overflows()) return;
    event.preventDefault();
    this.panBy(-event.deltaX, 0);
  };
}

function wheelDelta({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const unit = deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : deltaMode ? 1 : 0.002;
  return -deltaY * unit * (ctrlKey && Math.abs(deltaY) < PINCH_STEP ? 10 : 1);
}
