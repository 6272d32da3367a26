import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { messageOf, type Feed, type Place, type Read } from '../../core/index.js';
import { parsePin } from '../../explorer/closeup-text.js';
import { Latest } from '../../explorer/latest.js';
import { tryAgain } from '../../explorer/problem.js';
import { classNamesOf, pinnedValue, pinValue, shownNode, type PinnedValue } from '../../explorer/shown-node.js';
import type { Aspect, ExplorerState } from '../../explorer/state.js';
import { contributionLooks } from '../../figures/contribution-scene.js';
import { strongestRead } from '../../figures/read-windows.js';
import { equationOf, formatPin, formatPlace, nameBeside } from '../../words/arithmetic-words.js';
import { formatValue } from '../../words/format-value.js';
import { InputController } from '../shared/controllers/input-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { ProgressController } from '../shared/controllers/progress-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { define } from '../shared/define.js';
import { NetSelectEvent } from '../shared/events.js';
import { NetElement } from '../shared/net-element.js';
import { panelStyles } from '../shared/panels.js';
import { stylesOf } from '../shared/print-scene.js';
import { renderProblem } from '../shared/problem.js';
import { progressStyles } from '../shared/progress.js';
import { tableStyles } from '../shared/tables.js';
import { controls, theme } from '../shared/theme.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';
import { renderArithmetic } from './arithmetic-view.js';
import { renderOwnMap, renderPhoto, renderWindowMaps } from './maps-view.js';
import { renderNumbers } from './numbers-table.js';
import { ScopeReader, type Scope } from './scope-reader.js';
import { microscopeStyles } from './styles.js';
import { SweepController } from './sweep-controller.js';

const isAbort = (error: unknown): boolean => (error as Error).name === 'AbortError';

