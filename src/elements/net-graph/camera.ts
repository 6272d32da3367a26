import type { ReactiveControllerHost } from 'lit';
import { spanOf, type BlockGraph, type GraphItem, type GraphRequest, type Span } from '../../figures/block-graph.js';
import type { Orientation } from '../../figures/frame.js';
import type { Opening } from '../../figures/outline.js';
import { ZoomController } from '../shared/controllers/zoom-controller.js';
import { IDENTITY, type Transform } from '../shared/controllers/zoom-transform.js';
import { sameOpening, turnedGroup } from './request.js';

/** What is brought into view lies at least so far inside, as a share of the width: its neighbours are seen, too. */
const MARGIN = 0.2;

/** What there is to look at. */
export interface Scenery {
  readonly graph: BlockGraph;
  /** Of the view, in pixels. */
  readonly width: number;
  /** Pixels that the figure takes, at its full size. */
  readonly room: number;
}

/** What a camera asks of the graph around it. */
export interface CameraActs {
  readonly view: () => SVGSVGElement | null;
  readonly scenery: () => Scenery | undefined;
  /** The item that stands for a path. */
  readonly itemOf: (path: string) => GraphItem | undefined;
  readonly moved: () => void;
  /** Whether all of the figure is fitted into the view's width. */
  readonly isFitted: () => boolean;
  readonly setFitted: (isFitted: boolean) => void;
}

/** What the view was set up for. */
interface Followed {
  readonly network: string;
  readonly orientation: Orientation;
  readonly width: number;
  readonly opening: Opening;
  readonly selected: string;
  readonly squeezed: boolean | undefined;
}

/** How the graph lies in its view: at its full size, then where the reader zooms and pans. */
export class GraphCamera {
  readonly zoom: ZoomController;
  private followed: Followed | undefined;
  /** What lies in the middle once a fitted figure has its full size again, as a share of its length. */
  private middle = 0;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly acts: CameraActs,
  ) {
    this.zoom = new ZoomController(host, acts.view, {
      overflows: () => this.overflows,
      moved: (transform) => this.moved(transform),
    });
  }

  private get scenery(): Scenery {
    return this.acts.scenery()!;
  }

  get viewHeight(): number {
    return Math.ceil(this.scenery.room);
  }

  private get overflows(): boolean {
    const scenery = this.acts.scenery();
    return scenery !== undefined && scenery.graph.width * this.zoom.transform.k > scenery.width + 1;
  }

  /** What is seen along the flow, in the figure's own coordinates; `undefined` where the page scrolls it. */
  get seen(): Span | undefined {
    const { graph, width } = this.scenery;
    const { x, k } = this.zoom.transform;
    return graph.orientation === 'horizontal' ? [-x / k, (width - x) / k] : undefined;
  }

  /** Keeps what the reader looks at in view when the figure, its width or the selection changes. */
  follow({ orientation, width, opening, network, squeezed }: GraphRequest, selected: string): void {
    const { followed } = this;
    const { graph } = this.scenery;
    this.zoom.setExtents([this.scenery.width, this.viewHeight], [graph.width, graph.height]);
    this.followed = { orientation, width, opening, selected, network: network.id, squeezed };
    const reopened = !followed || !sameOpening(followed.opening, opening);
    const isFull = followed?.squeezed && !squeezed;
    const other = followed?.orientation !== orientation || followed.width !== width || followed.network !== network.id;
    if (other || followed.squeezed !== squeezed) this.zoom.set(isFull && !other ? this.around(this.middle) : IDENTITY);
    else if (reopened) this.settle();
    else this.moved(this.zoom.transform);
    const turned = reopened && followed ? turnedGroup(followed.opening.toggled, opening.toggled) : undefined;
    const { itemOf } = this.acts;
    const stays = followed?.selected === selected && !other && followed.opening.detail === opening.detail;
    const item = itemOf(turned ?? '') ?? (stays ? undefined : itemOf(selected));
    if (item) this.bringIntoView(item);
  }

  private around(share: number): Transform {
    const { graph, width } = this.scenery;
    return { ...IDENTITY, x: Math.min(0, Math.max(width - graph.width, width / 2 - share * graph.width)) };
  }

  /** Goes back to full size, about where it was. */
  private settle(): void {
    const { x } = this.zoom.transform;
    this.zoom.set({ ...IDENTITY, x: Math.min(0, x) });
    this.zoom.constrain();
  }

  bringIntoView(item: GraphItem): void {
    const { graph, width } = this.scenery;
    if (graph.orientation === 'vertical') return;
    const { k, x } = this.zoom.transform;
    const [start, end] = spanOf(item, 'horizontal').map((u) => u * k + x) as [number, number];
    const margin = MARGIN * width;
    const [left, right] = [graph.gutter * k + margin, width - margin];
    if (start < left) void this.zoom.panBy(left - start, 0);
    else if (end > right) void this.zoom.panBy(Math.max(right - end, left - start), 0);
  }

  /** Where the figure's own coordinates lie in the view. */
  get origin(): Transform {
    const { x, y, k } = this.zoom.transform;
    return { x, y: y - (this.acts.scenery()?.graph.top ?? 0) * k, k };
  }

  get placement(): string {
    const { x, y, k } = this.origin;
    return `translate(${x},${y}) scale(${k})`;
  }

  private moved({ x, k }: Transform): void {
    const view = this.acts.view();
    const scenery = this.acts.scenery();
    const figure = view?.querySelector('.figure');
    figure?.setAttribute('transform', this.placement);
    figure?.querySelector('.sticky')?.setAttribute('transform', `translate(${Math.max(0, -x / k)},0)`);
    view?.classList.toggle('overflows', this.overflows);
    view?.classList.toggle('panned', x < 0);
    view?.classList.toggle('more', scenery !== undefined && scenery.graph.width * k + x > scenery.width + 4);
    this.acts.moved();
  }

  /**
   * A step of zoom by button or key, around the item that has the focus or else the middle. It opens nothing. Below full
   * size lies only the figure that is fitted: between the two nothing could be read.
   */
  zoomStep(factor: number): void {
    const { graph, width } = this.scenery;
    const focused = this.host.shadowRoot?.activeElement?.closest('[data-path]')?.getBoundingClientRect();
    const left = this.acts.view()!.getBoundingClientRect().x;
    const x = focused ? focused.x + focused.width / 2 - left : width / 2;
    if (this.acts.isFitted()) {
      this.middle = x / Math.min(width, graph.width);
      if (factor > 1) this.acts.setFitted(false);
    } else if (factor < 1 && this.zoom.transform.k <= 1) this.fit();
    else {
      const height = Math.min(focused?.height ?? Infinity, this.viewHeight);
      void this.zoom.scaleBy(factor, [x, height / 2]);
    }
  }

  /** Brings a place along the flow into the middle of the view. */
  centre(u: number): void {
    const { graph, width } = this.scenery;
    const { k, y } = this.zoom.transform;
    const x = Math.min(0, Math.max(width - graph.width * k, width / 2 - u * k));
    this.zoom.set({ x, y, k });
  }

  /** Lays the figure from its beginning at its full size, and tells that. */
  showWhole(): readonly [width: number, height: number] {
    const { graph, width } = this.scenery;
    this.zoom.set(IDENTITY);
    return [Math.max(width, graph.width), this.viewHeight];
  }

  /** Shows the whole figure. */
  fit(): void {
    this.zoom.set(IDENTITY);
    this.acts.setFitted(true);
  }
}
