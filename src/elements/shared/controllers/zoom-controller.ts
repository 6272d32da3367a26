import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lateChunk } from '../../../explorer/chunks.js';
import { LateController } from './late-controller.js';
import type { ZoomBehaviour } from './zoom-behaviour.js';
import { IDENTITY, type Transform, type ZoomCallbacks } from './zoom-transform.js';

const loadBehaviour = lateChunk('The part that zooms', () => import('./zoom-behaviour.js'));

/** What a reader does before zooming or dragging: reason enough to load what these need. */
const REACHING = ['pointerenter', 'touchstart', 'wheel'] as const;

/**
 * Zoom and pan by D3, without stealing the page's scroll: the wheel zooms only with ctrl or ⌘ (or a pinch), one finger
 * moves what overflows sideways and scrolls the page up and down, two fingers zoom, a sideways wheel pans what overflows. D3 comes when a reader reaches for the
 * figure; until then a transform is only remembered.
 */
export class ZoomController implements ReactiveController {
  transform: Transform = IDENTITY;
  /** D3. */
  readonly late: LateController<typeof import('./zoom-behaviour.js')>;
  private view: SVGSVGElement | null = null;
  private behaviour: ZoomBehaviour | undefined;
  private extents: Parameters<ZoomBehaviour['setExtents']> = [
    [0, 0],
    [0, 0],
  ];

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    /** The element that is zoomed in; it may come and go with renders. */
    private readonly viewOf: () => SVGSVGElement | null,
    private readonly callbacks: ZoomCallbacks,
  ) {
    this.late = new LateController(host, loadBehaviour);
    host.addController(this);
  }

  hostUpdated(): void {
    const view = this.viewOf();
    if (view !== this.view) this.attach(view);
  }

  hostDisconnected(): void {
    this.attach(null);
  }

  /** How large the figure and the window onto it are, so that nobody can lose the figure. */
  setExtents(...extents: Parameters<ZoomBehaviour['setExtents']>): void {
    this.extents = extents;
    this.behaviour?.setExtents(...extents);
  }

  /** Goes to a transform at once. */
  set(transform: Transform): void {
    if (this.behaviour) this.behaviour.set(transform);
    else this.move(transform);
  }

  /** Moves the figure back into what its extents allow. */
  constrain(): void {
    this.behaviour?.panBy(0, 0);
  }

  async scaleBy(factor: number, around?: readonly [number, number]): Promise<void> {
    (await this.load())?.scaleBy(factor, around);
  }

  async panBy(x: number, y: number): Promise<void> {
    (await this.load())?.panBy(x, y);
  }

  private attach(view: SVGSVGElement | null): void {
    this.behaviour?.detach();
    this.behaviour = undefined;
    for (const type of REACHING) this.view?.removeEventListener(type, this.reach);
    this.view = view;
    for (const type of REACHING) view?.addEventListener(type, this.reach, { once: true, passive: false });
  }

  private readonly reach = (event: Event): void => {
    // The first step of a zoom is lost while D3 loads; it must not zoom the whole page instead.
    if (event instanceof WheelEvent && (event.ctrlKey || event.metaKey)) event.preventDefault();
    void this.load();
  };

  private async load(): Promise<ZoomBehaviour | undefined> {
    const { view } = this;
    const chunk = await this.late.ask();
    if (!chunk || !view || view !== this.view) return undefined;
    if (this.behaviour) return this.behaviour;
    const callbacks = { ...this.callbacks, moved: (transform: Transform) => this.move(transform) };
    this.behaviour = new chunk.ZoomBehaviour(view, callbacks, this.transform);
    this.behaviour.setExtents(...this.extents);
    return this.behaviour;
  }

  private move({ x, y, k }: Transform): void {
    this.transform = { x, y, k };
    this.callbacks.moved(this.transform);
  }
}
