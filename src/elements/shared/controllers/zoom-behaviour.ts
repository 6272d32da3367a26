import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent } from 'd3-zoom';
import type { Transform, ZoomCallbacks } from './zoom-transform.js';

const LEAST = 0.1;
const MOST = 8;
/** Trackpads report a pinch as small wheel steps with ctrl; a mouse wheel's steps are much larger. */
const PINCH_STEP = 40;

type ZoomEvent = D3ZoomEvent<SVGSVGElement, unknown>;
type Extent = readonly [width: number, height: number];

const toD3 = ({ x, y, k }: Transform) => zoomIdentity.translate(x, y).scale(k);

/** D3's zoom on one view, from the transform that it has; a chunk of its own, loaded when a reader reaches for the figure. */
export class ZoomBehaviour {
  private from: Transform = zoomIdentity;

  private readonly behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([LEAST, MOST])
    .filter((event: WheelEvent | MouseEvent | TouchEvent) => this.accepts(event))
    .wheelDelta(wheelDelta)
    .clickDistance(4);

  constructor(
    private readonly view: SVGSVGElement,
    private readonly callbacks: ZoomCallbacks,
    transform: Transform,
  ) {
    select(view).call(this.behaviour).on('dblclick.zoom', null).call(this.behaviour.transform, toD3(transform));
    this.behaviour
      .on('start', ({ transform: start }: ZoomEvent) => (this.from = start))
      .on('zoom', ({ transform: moved }: ZoomEvent) => this.callbacks.moved(moved))
      .on('end', (event: ZoomEvent) => this.end(event));
    view.addEventListener('wheel', this.panSideways, { passive: false });
  }

  detach(): void {
    select(this.view).on('.zoom', null);
    this.view.removeEventListener('wheel', this.panSideways);
  }

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

  private end({ transform, sourceEvent }: ZoomEvent): void {
    if (!sourceEvent || transform.k === this.from.k) return;
    const { left, top } = this.view.getBoundingClientRect();
    const { clientX, clientY } = 'changedTouches' in sourceEvent ? sourceEvent.changedTouches[0] : sourceEvent;
    this.callbacks.ended(transform, [clientX - left, clientY - top]);
  }
}

function wheelDelta({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const unit = deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : deltaMode ? 1 : 0.002;
  return -deltaY * unit * (ctrlKey && Math.abs(deltaY) < PINCH_STEP ? 10 : 1);
}
