import { html, nothing, svg, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { conventions, isWithin } from '../../core/index.js';
import {
  layoutBlockGraph,
  spanOf,
  type BlockGraph,
  type GraphItem,
  type GraphRequest,
} from '../../figures/block-graph.js';
import { describer, placeOf, readingOf } from '../../figures/describe.js';
import type { Orientation } from '../../figures/frame.js';
import { graphLooks, sceneOfGraph, type GraphScene } from '../../figures/graph-scene.js';
import { lineOf, type Entry, type Opening } from '../../figures/outline.js';
import type { Group } from '../../figures/scene.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';
import { lateChunk } from '../../explorer/chunks.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { IDENTITY, ZoomController, type Transform } from '../shared/controllers/zoom-controller.js';
import { tryAgain } from '../../explorer/problem.js';
import { define } from '../shared/define.js';
import { drawItem } from './draw.js';
import { moveOf, neighbourOf, type Move } from './keys.js';
import { graphStyles } from './styles.js';
import { NetElement } from '../shared/net-element.js';
import { printShape, printShapes, stylesOf } from '../shared/print-scene.js';
import type { Aspect, Detail } from '../../explorer/state.js';
import { renderSegments, segmentStyles, type Choice } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';

const loadPictures = lateChunk('The part that paints pictures', () => import('./pictures.js'));
const loadSave = lateChunk('The part that saves figures', () => import('./save.js'));

/** Below this width the flow runs from top to bottom. */
const NARROW = 600;
/** A figure that is a little too wide is drawn smaller; one that is wider still is panned. */
const LEAST_FIT = 0.8;
/** Zooming in so far opens what is under the pointer; zooming out so far beyond the whole closes what is open. */
const OPENS_AT = 2.2;
const CLOSES_AT = 0.62;
const STEP = 1.5;
/** Pixels that may stay empty below the figure while options are turned. */
const SLACK = 48;
/** The drawing is a multiple of so many pixels high, cut off where the figure ends: another height would lay out every text anew. */
const SHEET = 1024;
/** What is brought into view lies at least so far inside, as a share of the width: its neighbours are seen, too. */
const MARGIN = 0.2;

const DEPTHS: readonly Choice<Detail>[] = [
  { value: 'stages', title: 'Stages' },
  { value: 'blocks', title: 'Blocks' },
  { value: 'layers', title: 'Layers' },
];

/**
 * The network drawn to scale: tensors are slabs, operations the bands between them, shortcuts arches above, and what each
 * block costs stands in bars below it. Opens by click, by keyboard and by zooming in.
 *
 * @attr orientation - `horizontal`, `vertical`, or `auto` (default): vertical where the element is narrow.
 * @attr no-costs - Without the bars of parameters, operations and memory.
 * @attr no-controls - Without the buttons for depth, zoom and saving.
 * @attr no-caption - Without the line that says how to read the figure.
 * @fires net-select - A reader chose a stage, a block or a layer.
 * @csspart readout - What is under the pointer or selected, in words.
 * @csspart controls - The buttons for depth, zoom and saving.
 * @csspart graph - The figure.
 * @csspart item - A stage, block or layer; also `leaf` or `header`.
 * @csspart tensor - A slab.
 * @csspart operation - A band between two slabs.
 * @csspart shortcut - An arch.
 * @csspart panel - The ground of an open block.
 * @csspart bar - A bar of the costs.
 * @csspart caption - The line that says how to read the figure.
 * @cssprop --net-kind-pointwise - Colour of pointwise convolutions; likewise `-depthwise`, `-conv`, `-norm`, `-activation`, `-add`, `-pool`, `-dense`.
 */
export class NetGraph extends NetElement {
  static override styles = [theme, controls, segmentStyles, stylesOf(graphLooks), graphStyles];

  protected override readonly ignores: readonly Aspect[] = ['image', 'weights'];

  private readonly size = new WidthController(this);
  protected readonly inspection = new InspectionController(this);
  private readonly zoom = new ZoomController(this, () => this.view, {
    overflows: () => this.overflows,
    moved: (transform) => this.moved(transform),
    ended: (transform, at) => this.zoomedByReader(transform, at),
  });
  private graph: BlockGraph | undefined;
  private scene: GraphScene | undefined;
  private request: GraphRequest | undefined;
  /** What each item is called, by path. */
  private names: ReadonlyMap<string, string> = new Map();
  /** Items that the last change of depth has brought. */
  private fresh: ReadonlySet<string> = new Set();
  /** Whether items move with a transition: when groups open and close, but not while a slider is dragged. */
  private glides = false;
  /** Pixels that the figure takes, at its full size. */
  private room = 0;
  /** What the reader's view was last fitted to. */
  private followed: Followed | undefined;
  protected readonly themed = new ThemeController(this, () => this.paint());
  /** Path of the one item that Tab leads to. */
  private tabStop = '';
  /** The frame that will paint, and whether there is something on the canvas. */
  private painting = 0;
  private painted = false;
  private readonly pictures = new LateController(this, loadPictures);

  @query('svg') private readonly view!: SVGSVGElement | null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;

  /** Path of the item that Tab leads to. */
  @state() private current = '';

  /** Which way data flows; `auto` runs downwards where there is little width. */
  @property() orientation: 'auto' | Orientation = 'auto';
  /** Leaves the bars out. */
  @property({ type: Boolean, attribute: 'no-costs' }) noCosts = false;
  /** Leaves the buttons out; keys, wheel and fingers still work. */
  @property({ type: Boolean, attribute: 'no-controls' }) noControls = false;
  /** Leaves the line below the figure out. */
  @property({ type: Boolean, attribute: 'no-caption' }) noCaption = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.state) return;
    const request = this.requestNow();
    if (!this.request || !sameRequest(request, this.request)) this.layOut(request);
    this.tabStop = this.findTabStop();
  }

  private layOut(request: GraphRequest): void {
    const before = this.graph && new Set(this.names.keys());
    const last = this.request;
    this.request = request;
    this.graph = layoutBlockGraph(request);
    this.scene = sceneOfGraph(this.graph, `${request.network.title}, drawn to scale`);
    this.glides = last !== undefined && !sameOpening(last.opening, request.opening);
    this.room = roomFor(this.graph.height, isTurned(last, request) ? this.room : 0);
    const describe = describer(request.network, request.cost, request.convention);
    const nameOf = ({ entry, kind }: GraphItem): string => (kind === 'failure' ? failed(request) : describe(entry));
    this.names = new Map(this.graph.items.map((item) => [item.entry.path, nameOf(item)]));
    this.fresh = new Set(before && [...this.names.keys()].filter((path) => !before.has(path)));
  }

  protected override updated(): void {
    if (!this.graph || !this.state) return;
    this.zoom.setExtents([this.size.width, this.viewHeight], [this.graph.width, this.graph.height]);
    this.follow();
    this.paint();
  }

  private requestNow(): GraphRequest {
    const { network, cost, convention, depth, toggled, inspection } = this.state!;
    const problem = this.state!.problem('options');
    const width = this.size.width || 960;
    return {
      network,
      cost,
      convention,
      opening: { depth, toggled },
      orientation: this.orientation === 'auto' ? (width < NARROW ? 'vertical' : 'horizontal') : this.orientation,
      width,
      // Room for them is made when they are asked for: their coming moves nothing then, nor does a slider that makes others.
      pictures: inspection.thumbnails.size > 0 || inspection.isBusy,
      bars: !this.noCosts,
      failure: problem?.node ? { node: problem.node, rule: problem.rule ?? problem.message } : undefined,
    };
  }

  /** The scale at which the whole figure is as wide as the element. */
  private get wholeScale(): number {
    return Math.min(1, this.size.width / this.graph!.width);
  }

  /** The scale that the figure starts with: the whole, or full size where that would be too small to read. */
  private get homeScale(): number {
    return this.wholeScale < LEAST_FIT ? 1 : this.wholeScale;
  }

  private get viewHeight(): number {
    return Math.ceil(this.room * this.homeScale);
  }

  private get overflows(): boolean {
    return this.graph !== undefined && this.graph.width * this.zoom.transform.k > this.size.width + 1;
  }

  /** Keeps what the reader looks at in view when the figure, its width or the selection changes. */
  private follow(): void {
    const { request, followed } = this;
    const { selected } = this.state!;
    const { orientation, width, opening } = request!;
    this.followed = { orientation, width, opening, selected, network: request!.network.id };
    const reopened = !followed || !sameOpening(followed.opening, opening);
    const other =
      followed?.orientation !== orientation || followed.width !== width || followed.network !== request!.network.id;
    if (other) this.zoom.set(this.home());
    else if (reopened) this.settle();
    const turned = reopened && followed ? turnedGroup(followed.opening.toggled, opening.toggled) : undefined;
    const item =
      this.itemOf(turned ?? '') ?? (followed?.selected === selected && !other ? undefined : this.itemOf(selected));
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

  private bringIntoView(item: GraphItem): void {
    const graph = this.graph!;
    if (graph.orientation === 'vertical') return;
    const { k, x } = this.zoom.transform;
    const [start, end] = spanOf(item, 'horizontal').map((u) => u * k + x) as [number, number];
    const margin = MARGIN * this.size.width;
    const [left, right] = [graph.gutter * k + margin, this.size.width - margin];
    if (start < left) void this.zoom.panBy(left - start, 0);
    else if (end > right) void this.zoom.panBy(Math.max(right - end, left - start), 0);
  }

  /** Where the figure's own coordinates lie in the view. */
  private get origin(): Transform {
    const { x, y, k } = this.zoom.transform;
    return { x, y: y - (this.graph?.top ?? 0) * k, k };
  }

  private get placement(): string {
    const { x, y, k } = this.origin;
    return `translate(${x},${y}) scale(${k})`;
  }

  private moved({ x, k }: Transform): void {
    const figure = this.view?.querySelector('.figure');
    figure?.setAttribute('transform', this.placement);
    figure?.querySelector('.sticky')?.setAttribute('transform', `translate(${Math.max(0, -x / k)},0)`);
    this.view?.classList.toggle('overflows', this.overflows);
    this.view?.classList.toggle('more', this.graph !== undefined && this.graph.width * k + x > this.size.width + 4);
    this.paint();
  }

  /** Paints with the next frame: what is behind a page needs no pictures, and asking for colours costs a layout. */
  private paint(): void {
    if (this.painting || (!this.request?.pictures && !this.painted)) return;
    this.painting = requestAnimationFrame(() => {
      this.painting = 0;
      this.painted = this.request?.pictures ?? false;
      const { canvas, graph, state } = this;
      if (!canvas || !graph || !state) return;
      const size = [this.size.width, this.viewHeight] as const;
      // Colour ramps come with the first pictures; what has just come paints after its own update.
      const { thumbnails } = state.inspection;
      if (!this.pictures.value) return void this.pictures.ask();
      this.pictures.value.paintPictures(canvas, size, graph, thumbnails, this.origin, themeOf(this));
    });
  }

  /** Semantic zoom: opens what has become large under the pointer, closes everything once it has become small. */
  private zoomedByReader({ k, x, y }: Transform, [atX, atY]: readonly [number, number]): void {
    if (k < this.wholeScale * CLOSES_AT) this.closeLevel();
    if (k < OPENS_AT) return;
    const { orientation, items } = this.graph!;
    const along = orientation === 'horizontal' ? (atX - x) / k : (atY - y) / k;
    const item = items.find((item) => {
      const [start, end] = spanOf(item, orientation);
      return item.kind === 'leaf' && item.entry.group && start <= along && along < end;
    });
    if (item) this.state!.toggle(item.entry.path);
  }

  private closeLevel(): void {
    const { depth, toggled } = this.state!;
    if (toggled.size || depth !== 'stages')
      this.state!.setDepth(toggled.size ? depth : depth === 'layers' ? 'blocks' : 'stages');
    else this.zoom.set(this.home());
  }

  /** A step of zoom by button or key, around the item that has the focus or else the middle. */
  private zoomStep(factor: number): void {
    const focused = this.shadowRoot?.activeElement?.closest('[data-path]')?.getBoundingClientRect();
    const height = Math.min(focused?.height ?? Infinity, this.viewHeight);
    const x = focused ? focused.x + focused.width / 2 - this.view!.getBoundingClientRect().x : this.size.width / 2;
    const at = [x, height / 2] as const;
    void this.zoom.scaleBy(factor, at).then(() => this.zoomedByReader(this.zoom.transform, at));
  }

  private itemOf(path: string): GraphItem | undefined {
    const items = this.graph?.items ?? [];
    const line = lineOf(
      items.map(({ entry }) => entry),
      path,
    );
    return line && items.find(({ entry }) => entry === line);
  }

  private get entries(): readonly Entry[] {
    return this.graph!.items.map(({ entry }) => entry);
  }

  /** The item that Tab leads to: where the keyboard was, else what is selected, else the first. */
  private findTabStop(): string {
    const item = this.itemOf(this.current) ?? this.itemOf(this.state!.selected) ?? this.graph!.items[0];
    return item?.entry.path ?? '';
  }

  private pathAt(event: Event): string | undefined {
    const target = event.composedPath().find((node) => node instanceof Element && node.matches('[data-path]'));
    return (target as SVGElement | undefined)?.dataset['path'];
  }

  private readonly clicked = (event: Event): void => {
    const path = this.pathAt(event);
    if (path === undefined || !this.state!.has(path)) return;
    this.current = path;
    if (path === this.state!.selected) this.toggle(path);
    else this.selectByReader(path);
  };

  private readonly pointed = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.state!.hover(this.pathAt(event) ?? '');
  };

  private readonly left = (): void => this.state?.hover('');

  private readonly focused = (event: FocusEvent): void => {
    const path = this.pathAt(event);
    if (path === undefined) return;
    this.current = path;
    this.state!.hover(path);
    const item = this.itemOf(path);
    if (item) this.bringIntoView(item);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveOf(event.key, this.graph!.orientation);
    const entry = this.entries.find(({ path }) => path === this.pathAt(event));
    // What does nothing here is left to the page: Escape may close the dialog around.
    if (!move || !entry || (move === 'out' && !entry.open && !entry.parent)) return;
    event.preventDefault();
    this.carryOut(move, entry);
  };

  private carryOut(move: Move, entry: Entry): void {
    switch (move) {
      case 'zoom-in':
        return this.zoomStep(STEP);
      case 'zoom-out':
        return this.zoomStep(1 / STEP);
      case 'fit':
        return this.fit();
      case 'choose':
        return this.selectByReader(entry.path);
      case 'toggle':
        this.selectByReader(entry.path);
        return this.toggle(entry.path);
      case 'in':
        if (entry.group && !entry.open) this.toggle(entry.path);
        return void this.updateComplete.then(() =>
          this.focusOn(this.entries.find(({ parent }) => parent === entry.path)),
        );
      case 'out':
        if (entry.open) this.toggle(entry.path);
        return void this.updateComplete.then(() =>
          this.focusOn(this.entries.find(({ path }) => path === (entry.open ? entry.path : entry.parent))),
        );
      default:
        return this.focusOn(neighbourOf(this.entries, entry, move));
    }
  }

  private focusOn(entry: Entry | undefined): void {
    if (!entry) return;
    this.current = entry.path;
    this.view
      ?.querySelector<SVGElement>(`[data-path="${CSS.escape(entry.path)}"]`)
      ?.focus({ preventScroll: this.graph!.orientation === 'horizontal' });
  }

  private toggle(path: string): void {
    const entry = this.entries.find((entry) => entry.path === path);
    if (entry?.group) this.state!.toggle(path);
  }

  /** Shows the whole figure. */
  fit(): void {
    const k = this.wholeScale;
    const below = k < this.homeScale ? this.viewHeight - this.graph!.height * k : 0;
    this.zoom.set({ x: 0, y: below / 2, k });
  }

  /** Hands the whole figure, with a caption that says what it shows, to the reader as a file. */
  async save(format: 'svg' | 'png'): Promise<void> {
    const { graph, scene, state } = this;
    if (!graph || !scene || !state) return;
    try {
      await (await loadSave()).saveFigure({ host: this, graph, scene, state }, format);
    } catch (error) {
      state.setProblem('page', {
        source: 'page',
        message: `The figure could not be saved as ${format.toUpperCase()}: ${(error as Error).message}`,
        remedy: tryAgain(() => {
          state.setProblem('page', undefined);
          void this.save(format);
        }),
      });
    }
  }

  override render() {
    if (!this.state || !this.graph || !this.scene) return html`<slot></slot>`;
    return html`
      <div class="top">${this.renderReadout()}${this.noControls ? nothing : this.renderControls()}</div>
      ${this.pictures.renderLoss()} ${this.zoom.late.renderLoss()} ${this.renderFigure(this.graph, this.scene)}
      ${this.noCaption ? nothing : this.renderCaption()}
    `;
  }

  private renderReadout() {
    const { network, cost, convention, hovered, selected } = this.state!;
    const place = placeOf(network, hovered) ?? placeOf(network, selected);
    const { name, title, readings } = readingOf(network, cost, convention, place);
    return html`<div part="readout">
      <span><b>${name || title}</b>${name ? ` ${title}` : nothing}</span>
      <span>${readings.map(({ term, value }, at) => html`${at ? ' · ' : ''}${term} <b>${value}</b>`)}</span>
    </div>`;
  }

  private renderControls() {
    const { depth } = this.state!;
    return html`<div part="controls">
      ${renderSegments({
        label: 'Depth of detail',
        choices: DEPTHS,
        value: depth,
        choose: (next) => this.state!.setDepth(next),
      })}
      <div class="segments" role="group" aria-label="Zoom">
        <button type="button" aria-label="Zoom out" @click=${() => this.zoomStep(1 / STEP)}>−</button>
        <button type="button" @click=${() => this.fit()}>Fit</button>
        <button type="button" aria-label="Zoom in" @click=${() => this.zoomStep(STEP)}>+</button>
      </div>
      <div class="segments" role="group" aria-label="Save as">
        ${(['svg', 'png'] as const).map(
          (format) =>
            html`<button type="button" aria-label="Save as ${format.toUpperCase()}" @click=${() => this.save(format)}>
              ↓ ${format.toUpperCase()}
            </button>`,
        )}
      </div>
    </div>`;
  }

  private renderFigure(graph: BlockGraph, { title, ground, ways, items, bars, titles }: GraphScene) {
    const height = this.viewHeight;
    return html`<div class="view" .style="block-size: ${height}px">
      <canvas aria-hidden="true"></canvas>
      <svg
        .scene=${this.scene}
        part="graph"
        role="tree"
        height=${Math.ceil(height / SHEET) * SHEET}
        aria-label=${title}
        aria-orientation=${graph.orientation}
        @click=${this.clicked}
        @keydown=${this.pressed}
        @focusin=${this.focused}
        @focusout=${this.left}
        @pointerover=${this.pointed}
        @pointerleave=${this.left}
      >
        ${svg`<g class="figure ${this.glides ? 'glides' : ''}" transform=${this.placement}>
          ${printShape(ground)} ${this.renderAnew(ways)}
          ${repeat(
            graph.items,
            ({ entry }) => entry.path,
            (item, at) => drawItem(item, items[at]!, this.viewOf(item)),
          )}
          ${this.renderAnew(bars)} ${printShape(titles)}
        </g>`}
      </svg>
    </div>`;
  }

  /** What belongs to no item alone (shortcuts, lanes and units below them, bars above) appears anew when the depth changes, while items glide to their places. */
  private renderAnew({ role, content }: Group) {
    const { depth, toggled } = this.request!.opening;
    const appears = this.fresh.size ? ' changed' : '';
    return keyed(
      [depth, ...toggled].join(),
      svg`<g class="${role}${appears}" aria-hidden="true">${printShapes(content)}</g>`,
    );
  }

  private viewOf({ entry }: GraphItem) {
    const { selected, hovered } = this.state!;
    return {
      name: this.names.get(entry.path) ?? entry.path,
      selected: this.stands(entry, selected),
      hovered: this.stands(entry, hovered),
      fresh: this.fresh.has(entry.path),
      reachable: entry.path === this.tabStop,
    };
  }

  /** Whether an item shows a path: it is the path, or closed around it, or a layer in it. */
  private stands({ path, open }: Entry, of: string): boolean {
    if (!of) return false;
    return path === of || (!open && isWithin(of, path)) || (!open && isWithin(path, of) && !this.itemExists(of));
  }

  private itemExists(path: string): boolean {
    return this.graph!.items.some(({ entry }) => entry.path === path);
  }

  private renderCaption() {
    const { title, note } = conventions[this.state!.convention];
    return html`<p part="caption">
      Height: square root of spatial size. Thickness: square root of channels. Counted as ${title}: ${note}
    </p>`;
  }
}

