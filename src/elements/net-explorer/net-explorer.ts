import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { indexOf, presetName } from '../../core/index.js';
import { tabs, type Tab } from '../../explorer/closeup.js';
import type { Inspection } from '../../explorer/inspection.js';
import { running } from '../../explorer/running.js';
import { type Aspect, type ExplorerState } from '../../explorer/state.js';
import { partFiles } from '../../explorer/image-file.js';
import { afterFrame } from '../shared/after-frame.js';
import { noticeStyles, renderLinked } from '../shared/asking.js';
import { DropController, type DroppedFolders } from '../shared/controllers/drop-controller.js';
import { UrlController } from '../shared/controllers/url-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { loadOverlay } from '../shared/load-overlay.js';
import { renderFamilyOptions, renderPending } from '../shared/family-select.js';
import { loadLook, type Activation } from '../shared/load-look.js';
import { NetElement } from '../shared/net-element.js';
import { renderProblem } from '../shared/problem.js';
import { isEqual } from '../../explorer/snapshot.js';
import { OVERRIDES } from '../../explorer/overrides.js';
import type { NetworkChoice } from '../../explorer/source.js';
import type { Measure } from '../net-graph/toolbar.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';
import { NARROW, type NetGraph } from '../net-graph/net-graph.js';
import type { NetImage } from '../net-image/net-image.js';
import type { NetWeights } from '../net-weights/net-weights.js';
import type { NetInspector } from './inspector.js';
import type { Preset } from './author.js';
import { AuthorController } from './author-controller.js';
import { loadLive } from './live.js';
import { explorerStyles } from './styles.js';

/** Pixels that the figure may take of one screen. */
const GRAPH_HEIGHT = 290;

/**
 * The ready-made whole, as one screen: the graph, and under it the image with the network's guess beside everything about
 * the selected node. Where there is little width, the selected node comes as a sheet over the lower half. What the author
 * puts inside the tag (a picture, a table) is shown until the element is ready, and where scripts are off.
 *
 * Its author has the last word: `locked` keeps one network, whatever a reader presses, types, drops or follows a link to;
 * `controls` leaves some options free, `presets` says what else is ready to be chosen.
 *
 * @attr {boolean | string} url-state - Keeps all that a reader chooses in the page's address, and makes each act an entry of the browser's history, which Back undoes; a value is put before each parameter's name. Without it, the explorer has an undo and redo of its own.
 * @attr tab - What is shown of the selected node at first: `look`, `count` or `explain`.
 * @attr measure - What stands in bars at first: `operations`, `parameters`, `memory`, `all`, or `none`.
 * @attr no-controls - Without the calculator's controls.
 * @attr no-image - Without the image, the predictions and the weights.
 * @attr no-table - Without the table of all layers.
 * @slot - What is shown until the element is ready, and where scripts are off.
 * @slot title - A heading in place of the network's name.
 * @slot caption - What stands below it all.
 * @slot notes - The author's own words on the network, where the selected node is explained.
 * @csspart header - Title and presets.
 * @csspart graph - The drawing.
 * @csspart image - The image, the predictions and the weights.
 * @csspart detail - Everything about the selected node.
 * @csspart pending - The network that is being loaded.
 * @csspart notice - What waits for the reader's click: a model of another host that a link names.
 * @csspart error - The sentence that says what is wrong.
 * @cssproperty --net-explorer-height - How tall it is where there is width for one screen; else it is as tall as its parts.
 */
export class NetExplorer extends NetElement {
  static override styles = [theme, controls, segmentStyles, noticeStyles, explorerStyles];

  protected static override readonly words = {
    tab: ['', ...tabs],
    measure: ['', ...OVERRIDES.measure],
    notes: ['', 'post'],
  };

  @query('net-graph') private readonly graph!: NetGraph | null;
  @query('net-inspector') private readonly inspector!: NetInspector | null;
  @query('net-image') private readonly imagePart!: NetImage | null;
  @query('net-weights') private readonly weightsPart!: NetWeights | null;

