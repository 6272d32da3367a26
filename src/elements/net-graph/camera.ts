import type { ReactiveControllerHost } from 'lit';
import { spanOf, type BlockGraph, type GraphItem, type GraphRequest } from '../../figures/block-graph.js';
import type { Orientation } from '../../figures/frame.js';
import type { Opening } from '../../figures/outline.js';
import { ZoomController } from '../shared/controllers/zoom-controller.js';
import { IDENTITY, type Transform } from '../shared/controllers/zoom-transform.js';
import { sameOpening, turnedGroup } from './request.js';

/** A figure that is a little too wide is drawn smaller; one that is wider still is panned. */
const LEAST_FIT = 0.8;
/** Zooming in so far opens what is under the pointer; zooming out so far beyond the whole closes what is open. */
const OPENS_AT = 2.2;
const CLOSES_AT = 0.62;
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
  /** A reader has zoomed into a group. */
  readonly open: (path: string) => void;
  /** A reader has zoomed out of everything. Tells whether there was anything to close. */
  readonly closeLevel: () => boolean;
}

/** What the view was fitted to. */
interface Followed {
  readonly network: string;
  readonly orientation: Orientation;
  readonly width: number;
  readonly opening: Opening;
  readonly selected: string;
}

/** How the graph lies in its view: fitted at first, then where the reader zooms and pans, and what that opens and closes. */
export class GraphCamera {
  readonly zoom: ZoomController;
  private followed: Followed | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly acts: CameraActs,
  ) {
    this.zoom = new ZoomController(host, acts.view, {
      overflows: () => this.overflows,
      moved: (transform) => this.moved(transform),
      ended: (transform, at) => this.zoomedByReader(transform, at),
    });
  }

  private get scenery(): Scenery {
    return this.acts.scenery()!;
  }

  /** The scale at which the whole figure is as wide as the element. */
  private get wholeScale(): number {
    const { width, graph } = this.scenery;
    return Math.min(1, width / graph.width);
  }

  /** The scale that the figure starts with: the whole, or full size where that would be too small to read. */
  private get homeScale(): number {
    return this.wholeScale < LEAST_FIT ? 1 : this.wholeScale;
  }

  get viewHeight(): number {
    return Math.ceil(this.scenery.room * this.homeScale);
  }

  private get overflows(): boolean {
    const scenery = this.acts.scenery();
    return scenery !== undefined && scenery.graph.width * this.zoom.transform.k > scenery.width + 1;
  }

  /** Keeps what the reader looks at in view when the figure, its width or the selection changes. */
  follow({ orientation, width, opening, network }: GraphRequest, selected: string): void {
    const { followed } = this;
    const { graph } = this.scenery;
    this.zoom.setExtents([this.scenery.width, this.viewHeight], [graph.width, graph.height]);
    this.followed = { orientation, width, opening, selected, network: network.id };
    const reopened = !followed || !sameOpening(followed.opening, opening);
    const other = followed?.orientation !== orientation || followed.width !== width || followed.network !== network.id;
    if (other) this.zoom.set(this.home());
    else if (reopened) this.settle();
    const turned = reopened && followed ? turnedGroup(followed.opening.toggled, opening.toggled) : undefined;
    const { itemOf } = this.acts;
    const item = itemOf(turned ?? '') ?? (followed?.selected === selected && !other ? undefined : itemOf(selected));
    if (item) this.bringIntoView(item);
  }

  private home(): Transform {
    return { ...IDENTITY, k: this.homeScale };
  }

  /** Goes back to the scale of the whole; a figure that is panned stays about where it was. */
  private settle(): void {
    const { x } = this.zoom.transform;
    this.zoom.set(this.homeScale < 1 ? this.home() : { ...IDENTITY, x: Math.min(0, x) });
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
    view?.classList.toggle('more', scenery !== undefined && scenery.graph.width * k + x > scenery.width + 4);
    this.acts.moved();
  }

  /** Semantic zoom: opens what has become large under the pointer, closes everything once it has become small. */
  private zoomedByReader({ k, x, y }: Transform, [atX, atY]: readonly [number, number]): void {
    if (k < this.wholeScale * CLOSES_AT && !this.acts.closeLevel()) this.zoom.set(this.home());
    if (k < OPENS_AT) return;
    const { orientation, items } = this.scenery.graph;
    const along = orientation === 'horizontal' ? (atX - x) / k : (atY - y) / k;
    const item = items.find((item) => {
      const [start, end] = spanOf(item, orientation);
      return item.kind === 'leaf' && item.entry.group && start <= along && along < end;
    });
    if (item) this.acts.open(item.entry.path);
  }

  /** A step of zoom by button or key, around the item that has the focus or else the middle. */
  zoomStep(factor: number): void {
    const focused = this.host.shadowRoot?.activeElement?.closest('[data-path]')?.getBoundingClientRect();
    const height = Math.min(focused?.height ?? Infinity, this.viewHeight);
    const left = this.acts.view()!.getBoundingClientRect().x;
    const x = focused ? focused.x + focused.width / 2 - left : this.scenery.width / 2;
    const at = [x, height / 2] as const;
    void this.zoom.scaleBy(factor, at).then(() => this.zoomedByReader(this.zoom.transform, at));
  }

  /** Shows the whole figure. */
  fit(): void {
    const k = this.wholeScale;
    const below = k < this.homeScale ? this.viewHeight - this.scenery.graph.height * k : 0;
    this.zoom.set({ x: 0, y: below / 2, k });
  }
}