const sameOpening = (a: Opening, b: Opening): boolean => a.depth === b.depth && a.toggled === b.toggled;

/** Whether options were turned and nothing else: the same things stand where they stood, a little larger or smaller. */
const isTurned = (last: GraphRequest | undefined, { opening, orientation, width, pictures }: GraphRequest): boolean =>
  last !== undefined &&
  sameOpening(last.opening, opening) &&
  last.orientation === orientation &&
  last.width === width &&
  last.pictures === pictures;

/** A figure that has become a little lower keeps its room: the slider below it must not leave the pointer that draws it. */
const roomFor = (height: number, room: number): number => (room - height > SLACK ? height : Math.max(room, height));

/** What the view was fitted to. */
interface Followed {
  readonly network: string;
  readonly orientation: Orientation;
  readonly width: number;
  readonly opening: Opening;
  readonly selected: string;
}

/** The one group that was opened or closed between two states; `undefined` where more has changed. */
function turnedGroup(before: ReadonlySet<string>, after: ReadonlySet<string>): string | undefined {
  const turned = [...before, ...after].filter((path) => before.has(path) !== after.has(path));
  return turned.length === 1 ? turned[0] : undefined;
}

/** Everything that a layout depends on, to be compared one by one. */
const inputsOf = ({ opening, failure, ...rest }: GraphRequest): readonly unknown[] => [
  ...Object.values(rest),
  opening.depth,
  opening.toggled,
  failure?.rule,
];

const sameRequest = (a: GraphRequest, b: GraphRequest): boolean => {
  const known = inputsOf(b);
  return inputsOf(a).every((input, at) => input === known[at]);
};

const failed = ({ failure }: GraphRequest): string => `${failure?.node} does not fit: ${failure?.rule}`;

declare global {
  interface HTMLElementTagNameMap {
    'net-graph': NetGraph;
  }
}

define('net-graph', NetGraph);
