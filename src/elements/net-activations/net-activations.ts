import { html, type LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { opOf, weightsOf, type NetworkNode } from '../../core/index.js';
import {
  changedCloseup,
  closeupElsewhere,
  FIRST_CLOSEUP,
  shows,
  type Closeup,
  type Show,
} from '../../explorer/closeup.js';
import { formatChannels, formatShare, formatSize } from '../../words/format.js';
import type { Activation, WeightData } from '../../runtime/index.js';
import { formatValue } from '../../words/format-value.js';
import type { CloseupChangeEvent } from '../shared/piece-events.js';
import { activationsStyles } from './styles.js';
import type { Arrival } from '../../explorer/arrival.js';
import { lateChunk } from '../../explorer/chunks.js';
import { Latest } from '../../explorer/latest.js';
import { classNamesOf, membersOf, shownNode } from '../../explorer/shown-node.js';
import { InputController } from '../shared/controllers/input-controller.js';
import { InspectionController } from '../shared/controllers/inspection-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { define } from '../shared/define.js';
import { ProgressController } from '../shared/controllers/progress-controller.js';
import { progressStyles } from '../shared/progress.js';
import { NetElement } from '../shared/net-element.js';
import { tryAgain } from '../../explorer/problem.js';
import { renderProblem } from '../shared/problem.js';
import type { Aspect, ExplorerState, Problem } from '../../explorer/state.js';
import { renderSegments, segmentStyles, type Choice } from '../shared/segments.js';
import { controls, theme } from '../shared/theme.js';

const loadViewer = lateChunk('The part that shows activations', () => import('./viewer.js'));

const TABS: readonly Choice<Show>[] = [
  { value: 'activations', title: 'Activations' },
  { value: 'weights', title: 'Weights' },
];

/** What the engine has answered, and to which question. */
type Answer = { readonly node: NetworkNode } & (
  | { readonly tab: 'activations'; readonly activation: Activation }
  | { readonly tab: 'weights'; readonly tensors: readonly WeightData[] }
);

/**
 * Looks into the selected node: every channel of its output for the reader's image, or its weights. Weights and the engine
 * load with the first look, which is a selection while the element is in view, or a click.
 *
 * @attr eager - Starts as soon as the element is in view.
 * @attr show - `activations` or `weights`, and all else in it, chosen in this element alone; without it, all elements of the same network show the same.
 * @csspart header - What is looked at, and the choice between activations and weights.
 * @csspart hint - What to do while nothing is shown.
 * @csspart caution - Says that the weights are random.
 * @csspart toolbar - Sorting, scale and colours of the small multiples.
 * @csspart legend - Which colour is which value.
 * @csspart grid - The small multiples.
 * @csspart map - One channel, enlarged.
 * @csspart lens - The input image with the receptive field, and the value pointed at.
 * @csspart reading - The value pointed at, in words.
 * @csspart histogram - How often which values occur, with the shares of zeros and of values cut at 6.
 * @csspart table - The statistics of every channel.
 * @csspart tensor - One tensor of weights.
 * @csspart stored - The values' range, mean and share of zeros, known of a drawing before anything has run.
 * @csspart progress - Shown while weights load and while the network runs.
 * @csspart error - The sentence that says what is wrong.
 * @cssproperty {<length>} [--net-grid-height=26rem] - How tall the small multiples may grow before they scroll.
 */
export class NetActivations extends NetElement {
  static override styles = [theme, controls, segmentStyles, progressStyles, activationsStyles];

  protected static override readonly words = { show: ['', ...shows] };

  protected readonly inspection = new InspectionController(this);
  private readonly progress = new ProgressController(this, 1);
  private readonly viewer = new LateController(this, loadViewer);
  private readonly input = new InputController(this);
  private readonly view = new VisibleController(this, () => this.lookSoon());
  /** A reader has selected something, and so wants to see it. */
  private wanted = false;
  private readonly reading = new Latest();
  /** Whether the keyboard's focus waits here for what will be shown. */
  private isAwaited = false;
  /** The question that is being answered or was answered last. */
  private asked = '';
  private known: ExplorerState | undefined;
  private shownCloseup: Closeup | undefined;

  @state() private answer?: Answer | undefined;
  @state() private failure = '';
  /** What was chosen here, where `show` makes that a matter of this element alone. */
  @state() private own = FIRST_CLOSEUP;

  /** What of the node is shown; '': what all elements of the same network show. */
  @property({ reflect: true }) show: '' | Show = '';
  /** Starts without waiting for a selection. */
  @property({ type: Boolean }) eager = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.reading.cancel();
    this.asked = '';
  }

  /** Takes the keyboard's focus to what is shown; where that is still on its way, as soon as it is there. */
  override focus(): void {
    this.tabIndex = -1;
    super.focus();
    this.isAwaited = true;
    void this.passFocusOn();
  }

  private async passFocusOn(): Promise<void> {
    const view = this.renderRoot.querySelector<LitElement>('net-activation-view, net-weights-view');
    if (!this.isAwaited || !view) return;
    await view.updateComplete;
    const piece = view.renderRoot.querySelector<LitElement>(FOCUSABLE);
    await piece?.updateComplete;
    if (!piece || !this.isAwaited || !this.matches(':focus')) return;
    this.isAwaited = false;
    piece.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'network') this.forget();
    if (aspect === 'selection') this.own = closeupElsewhere(this.own);
    if (aspect === 'selection') this.wanted = Boolean(this.state?.selected);
    this.lookSoon();
  }

  /** Each inspection counts its runs from 0: an answer of another one must not pass for one of this. */
  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.state !== this.known) this.forget();
    this.known = this.state;
  }

  private forget(): void {
    this.reading.cancel();
    this.answer = undefined;
    this.asked = this.failure = '';
  }

  private lookSoon(): void {
    if (this.view.visible && (this.wanted || this.eager)) this.state?.inspection.start();
    this.requestUpdate();
  }

  protected override updated(_: PropertyValues): void {
    const { inspection } = this.state ?? {};
    void this.passFocusOn();
    if (inspection && inspection.phase !== 'idle') void this.viewer.ask();
    if (inspection?.phase === 'ready' && this.node && this.view.visible) void this.read(this.node);
  }

  /** Asks for what is to be shown, unless that was the last question. */
  private async read(node: NetworkNode): Promise<void> {
    const { inspection } = this.state!;
    const question = `${inspection.generation} ${this.tab} ${node.id}`;
    if (question === this.asked) return;
    this.asked = question;
    try {
      const answer = await this.reading.ask((signal) => this.ask(node, signal));
      if (answer) [this.answer, this.failure] = [answer, ''];
    } catch (error) {
      if (!isAbort(error)) this.failure = (error as Error).message;
    }
  }

  private async ask(node: NetworkNode, signal: AbortSignal): Promise<Answer> {
    const { inspection } = this.state!;
    if (this.tab === 'activations') {
      return { node, tab: 'activations', activation: await inspection.activation(node.id, { signal }) };
    }
    return { node, tab: 'weights', tensors: await inspection.weightsOf(node.id, signal) };
  }

  private get closeup(): Closeup {
    const show = this.wordOf('show');
    const { closeup } = this.state!;
    return show ? { ...this.own, show, pin: closeup.pin } : closeup;
  }

  /** What the view shows: while another node's values are on their way, what was chosen for the one that is there. */
  private closeupOf({ node }: Answer): Closeup {
    if (node === this.node || !this.shownCloseup) this.shownCloseup = this.closeup;
    return this.shownCloseup;
  }

  private changeCloseup(changes: Partial<Closeup>): void {
    if (!this.wordOf('show')) return this.state!.setCloseup(changes);
    if ('pin' in changes) this.state!.setCloseup({ pin: changes.pin });
    this.own = changedCloseup(this.closeup, changes);
    this.show = this.own.show;
  }

  private get tab(): Show {
    return this.closeup.show;
  }

  /** The nodes that the selection stands for. */
  private get members(): readonly NetworkNode[] {
    return membersOf(this.state!.network, this.state!.selected);
  }

  private get node(): NetworkNode | undefined {
    const { members } = this;
    const { member } = this.closeup;
    const chosen = members.find(({ id }) => id === member);
    if (this.tab === 'activations') return shownNode(this.state!.network, this.state!.selected, member);
    return chosen && hasWeights(chosen) ? chosen : members.find(hasWeights);
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`${this.renderHeader()}
      <div class="body" ?data-quiet=${!this.node || this.state.inspection.phase === 'idle'}>${this.renderBody()}</div>`;
  }

  private renderHeader() {
    return html`
      <header part="header">
        ${renderSegments({
          label: 'What to show',
          choices: TABS,
          value: this.tab,
          choose: (show) => this.changeCloseup({ show }),
        })}
        ${this.renderMembers()}
      </header>
    `;
  }

  private renderMembers() {
    const { members, node } = this;
    if (!node) return nothing;
    const about = html`<span class="about"
      >${opOf(node.kind).title(node.attributes)}, ${formatSize(node.outputShape)},
      ${formatChannels(node.outputShape[2])} channels</span
    >`;
    if (members.length < 2) return html`<code>${node.id}</code> ${about}`;
    const offered = this.tab === 'weights' ? members.filter(hasWeights) : members;
    return html`
      <select
        aria-label="Layer"
        @change=${({ target }: Event) => this.changeCloseup({ member: (target as HTMLSelectElement).value })}
      >
        ${offered.map(({ id }) => html`<option value=${id} .selected=${id === node.id}>${id}</option>`)}
      </select>
      ${about}
    `;
  }

  private renderBody() {
    const { inspection, selected } = this.state!;
    const { node, answer } = this;
    if (!selected) return this.renderHint('Select a layer in the graph to look into it.');
    if (!node) return this.renderHint('Nothing here has weights.');
    if (inspection.phase === 'idle') return this.renderStart();
    return html`
      ${this.renderFailure()} ${this.viewer.renderLoss()} ${this.renderCaution()}
      ${answer && answer.tab === this.tab && this.viewer.value ? this.renderAnswer(answer) : nothing}
      ${inspection.stored ? this.renderStored(inspection.stored, node) : nothing} ${this.progress.render()}
    `;
  }

  private renderFailure() {
    const { inspection } = this.state!;
    if (inspection.phase === 'failed') return renderProblem(this.failureOf());
    if (!this.failure) return nothing;
    return renderProblem({ message: this.failure, remedy: tryAgain(() => this.readAgain()) });
  }

  private readAgain(): void {
    this.asked = this.failure = '';
  }

  private failureOf(): Pick<Problem, 'message' | 'remedy'> {
    const { state } = this;
    const problem = state!.problem('engine') ?? state!.problem('weights') ?? state!.problem('image');
    const remedy = tryAgain(() => state!.inspection.retry());
    return problem ?? { message: 'The network could not be run.', remedy };
  }

  private renderHint(text: string) {
    return html`<p class="hint" part="hint">${text}</p>`;
  }

  /** What is known before the engine is there. */
  private renderStored({ statistics }: Arrival, { id }: NetworkNode) {
    const summary = this.tab === 'activations' && statistics.get(id);
    if (!summary) return nothing;
    const { min, max, mean, zeros } = summary;
    return html`<p class="hint" part="stored">
      Values from ${formatValue(min)} to ${formatValue(max)}, ${formatValue(mean)} on average;
      ${zeros ? html`${formatShare(zeros, 1)} are` : 'none is'} exactly 0.
    </p>`;
  }

  private renderStart() {
    if (this.state!.model?.readsImage === false)
      return html`<p class="hint" part="hint">This network reads no pictures: it is drawn and counted.</p>`;
    return html`
      <p class="hint" part="hint">
        <button type="button" ?disabled=${!this.state!.complete} @click=${() => this.state!.inspection.start()}>
          Run the network on an image
        </button>
        to see what this layer makes of it.
      </p>
    `;
  }

  private renderCaution() {
    if (this.state!.inspection.weights?.source !== 'random') return nothing;
    return html`<p class="caution" part="caution">The weights are random: nothing here has been learnt.</p>`;
  }

  private renderAnswer(answer: Answer) {
    const { network } = this.state!;
    if (answer.tab === 'weights') {
      return html`<net-weights-view
        exportparts=${PARTS}
        .node=${answer.node}
        .tensors=${answer.tensors}
      ></net-weights-view>`;
    }
    return html`<net-activation-view
      .network=${network}
      .node=${answer.node}
      .activation=${answer.activation}
      .closeup=${this.closeupOf(answer)}
      @closeup-change=${({ changes }: CloseupChangeEvent) => this.changeCloseup(changes)}
      .picture=${this.input.picture}
      exportparts=${PARTS}
      .names=${classNamesOf(this.state!, answer.node)}
    ></net-activation-view>`;
  }
}

/** What of the views takes keys. */
const FOCUSABLE = 'net-channel-map, net-channel-grid, net-vector-plot, net-matrix-map';

/** What a page may restyle inside the views. */
const PARTS = 'toolbar, legend, lens, reading, grid, map, histogram, table, tensor';

const hasWeights = (node: NetworkNode): boolean => weightsOf(node).length > 0;

const isAbort = (error: unknown): boolean => (error as Error).name === 'AbortError';

declare global {
  interface HTMLElementTagNameMap {
    'net-activations': NetActivations;
  }
}

define('net-activations', NetActivations);
