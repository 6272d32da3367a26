import { html, nothing, svg, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { isWithin } from '../../core/index.js';
import { type BlockGraph, type GraphItem, type GraphRequest, layoutBlockGraph } from '../../figures/block-graph.js';
import { describer } from '../../figures/describe.js';
import type { Orientation } from '../../figures/frame.js';
import { graphLooks, sceneOfGraph, type GraphScene } from '../../figures/graph-scene.js';
import { lineOf, type Entry } from '../../figures/outline.js';
import type { Group } from '../../figures/scene.js';
import { lateChunk } from '../../explorer/chunks.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { tryAgain } from '../../explorer/problem.js';
import { define } from '../shared/define.js';
import { GraphCamera, type Scenery } from './camera.js';
import { drawItem } from './draw.js';
import { moveOf, neighbourOf, type Move } from './keys.js';
import { Painter, type Painting } from './painter.js';
import { isTurned, roomFor, sameOpening, sameRequest } from './request.js';
import { graphStyles } from './styles.js';
import { renderCaption, renderControls, renderReadout, type ToolbarActs } from './toolbar.js';
import { NetElement } from '../shared/net-element.js';
import { printShape, printShapes, stylesOf } from '../shared/print-scene.js';
import type { Aspect } from '../../explorer/state.js';
import { segmentStyles } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';

const loadSave = lateChunk('The part that saves figures', () => import('./save.js'));

/** Below this width the flow runs from top to bottom. */
const NARROW = 600;
/** How far a step of zoom goes. */
const STEP = 1.5;
/** The drawing is a multiple of so many pixels high, cut off where the figure ends: another height would lay out every text anew. */
const SHEET = 1024;
/**
 * The network drawn to scale: tensors are slabs, operations the bands between them, shortcuts arches above, and what each
 * block costs stands in bars below it. Opens by click, by keyboard and by zooming in.
 *
 * @attr orientation - `horizontal`, `vertical`, or `auto` (default): vertical where the element is narrow.
 * @attr no-costs - Without the bars of parameters, operations and memory.
 * @attr no-controls - Without the buttons for detail, zoom and saving.
 * @attr no-caption - Without the line that says how to read the figure.
 * @fires net-select - A reader chose a stage, a block or a layer.
 * @csspart readout - What is under the pointer or selected, in words.
 * @csspart controls - The buttons for detail, zoom and saving.
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

  protected static override readonly words = { orientation: ['auto', 'horizontal', 'vertical'] };

  protected override readonly ignores: readonly Aspect[] = ['image', 'weights'];

  private readonly size = new WidthController(this);
  protected readonly inspection = new InspectionController(this);
  private readonly camera = new GraphCamera(this, {
    view: () => this.view,
    scenery: () => this.scenery,
    itemOf: (path) => this.itemOf(path),
    moved: () => this.painter.paint(),
    open: (path) => this.state!.toggle(path),
    closeLevel: () => this.closeLevel(),
  });
  private graph: BlockGraph | undefined;
  private scene: GraphScene | undefined;
  private request: GraphRequest | undefined;
  /** What each item is called, by path. */
  private names: ReadonlyMap<string, string> = new Map();
  /** Items that the last change of detail has brought. */
  private fresh: ReadonlySet<string> = new Set();
  /** Whether items move with a transition: when groups open and close, but not while a slider is dragged. */
  private glides = false;
  /** Pixels that the figure takes, at its full size. */
  private room = 0;
  /** Path of the one item that Tab leads to. */
  private tabStop = '';
  private readonly painter = new Painter(
    this,
    () => this.request?.pictures ?? false,
    () => this.painting,
  );

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
    const describe = describer(request.network, request.convention);
    const nameOf = ({ entry, kind }: GraphItem): string => (kind === 'failure' ? failed(request) : describe(entry));
    this.names = new Map(this.graph.items.map((item) => [item.entry.path, nameOf(item)]));
    this.fresh = new Set(before && [...this.names.keys()].filter((path) => !before.has(path)));
  }

  protected override updated(): void {
    if (!this.graph || !this.state) return;
    this.camera.follow(this.request!, this.state.selected);
    this.painter.paint();
  }

  private requestNow(): GraphRequest {
    const { network, cost, convention, detail, toggled, inspection } = this.state!;
    const problem = this.state!.problem('options');
    const width = this.size.width || 960;
    const orientation = this.wordOf('orientation');
    return {
      network,
      cost,
      convention,
      opening: { detail, toggled },
      orientation: orientation === 'auto' ? (width < NARROW ? 'vertical' : 'horizontal') : orientation,
      width,
      // Room for them is made when they are asked for: their coming moves nothing then, nor does a slider that makes others.
      pictures: inspection.thumbnails.size > 0 || inspection.isBusy,
      bars: !this.noCosts,
      failure: problem?.node ? { node: problem.node, rule: problem.rule ?? problem.message } : undefined,
    };
  }

  private get scenery(): Scenery | undefined {
    const { graph, room } = this;
    return graph && { graph, room, width: this.size.width };
  }

  private get painting(): Painting | undefined {
    const { canvas, graph, state, camera } = this;
    if (!canvas || !graph || !state) return undefined;
    const size = [this.size.width, camera.viewHeight] as const;
    return { canvas, size, graph, thumbnails: state.inspection.thumbnails, origin: camera.origin };
  }

  private closeLevel(): boolean {
    const { detail, toggled } = this.state!;
    if (!toggled.size && detail === 'stages') return false;
    this.state!.setDetail(toggled.size ? detail : detail === 'layers' ? 'blocks' : 'stages');
    return true;
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
    if (item) this.camera.bringIntoView(item);
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
        return this.camera.zoomStep(STEP);
      case 'zoom-out':
        return this.camera.zoomStep(1 / STEP);
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
    this.camera.fit();
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

  protected override renderShown() {
    if (!this.state || !this.graph || !this.scene) return html`<slot></slot>`;
    return html`
      <div class="top">
        ${renderReadout(this.state)}${this.noControls ? nothing : renderControls(this.state.detail, this.toolbar)}
      </div>
      ${this.painter.late.renderLoss()} ${this.camera.zoom.late.renderLoss()}
      ${this.renderFigure(this.graph, this.scene)} ${this.noCaption ? nothing : renderCaption(this.state)}
    `;
  }

  private readonly toolbar: ToolbarActs = {
    setDetail: (detail) => this.state!.setDetail(detail),
    zoomIn: () => this.camera.zoomStep(STEP),
    zoomOut: () => this.camera.zoomStep(1 / STEP),
    fit: () => this.fit(),
    save: (format) => this.save(format),
  };

  private renderFigure(graph: BlockGraph, { title, ground, ways, items, bars, titles }: GraphScene) {
    const height = this.camera.viewHeight;
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
        ${svg`<g class="figure ${this.glides ? 'glides' : ''}" transform=${this.camera.placement}>
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

  /** What belongs to no item alone (shortcuts, lanes and units below them, bars above) appears anew when the detail changes, while items glide to their places. */
  private renderAnew({ role, content }: Group) {
    const { detail, toggled } = this.request!.opening;
    const appears = this.fresh.size ? ' changed' : '';
    return keyed(
      [detail, ...toggled].join(),
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
}

const failed = ({ failure }: GraphRequest): string => `${failure?.node} does not fit: ${failure?.rule}`;

declare global {
  interface HTMLElementTagNameMap {
    'net-graph': NetGraph;
  }
}

define('net-graph', NetGraph);
