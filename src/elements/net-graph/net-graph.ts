import { html, nothing, svg, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { GraphRequest } from '../../figures/block-graph.js';
import type { Orientation } from '../../figures/frame.js';
import { graphLooks } from '../../figures/graph-scene.js';
import type { Entry } from '../../figures/outline.js';
import { lateChunk } from '../../explorer/chunks.js';
import { ForcedColoursController } from '../shared/controllers/forced-colours-controller.js';
import { OverlayController } from '../shared/controllers/overlay-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { GraphCamera, type Scenery } from './camera.js';
import { GraphCaption } from './caption.js';
import { drawItem, renderAnew, viewOf } from './draw.js';
import { GraphDrawing } from './drawing.js';
import { moveAt, type Move } from './keys.js';
import type { KeyActs } from './tree-keys.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { GraphWindow } from './window.js';
import { Painter, type Painting } from './painter.js';
import { GraphMap } from './map.js';
import { saveOrSay } from './save-or-say.js';
import { problemOfHeight, sameRequest } from './request.js';
import { graphStyles } from './styles.js';
import { MEASURED, MEASURE_WORDS, renderControls, renderReadout, type Choices, type ToolbarActs } from './toolbar.js';
import { loadLook, type Activation } from '../shared/load-look.js';
import { NetElement } from '../shared/net-element.js';
import { printShape, stylesOf } from '../shared/print-scene.js';
import type { Aspect } from '../../explorer/state.js';
import { segmentStyles } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';

const loadKeys = lateChunk('The part that follows keys', () => import('./tree-keys.js'));
const loadThin = lateChunk('The part that draws long networks', () => import('../../figures/merge-thin.js'));

/** Pixels of width below which the flow runs from top to bottom. */
export const NARROW = 600;
const ZOOM_STEP = 1.5;
/** The drawing is a multiple of so many pixels high, cut off where the figure ends: another height would lay out every text anew. */
const SHEET = 1024;

/**
 * The network drawn to scale: tensors are slabs, operations the bands between them, shortcuts arches above, and what each
 * block costs stands in bars below it. Opens by click and by keyboard: arrow keys move, Enter opens and closes, S follows
 * a shortcut, + and − zoom, 0 fits.
 *
 * @attr orientation - `horizontal`, `vertical`, or `auto` (default): vertical where the element is narrow.
 * @attr measure - What stands in bars: `operations` (default), `parameters`, `memory`, `all`, or `none`.
 * @attr max-height - Pixels that a figure from left to right should not exceed; it becomes lower, but stays readable.
 * @attr fold - Closed blocks that follow each other and are alike are drawn once, with their number.
 * @attr no-controls - Without the controls for detail, zoom, direction, measure and saving.
 * @attr no-caption - Without the line that says how to read the figure.
 * @fires net-select - A reader chose a stage, a block or a layer.
 * @csspart readout - What is under the pointer or selected, in words.
 * @csspart controls - The controls for detail, zoom, direction, measure and saving.
 * @csspart graph - The figure.
 * @csspart overview - The map of a figure that is wider than its view.
 * @csspart item - A stage, block or layer; also `leaf` or `header`.
 * @csspart tensor - A slab.
 * @csspart operation - A band between two slabs.
 * @csspart shortcut - An arch.
 * @csspart panel - The ground of an open block.
 * @csspart bar - A bar of the costs.
 * @csspart caption - The line that says how to read the figure.
 */
export class NetGraph extends NetElement {
  static override styles = [theme, controls, segmentStyles, stylesOf(graphLooks), graphStyles];

  protected static override readonly words = {
    orientation: ['auto', 'horizontal', 'vertical'],
    measure: MEASURE_WORDS,
  };

  protected static override readonly overridable = {
    orientation: 'orientation',
    measure: 'measure',
    fold: 'fold',
  } as const;

  protected override readonly ignores: readonly Aspect[] = ['image', 'weights'];

  private readonly size = new WidthController(this);
  protected readonly inspection = new InspectionController(this);
  private readonly laid = new OverlayController(this);
  protected readonly forced = new ForcedColoursController(this);
  private readonly camera = new GraphCamera(this, {
    view: () => this.view,
    scenery: () => this.scenery,
    itemOf: (path) => this.drawing!.itemOf(path),
    moved: () => {
      this.painter.paint();
      this.window.check();
      this.map.moved();
    },
    isFitted: () => this.isFitted,
    setFitted: (isFitted) => (this.isFitted = isFitted),
  });
  private readonly window = new GraphWindow(this, {
    seen: () => this.drawing && this.camera.seen,
    height: () => (this.drawing ? this.camera.viewHeight : 0),
    view: () => this.viewBox,
    whole: () => this.camera.showWhole(),
  });
  private readonly keys = new LateController(this, loadKeys);
  private readonly thin = new LateController(this, loadThin);
  private readonly map = new GraphMap(this, this.camera);
  private readonly caption = new GraphCaption(this);
  private drawing: GraphDrawing | undefined;
  private heightProblem: string | undefined;
  /** What keys and buttons have asked for, until it is done. */
  private acting: Promise<void> = Promise.resolve();
  /** Path of the one item that Tab leads to. */
  private tabStop = '';
  private readonly painter = new Painter(
    this,
    () => this.drawing?.request.pictures ?? false,
    () => this.painting,
  );

  @query('.view') private readonly viewBox!: HTMLElement | null;
  @query('svg') private readonly view!: SVGSVGElement | null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;

  /** Path of the item that Tab leads to. */
  @state() private current = '';
  /** Whether all of the figure is within the width, as the reader asked. */
  @state() private isFitted = false;

  /** Which way data flows; `auto` runs downwards where there is little width. */
  @property() orientation: 'auto' | Orientation = 'auto';
  /** What stands in bars below the figure, or beside one that runs downwards. */
  @property() measure: 'operations' | 'parameters' | 'memory' | 'all' | 'none' = 'operations';
  /** Pixels that a figure from left to right should not exceed; readable it stays. */
  @property({ type: Number, attribute: 'max-height' }) maxHeight?: number;
  /** Draws closed blocks that follow each other and are alike once, with their number. */
  @property({ type: Boolean, reflect: true }) fold = false;
  /** Leaves the buttons out; keys, wheel and fingers still work. */
  @property({ type: Boolean, attribute: 'no-controls' }) noControls = false;
  /** Without the buttons that save the figure. */
  @property({ type: Boolean, attribute: 'no-save', reflect: true }) noSave = false;
  /** Leaves the line below the figure out. */
  @property({ type: Boolean, attribute: 'no-caption' }) noCaption = false;

  /** Keeps room for pictures that may come. @internal */
  @property({ attribute: false }) awaitsPictures = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.heightProblem = problemOfHeight(this.maxHeight, this.getAttribute('max-height'));
    this.remark('max-height', this.heightProblem);
    if (!this.state) return;
    const request = this.requestNow();
    if (!this.drawing || !sameRequest(request, this.drawing.request))
      this.drawing = new GraphDrawing(request, this.drawing);
    this.tabStop = this.findTabStop(this.drawing);
  }

  protected override updated(): void {
    if (!this.drawing || !this.state) return;
    this.camera.follow(this.drawing.request, this.state.selected);
    this.painter.paint();
  }

  private requestNow(): GraphRequest {
    const { network, cost, convention, detail, toggled, knownInspection: running } = this.state!;
    const problem = this.state!.problem('options');
    const width = this.size.width || 960;
    const word: 'auto' | Orientation = this.wordOf('orientation');
    const orientation = word === 'auto' ? (width < NARROW ? 'vertical' : 'horizontal') : word;
    return {
      network,
      cost,
      convention,
      opening: { detail, toggled, fold: this.flagOf('fold') },
      orientation,
      width,
      // Room for them is made when they are asked for: their coming moves nothing then, nor does a slider that makes others.
      pictures: this.awaitsPictures || (running !== undefined && (running.thumbnails.size > 0 || running.isBusy)),
      measures: MEASURED[this.wordOf('measure')],
      overlay: this.laid.value?.marks,
      squeezed: this.isFitted && orientation === 'horizontal',
      maxHeight: this.heightProblem === undefined ? this.maxHeight : undefined,
      failure: problem?.node ? { node: problem.node, rule: problem.rule ?? problem.message } : undefined,
    };
  }

  private get scenery(): Scenery | undefined {
    const { drawing } = this;
    return drawing && { graph: drawing.graph, room: drawing.room, width: this.size.width };
  }

  private get painting(): Painting | undefined {
    const { canvas, drawing, state, camera } = this;
    if (!canvas || !drawing || !state) return undefined;
    const size = [this.size.width, camera.viewHeight] as const;
    const thumbnails = state.knownInspection?.thumbnails;
    return { canvas, size, graph: drawing.graph, thumbnails, origin: camera.origin };
  }

  /** The item that Tab leads to: where the keyboard was, else what is selected, else the first. */
  private findTabStop(drawing: GraphDrawing): string {
    const item = drawing.itemOf(this.current) ?? drawing.itemOf(this.state!.selected) ?? drawing.graph.items[0];
    return item?.entry.path ?? '';
  }

  private pathAt(event: Event): string | undefined {
    const target = event.composedPath().find((node) => node instanceof Element && node.matches('[data-path]'));
    return target ? (target as SVGElement).dataset['path'] : this.thinPathAt(event);
  }

  /** Of columns that are drawn together, the one that lies there. */
  private thinPathAt(event: Event): string | undefined {
    if (!(event instanceof MouseEvent) || !this.view || !this.drawing?.request.squeezed) return undefined;
    const { x, k } = this.camera.origin;
    return this.drawing.leafAt((event.clientX - this.view.getBoundingClientRect().x - x) / k)?.entry.path;
  }

  private readonly clicked = (event: Event): void => {
    const path = this.pathAt(event);
    if (path === undefined || !this.state!.has(path)) return;
    this.current = path;
    const isSign = event.composedPath().some((node) => node instanceof Element && node.matches('.opener'));
    if ((isSign || path === this.state!.selected) && this.drawing!.itemOf(path)?.entry.group) this.state!.toggle(path);
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
    void this.keys.ask();
    this.state!.hover(path);
    const item = this.drawing!.itemOf(path);
    if (item) this.camera.bringIntoView(item);
  };

  private readonly keyActs: KeyActs = {
    drawing: () => this.drawing!,
    focus: (entry) => this.focusOn(entry),
    select: (path) => this.selectByReader(path),
    toggle: (path) => this.state!.toggle(path),
    drawn: () => super.getUpdateComplete(),
    zoom: (move) =>
      move === 'fit' ? this.fit() : this.camera.zoomStep(move === 'zoom-in' ? ZOOM_STEP : 1 / ZOOM_STEP),
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const entry = this.entryOf(this.pathAt(event));
    const move = entry && moveAt(event, entry, this.drawing!.graph.orientation);
    if (!move) return;
    event.preventDefault();
    this.acting = this.carryOut(move);
  };

  /** At the item that has the focus by then. */
  private async carryOut(move: Move): Promise<void> {
    const keys = await this.keys.ask();
    const entry = this.entryOf(this.current);
    if (entry) keys?.carryOut(this.keyActs, move, entry);
  }

  private entryOf(path: string | undefined): Entry | undefined {
    return this.drawing!.entries.find((entry) => entry.path === path);
  }

  /** What keys and buttons have asked for is done, too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await this.acting;
    return super.getUpdateComplete();
  }

  private focusOn(entry: Entry): void {
    this.current = entry.path;
    const element = this.elementOf(entry);
    if (element) this.focusElement(element);
    else void this.updateComplete.then(() => this.focusElement(this.elementOf(entry)));
  }

  private elementOf({ path }: Entry): SVGElement | null | undefined {
    return this.view?.querySelector<SVGElement>(`[data-path="${CSS.escape(path)}"]`);
  }

  private focusElement(element: SVGElement | null | undefined): void {
    element?.focus({ preventScroll: this.drawing!.graph.orientation === 'horizontal' });
  }

  /** Where the item that stands for a path lies in the window. */
  boxOf(path: string): DOMRect | undefined {
    const item = this.drawing?.itemOf(path);
    return item && this.elementOf(item.entry)?.getBoundingClientRect();
  }

  /** Gives the keyboard's focus to the item that Tab leads to: what is selected, if the keyboard was nowhere else. */
  focusSelected(): void {
    const entry = this.drawing && this.entryOf(this.tabStop);
    if (entry) this.focusOn(entry);
  }

  /** Shows the whole figure within the width: what cannot be read then is left out. */
  fit(): void {
    this.acting = this.thin.ask().then(() => this.camera.fit());
  }

  /** Hands the whole figure, with a caption that says what it shows, to the reader as a file. */
  async save(format: 'svg' | 'png'): Promise<void> {
    const { drawing, state } = this;
    if (drawing && state) await saveOrSay({ host: this, request: drawing.request, state }, format);
  }

  /** The values that a node gives out for the image that is shown, or the last node of a group; loads and runs the network if need be. */
  async activation(path: string): Promise<Activation> {
    return (await loadLook()).activationOf(this.shownState, path);
  }

  protected override renderShown() {
    if (!this.state || !this.drawing) return html`<slot></slot>`;
    return html`
      <div class="top">
        ${renderReadout(this.state, this.drawing.request.overlay)}${this.noControls ? nothing : renderControls(this.choices, this.toolbar)}
      </div>
      ${[this.painter.late, this.keys, this.thin].map((late) => late.renderLoss())}
      ${this.camera.zoom.late.renderLoss()} ${this.renderFigure(this.drawing)}
      ${this.map.render(this.drawing.graph, this.size.width)}
      ${this.noCaption ? nothing : this.caption.render(this.state)}
    `;
  }

  private get choices(): Choices {
    const { detail, convention } = this.state!;
    const { orientation } = this.drawing!.graph;
    const [fold, measure] = [this.flagOf('fold'), this.wordOf('measure')];
    return { detail, convention, orientation, isFitted: this.isFitted, fold, measure };
  }

  private readonly toolbar: ToolbarActs = {
    setDetail: (detail) => this.state!.setDetail(detail),
    zoomIn: () => this.camera.zoomStep(ZOOM_STEP),
    zoomOut: () => this.camera.zoomStep(1 / ZOOM_STEP),
    fit: () => (this.isFitted ? (this.isFitted = false) : this.fit()),
    setFold: (fold) => this.setOverride('fold', fold ? 'on' : 'off'),
    setMeasure: (measure) => this.setOverride('measure', measure),
    setOrientation: (orientation) => this.setOverride('orientation', orientation),
    save: (format) => this.save(format),
  };

  private renderFigure(drawing: GraphDrawing) {
    const selected = drawing.itemOf(this.state!.selected)?.entry.path;
    const { graph, scene } = drawing.show(
      this.window.range,
      [this.tabStop, selected],
      drawing.request.squeezed ? this.thin.value?.mergeThin : undefined,
    );
    const { ground, ways, items, bars, handles, titles } = scene;
    const height = this.camera.viewHeight;
    return html`<div class="view" .style="block-size: ${height}px">
      ${this.window.renderSlices()}
      <canvas aria-hidden="true"></canvas>
      <svg
        .scene=${scene}
        part="graph"
        role="tree"
        height=${Math.ceil(height / SHEET) * SHEET}
        aria-label=${drawing.title}
        aria-orientation=${graph.orientation}
        @click=${this.clicked}
        @keydown=${this.pressed}
        @focusin=${this.focused}
        @focusout=${this.left}
        @pointerover=${this.pointed}
        @pointerleave=${this.left}
      >
        ${svg`<g role="none" class="figure ${drawing.glides ? 'glides' : ''}" transform=${this.camera.placement}>
          ${printShape(ground)} ${renderAnew(drawing, ways)}
          ${repeat(
            graph.items,
            ({ entry }) => entry.path,
            (item, at) => drawItem(item, items[at]!, viewOf(drawing, item, this.state!, this.tabStop)),
          )}
          ${renderAnew(drawing, bars)} ${printShape(handles)} ${printShape(titles)}
        </g>`}
      </svg>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-graph': NetGraph;
  }
}

define('net-graph', NetGraph);