  /** The graph comes first; what stands below it waits for its first frame. */
  @state() private isDrawn = false;
  /** Pictures may come in a moment. */
  @state() private awaitsPictures = false;

  /** Keeps the state in the page's address; a value is put before the names of the parameters. */
  @property({ attribute: 'url-state' }) urlPrefix?: string;
  /** What is shown of the selected node at first; '': its channels as soon as one is selected. */
  @property() tab: '' | Tab = '';
  @property({ type: Boolean, attribute: 'no-controls' }) noControls = false;
  @property({ type: Boolean, attribute: 'no-image' }) noImage = false;
  @property({ type: Boolean, attribute: 'no-table' }) noTable = false;
  /** Without the buttons that save the figure, tables, weights and values. */
  @property({ type: Boolean, attribute: 'no-save', reflect: true }) noSave = false;
  /** One network only: readers look at it, and choose no other by mouse, keys, a link or a file. */
  @property({ type: Boolean }) locked = false;
  /** The options that readers may change, by their attributes, also `network` and `preset`; all where absent. */
  @property() controls?: string;
  /** What is ready to be chosen: presets by name, or titles with options: `paper; Half as wide: width=0.5`. */
  @property() presets?: string;
  /** Which of `look`, `count` and `explain` there are, in this order; all where absent. */
  @property() tabs?: string;
  /** What stands in bars below the figure at first. */
  @property() measure: '' | Measure = '';
  /** `post`: with remarks on the blog post that this package was made for. */
  @property() notes: '' | 'post' = '';

  private readonly size = new WidthController(this);
  private readonly author = new AuthorController(this);
  private readonly dropping = new DropController(this, (files, folders) => void this.dropped(files, folders));
  protected readonly url = new UrlController(this, () => this.showNamed());
  protected readonly view = new VisibleController(this, () => this.comeAlive());

  /** Whether a link has named a part of the network: who opens it wants to see that part, as if it had been pressed. */
  @state() private isNamed = false;

  /** Whose image is known: the state comes late where a model is opened first. */
  private known: ExplorerState | undefined;

  /** Whether what is selected comes as a sheet. */
  private get isCompact(): boolean {
    return this.size.width > 0 && this.size.width < NARROW;
  }

  /** Nothing is shown, and no link read, before it is known what readers may do. @internal */
  override get state(): ExplorerState | undefined {
    return this.url?.isHeld || this.author?.isHeld ? undefined : super.state;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const isNew = this.state !== this.known;
    const { state } = this;
    const remarks = this.author.read(state, isNew, changed);
    for (const name of ['controls', 'presets', 'tabs'] as const) this.remark(name, remarks[name]);
    if (isNew || changed.has('tab')) state?.quietly(() => state.setCloseup({ tab: this.wordOf('tab') }));
    if (!isNew) return;
    this.known = this.state;
    this.awaitsPictures = !this.noImage && this.state !== undefined;
    this.comeAlive();
  }

