import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface ZoomCallbacks {
  /** The element that is zoomed in; it may come and go with renders. */
  readonly view: () => SVGSVGElement | null;
  /** Whether there is more than the view shows, so that dragging makes sense. */
  readonly overflows: () => boolean;
  readonly moved: (transform: ZoomTransform) => void;
  /** A person has zoomed by wheel or fingers and has let go; `at` is where, in the view. */
  readonly ended: (transform: ZoomTransform, at: readonly [number, number]) => void;
}

const LEAST = 0.1;
const MOST = 8;
/** Trackpads report a pinch as small wheel steps with ctrl; a mouse wheel's steps are much larger. */
const PINCH_STEP = 40;

/**
 * Zoom and pan by D3, without stealing the page's scroll: the wheel zooms only with ctrl or ⌘ (or a pinch), one finger
 * scrolls the page and two fingers zoom, a sideways wheel pans what overflows.
 */
export class ZoomController implements ReactiveController {
  transform: ZoomTransform = zoomIdentity;
  private view: SVGSVGElement | null = null;
  private from: ZoomTransform = zoomIdentity;

  private readonly behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([LEAST, MOST])
    .filter((event: WheelEvent | MouseEvent | TouchEvent) => this.accepts(event))
    .wheelDelta(wheelDelta)
    .clickDistance(4)
    .on('start', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => (this.from = transform))
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => this.move(transform))
    .on('end', (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.end(event));

  constructor(
    host: ReactiveControllerHost,
    private readonly callbacks: ZoomCallbacks,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const view = this.callbacks.view();
    if (view !== this.view) this.attach(view);
  }

  hostDisconnected(): void {
    this.attach(null);
  }

  /** How large the figure and the window onto it are, so that nobody can lose the figure. */
  setExtents(view: readonly [number, number], figure: readonly [number, number]): void {
    this.behaviour
      .extent([
        [0, 0],
        [view[0], view[1]],
      ])
      .translateExtent([
        [0, 0],
        [Math.max(view[0], figure[0]), Math.max(view[1], figure[1])],
      ]);
  }

  /** Goes to a transform at once. */
  set(transform: ZoomTransform): void {
    if (this.view) select(this.view).call(this.behaviour.transform, transform);
    else this.move(transform);
  }

  scaleBy(factor: number, around?: readonly [number, number]): void {
    if (this.view) select(this.view).call(this.behaviour.scaleBy, factor, around && ([...around] as [number, number]));
  }

  panBy(x: number, y: number): void {
    if (this.view) select(this.view).call(this.behaviour.translateBy, x / this.transform.k, y / this.transform.k);
  }

  private attach(view: SVGSVGElement | null): void {
    if (this.view) {
      select(this.view).on('.zoom', null);
      this.view.removeEventListener('wheel', this.panSideways);
    }
    this.view = view;
    if (!view) return;
    select(view).call(this.behaviour).on('dblclick.zoom', null);
    view.addEventListener('wheel', this.panSideways, { passive: false });
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

  private move(transform: ZoomTransform): void {
    this.transform = transform;
    this.callbacks.moved(transform);
  }

  private end({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>): void {
    if (!this.view || !sourceEvent || transform.k === this.from.k) return;
    const { left, top } = this.view.getBoundingClientRect();
    const { clientX, clientY } = 'changedTouches' in sourceEvent ? sourceEvent.changedTouches[0] : sourceEvent;
    this.callbacks.ended(transform, [clientX - left, clientY - top]);
  }
}

function wheelDelta({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const unit = deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : deltaMode ? 1 : 0.002;
  return -deltaY * unit * (ctrlKey && Math.abs(deltaY) < PINCH_STEP ? 10 : 1);
}