/**
 * How one value comes about: the values that go in, with their window marked in the maps before it and on the image, the
 * weights, the products, the sum, or the formula with its numbers. Each value leads to how it comes about itself, back to the
 * image, and on to what it feeds. The value is that which a reader has pinned in the activations of the same network.
 *
 * @attr pin - The value that is pinned at first, of the selected node: row, column and channel, `3,5,17`.
 * @attr eager - Runs the network as soon as the element is in view; else a reader is asked.
 * @csspart header - Which value it is, and the steps from it.
 * @csspart equation - The formula, and the same with its numbers.
 * @csspart arithmetic - The values that go in, with weights and products.
 * @csspart maps - The maps before the value, and the image, each with what the value sees of it.
 * @csspart table - The numbers as a table.
 * @csspart hint - What to do while no value is pinned.
 * @csspart progress - Shown while weights load and while the network runs.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetMicroscope extends NetElement {
  static override styles = [
    theme,
    controls,
    panelStyles,
    tableStyles,
    progressStyles,
    stylesOf(contributionLooks),
    microscopeStyles,
  ];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'view', 'convention'];

  protected readonly inspection = new InspectionController(this);
  private readonly input = new InputController(this);
  private readonly progress = new ProgressController(this, 2);
  protected readonly themed = new ThemeController(this);
  private readonly view = new VisibleController(this, (isVisible) => {
    if (!isVisible) this.sweep.pause();
    this.requestUpdate();
  });
  private readonly sweep = new SweepController(this, () => this.stepOn());
  private reader = new ScopeReader();
  private readonly reading = new Latest();
  private asked = '';
  /** The values that a reader has come from, the last one last, and where that has led. */
  private trail: readonly Feed[] = [];
  private arrivedAt = '';
  /** Where the sweep has gone. */
  private sweptTo = '';
  private known: ExplorerState | undefined;

  @state() private scope?: Scope | undefined;
  @state() private failure = '';
  @state() private isTableOpen = false;
  /** The value among those listed that the keyboard is on. */
  @state() private active = 0;

  /** The value that is pinned at first, of the selected node: row, column and channel, `3,5,17`. */
  @property() pin = '';
  /** Runs the network as soon as the element is in view. */
  @property({ type: Boolean }) eager = false;
  /**
   * Whether the channel of the value stands beside it already.
   * @internal
   */
  @property({ attribute: false }) isBesideMap = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.reading.cancel();
    this.asked = '';
  }

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'closeup' || aspect === 'selection') this.requestUpdate();
    if (aspect === 'network') this.forget();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const isNew = this.state !== this.known;
    this.known = this.state;
    if (isNew) {
      this.forget();
      this.reader = new ScopeReader(); // each inspection counts its runs from 0
    }
    if (isNew || changed.has('pin')) this.takePin();
    const { pinned } = this;
    if (pinned && this.eager && this.isSeen) this.state!.inspection.start();
    if (!pinned) this.forget();
    const at = this.pinnedAt;
    if (at !== this.arrivedAt) this.trail = [];
    if (this.sweep.isPlaying && at !== this.sweptTo) this.sweep.pause(); // a reader, Back or a link went elsewhere
  }

  /** The pinned value as a key; '' where none is. */
  private get pinnedAt(): string {
    return this.pinned ? `${this.pinned.node.id} ${this.pinned.place}` : '';
  }

  /** Nothing is shown, and whatever is pinned next is a new question. */
  private forget(): void {
    this.reading.cancel();
    this.scope = undefined;
    this.asked = this.failure = '';
  }

  private takePin(): void {
    const { pin, state } = this;
    try {
      const place = pin ? parsePin(pin, 'pin') : undefined;
      this.remark('pin', undefined);
      if (place && state) state.quietly(() => state.setCloseup({ pin: place }));
    } catch (error) {
      this.remark('pin', messageOf(error));
    }
  }

  protected override updated(_: PropertyValues): void {
    const { state, pinned } = this;
    if (state?.inspection.phase === 'ready' && pinned && this.isSeen) void this.read(pinned);
  }

  /** What stands beside a map is seen with it. */
  private get isSeen(): boolean {
    return this.view.visible || this.isBesideMap;
  }

  private get pinned(): PinnedValue | undefined {
    return this.state && pinnedValue(this.state);
  }

  private async read({ node, place }: PinnedValue): Promise<void> {
    const { inspection } = this.state!;
    const question = `${inspection.generation} ${node.id} ${place}`;
    if (question === this.asked) return;
    this.asked = question;
    const withOwn = !this.isBesideMap;
    try {
      const scope = await this.reading.ask((signal) => this.reader.read(inspection, { node, place, withOwn, signal }));
      if (scope) await this.show(scope);
    } catch (error) {
      if (!isAbort(error)) this.failure = messageOf(error);
    }
  }

  /** Whoever steps by keys goes on from the value that takes the place of the one before. */
  private async show(scope: Scope): Promise<void> {
    const hasFocus = this.shadowRoot!.activeElement?.matches('[data-cell]');
    if (scope.node !== this.scope?.node) this.active = 0;
    [this.scope, this.failure] = [scope, ''];
    await this.updateComplete;
    if (hasFocus && !this.shadowRoot!.activeElement?.matches('[data-cell]')) this.focusActive();
    this.sweep.shown();
  }

  private focusActive(): void {
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector(selector);
    (find('[data-cell][tabindex="0"]') ?? find('[data-step]') ?? find('.unpin'))?.focus();
  }

  /** A reader goes to another value, which may be one of another node. */
  private goTo({ node, place }: Feed, trail: readonly Feed[] = []): void {
    const state = this.state!;
    const before = state.selected;
    this.sweep.pause();
    this.trail = trail;
    this.arrivedAt = `${node} ${place}`;
    pinValue(state, node, place);
    if (state.selected !== before) this.dispatchEvent(new NetSelectEvent(state.selected));
  }

  private readonly open = ({ input = 0, place }: Read): void => {
    const { node, place: here } = this.scope!;
    this.goTo({ node: node.inputs[input]!, place }, [...this.trail, { node: node.id, place: here }]);
  };

  /** The next value of the map, row by row, and from the last one to the first. What a sweep pins is no act of its own. */
  private stepOn(): void {
    const { state, pinned } = this;
    if (!state || !pinned) return this.sweep.pause();
    const { node, place } = pinned;
    const [height, width] = node.outputShape;
    const next = (place[0] * width + place[1] + 1) % (height * width);
    state.quietly(() => pinValue(state, node.id, [Math.floor(next / width), next % width, place[2]]));
    this.sweptTo = this.pinnedAt;
  }

  private readonly toggleSweep = (): void => {
    this.sweptTo = this.pinnedAt;
    if (this.sweep.isPlaying) this.sweep.pause();
    else this.sweep.play();
  };

  /** Ends what was begun last: the sweep, then the pin. */
  private readonly escapePressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (this.sweep.isPlaying) this.sweep.pause();
    else this.movePin(undefined);
  };

  private readonly movePin = (pin: Place | undefined): void => this.state!.setCloseup({ pin });

  /** The arrow keys go from one listed value to the next, over a window as it lies. */
  private readonly keyPressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cells = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-cell]')];
    const from = cells.indexOf(event.target as HTMLElement);
    if (from < 0 || !event.key.startsWith('Arrow')) return;
    const isWindow = cells[from]!.closest('.matrix');
    const columns = isWindow ? cells[from]!.closest('tr')!.querySelectorAll('[data-cell]').length : 1;
    const rtl = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const by = { ArrowLeft: -rtl, ArrowRight: rtl, ArrowUp: -columns, ArrowDown: columns }[event.key] ?? 0;
    this.active = Math.min(cells.length - 1, Math.max(0, from + by));
    cells[this.active]!.focus();
    event.preventDefault();
  };

  protected override renderShown() {
    const { state, pinned, scope } = this;
    if (!state) return nothing;
    if (!pinned) return this.renderUnpinned(state);
    if (state.inspection.phase === 'idle') return this.renderStart(state);
    return html`${this.renderFailure(state)} ${scope ? this.renderScope(scope) : nothing} ${this.progress.render()}`;
  }

  private renderFailure(state: ExplorerState) {
    if (this.failure) {
      const again = (): void => void (this.asked = this.failure = '');
      return renderProblem({ message: this.failure, remedy: tryAgain(again) });
    }
    if (state.inspection.phase !== 'failed' || this.isBesideMap) return nothing;
    const problem = state.problem('engine') ?? state.problem('weights') ?? state.problem('image');
    const remedy = tryAgain(() => state.inspection.retry());
    return renderProblem(problem ?? { message: 'The network could not be run.', remedy });
  }

  private renderUnpinned({ closeup, network, selected }: ExplorerState) {
    const node = shownNode(network, selected, closeup.member);
    if (closeup.pin && node)
      return html`<p class="hint" part="hint">
        ${node.id} has no value at ${formatPlace(closeup.pin)}: it is ${node.outputShape.join('×')}.
      </p>`;
    const middle: Place | undefined = node && [node.outputShape[0] >> 1, node.outputShape[1] >> 1, 0];
    return html`<p class="hint" part="hint">
      Pin a value to see how it comes about: enlarge a channel and click one of its
      pixels${
        middle
          ? html`, or
              <button type="button" @click=${() => this.goTo({ node: node!.id, place: middle })}>
                take the one in the middle
              </button>`
          : nothing
      }.
    </p>`;
  }

  private renderStart({ inspection, complete }: ExplorerState) {
    return html`<p class="hint" part="hint">
      <button type="button" ?disabled=${!complete} @click=${() => inspection.start()}>
        Run the network on an image
      </button>
      to see how this value comes about.
    </p>`;
  }

  private renderScope(scope: Scope) {
    const { node, explanation } = scope;
    const nameOf = (input: number): string => nameBeside(node.inputs[input]!, node.id);
    const { picture } = this.input;
    const look = themeOf(this);
    return html`<section class="scope" aria-label="How the value comes about" @keydown=${this.escapePressed}>
      ${this.renderHead(scope)}
      <div class="numbers" @keydown=${this.keyPressed}>
        ${this.renderEquation(scope)}
        <div class="arithmetic" part="arithmetic">
          ${renderArithmetic(explanation.arithmetic, { nameOf, open: this.open, active: this.active })}
        </div>
      </div>
      <div class="places" part="maps">
        ${scope.own ? renderOwnMap(scope, scope.own, this.movePin) : nothing} ${renderWindowMaps(scope, look)}
        ${renderPhoto(this.state!.network, scope, picture)}
      </div>
      ${renderNumbers(explanation, {
        network: this.state!.network.title,
        inputs: node.inputs,
        isOpen: this.isTableOpen,
        toggled: (isOpen) => (this.isTableOpen = isOpen),
      })}
    </section>`;
  }

  private renderHead({ node, place, explanation }: Scope) {
    const isMap = node.outputShape[0] * node.outputShape[1] > 1;
    const name = classNamesOf(this.state!, node)?.[place[2]];
    return html`<header class="head" part="header">
      <p class="title" role=${this.sweep.isPlaying ? nothing : 'status'}>
        ${formatPin(place, isMap, name)} = ${formatValue(explanation.value)}
        ${this.isBesideMap ? nothing : html`<code>${node.id}</code>`}
      </p>
      <div class="buttons">
        ${this.renderBack()} ${this.renderOn(explanation.feeds)} ${this.renderSweep()} ${this.renderUnpin()}
      </div>
    </header>`;
  }

  private renderBack() {
    const { node, explanation } = this.scope!;
    const read = strongestRead(explanation.arithmetic);
    if (!read) return nothing;
    const name = nameBeside(node.inputs[read.input ?? 0]!, node.id);
    const label = `Back to the value of ${name} that does most`;
    return html`<button type="button" data-step title=${label} aria-label=${label} @click=${() => this.open(read)}>
      ‹ ${name}
    </button>`;
  }

  /** First where a reader has come from, so that back and on lead to the same value again. */
  private renderOn(feeds: readonly Feed[]) {
    const last = this.trail.at(-1);
    const all = last ? [last, ...feeds.filter(({ node }) => node !== last.node)] : feeds;
    return all.map((feed) => {
      const name = nameBeside(feed.node, this.scope!.node.id);
      const label = `On to ${name}, which reads this value`;
      const go = (): void => this.goTo(feed, feed === last ? this.trail.slice(0, -1) : []);
      return html`<button type="button" data-step title=${label} aria-label=${label} @click=${go}>${name} ›</button>`;
    });
  }

  private renderSweep() {
    const [height, width] = this.scope!.node.outputShape;
    if (height * width === 1) return nothing;
    const { isPlaying } = this.sweep;
    const label = isPlaying ? 'Pause' : 'Sweep over the map';
    return html`<button type="button" class="sweep" title=${label} aria-label=${label} @click=${this.toggleSweep}>
      ${isPlaying ? '❚❚' : '▶'}
    </button>`;
  }

  private renderUnpin() {
    const unpin = (): void => this.movePin(undefined);
    return html`<button type="button" class="unpin" title="Unpin" aria-label="Unpin" @click=${unpin}>✕</button>`;
  }

  private renderEquation({ explanation }: Scope) {
    const { symbols, numbers } = equationOf(explanation.arithmetic);
    return html`<p class="equation" part="equation">
      <span class="symbols">${symbols}</span> = ${numbers} = <b>${formatValue(explanation.value)}</b>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-microscope': NetMicroscope;
  }
}

define('net-microscope', NetMicroscope);