  protected override get whenDrawn(): Promise<unknown> {
    return super.whenDrawn.then(() => this.graph?.updateComplete);
  }

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'image') this.comeAlive();
  }

  /** The drawing comes first, then what the package knows. Whoever gives another image wants to see it run. */
  private comeAlive(): void {
    const { state } = this;
    if (!this.view.visible || !this.isDrawn || !state) return;
    const isAsked = this.isNamed && this.looksInto;
    if (this.noImage && !state.image && !isAsked) return;
    void this.run(async (inspection) => {
      if (isAsked) inspection.start();
      if (this.noImage && !state.image) return;
      const isThere = await inspection.arrive();
      if (state === this.state) this.awaitsPictures = false;
      if (!isThere && state.image) inspection.start();
    }).catch(() => (this.awaitsPictures = false)); // what stands below tells of the loss
  }

  /** What runs the network comes after the drawing. */
  private async run(act: (inspection: Inspection) => unknown): Promise<void> {
    const { state } = this;
    await running.with(() => state && act(state.inspection));
  }

  /** Whether channels are shown: they come from the engine. */
  private get looksInto(): boolean {
    const { closeup, selected } = this.state!;
    return selected !== '' && (closeup.tab === '' || closeup.tab === 'look');
  }

  private showNamed(): void {
    this.isNamed = true;
    this.comeAlive();
  }

  protected override firstUpdated(): void {
    afterFrame(() => {
      this.isDrawn = true;
      this.comeAlive();
      loadLive();
    });
  }

  /** Whatever is dropped, wherever: each file goes where it belongs by its content. Where the author takes none, nothing happens. */
  private async dropped(files: readonly File[], folders: DroppedFolders): Promise<void> {
    if (this.noImage) return;
    // What takes them may still be on its way.
    if (folders.length)
      void customElements.whenDefined('net-inspector').then(() => this.inspector?.takeFolders(folders));
    const [images, others] = await partFiles(files);
    if (images.length || !(files.length || folders.length))
      void customElements.whenDefined('net-image').then(() => this.imagePart?.takeFiles(images));
    if (others.length) await this.takeOthers(others);
  }

  /** Tables of figures are laid over the graph; all else may be weights. */
  private async takeOthers(files: readonly File[]): Promise<void> {
    const others = await (await loadOverlay()).layFiles(this.state, files);
    if (!others.length) return;
    await customElements.whenDefined('net-weights');
    this.weightsPart?.scrollIntoView({ block: 'nearest' }); // where it is said what becomes of them
    this.weightsPart?.takeFiles(others);
  }

  private readonly selected = (): void => {
    // The panel may still be on its way.
    if (this.looksInto) this.run((inspection) => inspection.start()).catch(() => {});
    this.inspector?.reveal?.();
    if (this.isCompact) void this.uncover();
  };

  /** What is selected already opens its sheet again, too. */
  private readonly pressedItem = (event: Event): void => {
    const item = event.composedPath().find((node) => node instanceof Element && node.matches('[data-path]'));
    if ((item as SVGElement | undefined)?.dataset['path'] === this.state?.selected) this.inspector?.reveal?.();
  };

  /** Moves what was selected out from under the sheet. */
  private async uncover(): Promise<void> {
    await this.inspector?.updateComplete;
    const item = this.graph?.boxOf(this.state!.selected);
    const sheet = this.inspector?.sheetTop;
    if (!item || sheet === undefined || item.bottom <= sheet) return;
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    scrollBy({ top: Math.min(item.bottom - sheet + 16, item.top), behavior });
  }

  /** What is chosen once more, by a key that opens nothing, is what a reader wants to look into. */
  private readonly pressedInGraph = (event: KeyboardEvent): void => {
    const { selected, network } = this.state!;
    const isGroup = indexOf(network).groups.has(selected);
    if (event.key !== ' ' && !(event.key === 'Enter' && !isGroup)) return;
    if (!selected || selected !== this.selectedBefore) return;
    void this.inspector?.focusContent();
  };

  private selectedBefore = '';

  /** Before the graph takes the key. */
  private readonly pressing = (): void => {
    this.selectedBefore = this.state?.selected ?? '';
  };

  private readonly pressedInInspector = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (this.isCompact) this.inspector!.close();
    else this.focusGraph();
  };

  private readonly focusGraph = (): void => this.graph?.focusSelected();

  /** The values that a node gives out for the image that is shown, or the last node of a group; loads and runs the network if need be. */
  async activation(path: string): Promise<Activation> {
    return (await loadLook()).activationOf(this.shownState, path);
  }

  protected override renderShown() {
    if (!this.state) return html`${this.author.renderLoss()}<slot></slot>`;
    return html`
      <div
        class="bench"
        ?data-compact=${this.isCompact}
        ?data-dropping=${this.dropping.isOver && !this.noImage}
        @net-select=${this.selected}
      >
        ${this.renderHeader()}
        <div class="notices">${this.renderNotice()} ${this.renderProblem()}</div>
        <div part="graph" @keydown=${{ handleEvent: this.pressing, capture: true }}>
          <net-graph
            no-caption
            .measure=${this.wordOf('measure') || 'operations'}
            .awaitsPictures=${this.awaitsPictures}
            max-height=${this.isCompact ? nothing : GRAPH_HEIGHT}
            @keydown=${this.pressedInGraph}
            @click=${this.pressedItem}
          ></net-graph>
        </div>
        ${this.isDrawn ? this.renderInspector() : nothing} ${this.hasImage ? this.renderImage() : nothing}
      </div>
      <slot name="caption"></slot>
    `;
  }

  /** Above the graph its room is there from the beginning. */
  private get hasImage(): boolean {
    return !this.noImage && (this.isDrawn || this.isCompact);
  }

  private renderInspector() {
    return html`
      <net-inspector
        part="detail"
        ?compact=${this.isCompact}
        .isNamed=${this.isNamed}
        .noImage=${this.noImage}
        .noControls=${this.noControls}
        .noTable=${this.noTable}
        .tabs=${this.author.terms?.tabs}
        .notes=${this.wordOf('notes')}
        @sheet-close=${this.focusGraph}
        @keydown=${this.pressedInInspector}
        ><slot name="notes" slot="notes"></slot
      ></net-inspector>
    `;
  }

  /** Where there is little width, the image leads, and the weights come after the graph. */
  private renderImage() {
    const weights = html`<net-weights></net-weights>`;
    return html`
      <div part="image" class="lead" ?data-awaiting=${this.awaitsPictures}>
        <net-image></net-image>${this.isCompact ? nothing : weights}
      </div>
      ${this.isCompact ? html`<div part="image">${weights}</div>` : nothing}
    `;
  }

  private renderHeader() {
    const { families, family, network, lock } = this.state!;
    const { year, paper } = family;
    const isAlone = families.all.length < 2 || lock?.frees('network') === false;
    return html`
      <header part="header">
        <slot name="title"><h2 class=${isAlone ? 'title' : 'visually-hidden'}>${network.title}</h2></slot>
        ${isAlone ? nothing : this.renderNetworks()} ${paper ? html`<a href=${paper}>paper, ${year}</a>` : nothing}
        ${this.renderPresets()} <net-search></net-search>
        ${this.urlPrefix === undefined ? html`<net-undo></net-undo>` : nothing}
      </header>
    `;
  }

  private renderNetworks() {
    const choose = ({ target }: Event): void =>
      this.chooseByReader({ network: (target as HTMLSelectElement).value, options: {} });
    return html`
      <select class="title" aria-label="Network" @change=${choose}>
        ${renderFamilyOptions(this.state!)}
      </select>
      ${renderPending(this.state!)}
    `;
  }

  private renderPresets() {
    const { choice, family } = this.state!;
    const current = presetName(family, choice.options);
    const choices = this.presetsNow.map(({ title, choice: value }) => ({ title, value }));
    const isChosen = ({ options }: NetworkChoice): boolean =>
      this.author.terms?.presets ? isEqual(options, choice.options) : options['preset'] === current;
    return renderSegments({
      label: 'Ready-made networks',
      choices,
      value: choices.find(({ value }) => isChosen(value))?.value,
      choose: (preset) => this.chooseByReader(preset),
      apart: true,
    });
  }

  /** The author's, as long as their network is shown; else the family's, where readers may have them. */
  private get presetsNow(): readonly Preset[] {
    const { choice, family, lock } = this.state!;
    const { network } = choice;
    const own = this.author.terms?.presets;
    if (own?.every(({ choice }) => choice.network === network)) return this.locked ? [] : own;
    if (lock?.frees('preset') === false) return [];
    return Object.entries(family.presetTitles).map(([preset, title]) => ({
      title,
      choice: { network, options: { preset } },
    }));
  }

  private renderNotice() {
    const { waiting } = this.url;
    return waiting ? renderLinked('a network', waiting.address, waiting.open) : nothing;
  }

  private renderProblem() {
    // All may be wrong in one link: none hides another.
    return (['page', 'options', 'overlay'] as const).map((source) => {
      const problem = this.state!.problem(source);
      return problem ? renderProblem(problem) : nothing;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-explorer': NetExplorer;
  }
}

define('net-explorer', NetExplorer);
