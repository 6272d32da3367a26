import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { conventionOf, excerpt, families, type ConventionId, type FamilyRegister } from '../../core/index.js';
import type { Precision } from '../../core/memory.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { firstOffer, renderAdd } from './add-form.js';
import type { Limit } from '../../core/budget.js';
import { limitOverrides, TagLimits } from '../shared/tag-limits.js';
import { budgetStyles, BYTES_HINT, PRECISIONS, renderBudget } from '../shared/budget-form.js';
import { budgetTextsOf, LIMIT_PROPERTIES, readBudget } from '../../explorer/budget/budget.js';
import { limitNames } from '../../words/budget-words.js';
import { familiesWith, formatEntry, NAMED_IN_THE_POST, parseEntries } from '../shared/entries.js';
import { renderPoint } from './point-card.js';
import { renderPointsTable } from './points-table.js';
import { accuraciesOf, accuracyPoints, type Point } from './points.js';
import { otherMeasure, renderScatter } from './scatter-chart.js';
import { renderStagePanel } from './stage-chart.js';
import { stylesOf } from '../shared/print-scene.js';
import { scatterLooks } from '../../figures/scatter-scene.js';
import { stageLooks } from '../../figures/stage-scene.js';
import { compareStyles } from './styles.js';
import { describe, type Measure, type Subject } from '../../explorer/budget/subject.js';
import { bestOf, isFitting, verdictOf, type Contest } from './verdict.js';
import { renderTotals, type Row } from './totals-table.js';
import { CopyController } from '../shared/controllers/copy-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { renderDesk } from '../net-controls/convention-desk.js';
import { renderConventions } from '../net-controls/totals.js';
import { tagOf } from '../net-controls/tag.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { NetElement } from '../shared/net-element.js';
import { hasOwnChoice, type NetworkChoice } from '../../explorer/source.js';
import type { Aspect } from '../../explorer/state.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { tableStyles } from '../shared/tables.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';

const MEASURES: readonly Measure[] = ['operations', 'parameters'];

function checkOneOf(name: string, value: string, known: readonly string[]): void {
  if (!known.includes(value)) throw new TypeError(`${name}: expected one of ${known.join(', ')}, got “${value}”`);
}

/**
 * Networks side by side: totals, cost by stage, and the accuracies that were published of them against what they cost; with
 * a budget that finds the most accurate published network that fits. Inside a model, or pointed at one with `for`, the
 * reader's own configuration stands first.
 *
 * @attr networks - Families with their options: `mobilenet-v2?width=0.75; resnet?depth=50`. Those that the post names where absent.
 * @csspart totals - The table of totals.
 * @csspart own - The reader's own configuration in it.
 * @csspart network - Any other network in it.
 * @csspart verdict - Which network fits the budget best.
 * @csspart sources - Where the accuracies were published.
 * @csspart add - The fields that add a network.
 * @csspart stages - The bars of cost by stage.
 * @csspart budget - The fields of the budget.
 * @csspart scatter - The drawing of accuracy against cost.
 * @csspart points - Its table.
 * @csspart point - The network that was found or chosen in it.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetCompare extends NetElement {
  static override styles = [
    theme,
    controls,
    budgetStyles,
    panelStyles,
    segmentStyles,
    tableStyles,
    stylesOf(stageLooks),
    stylesOf(scatterLooks),
    compareStyles,
  ];

  protected static override readonly overridable = {
    ...limitOverrides,
    precision: 'precision',
    by: 'compared-by',
    networks: 'compared',
  } as const;

  protected override readonly ignores: readonly Aspect[] = ['hover', 'selection', 'view', 'image', 'weights'];

  private readonly copying = new CopyController(this);
  private readonly measured = new WidthController(this);
  private readonly view = new VisibleController(this, () => this.requestUpdate());

  @state() private offer = firstOffer();
  @state() private announcement = '';

  /** Families with their options, `;` between two: `mobilenet-v2?width=0.75; resnet?depth=50&resolution=160`. */
  @property() networks = NAMED_IN_THE_POST;
  /** What bars and the axis measure: `operations` or `parameters`. */
  @property() by: Measure = 'operations';
  /** The most operations, as `300M`. */
  @property({ attribute: 'max-operations' }) maxOperations = '';
  /** The most parameters, as `3.5M`. */
  @property({ attribute: 'max-parameters' }) maxParameters = '';
  /** The most bytes of weights, as `4 MB`. */
  @property({ attribute: 'max-weights' }) maxWeights = '';
  /** The most bytes of activations at one time, as `2 MB`. */
  @property({ attribute: 'max-memory' }) maxMemory = '';
  /** At how many bits the budget's bytes are meant: `fp32`, `fp16` or `int8`. */
  @property() precision: Precision = 'fp32';

  /** The last list that could be read. */
  private subjects: readonly Subject[] = [];
  /** Nothing is counted before it is seen. */
  private stale = true;
  private measure: Measure = 'operations';
  private bits: Precision = 'fp32';
  private problems: readonly string[] = [];
  private readonly tagLimits = new TagLimits(this);
  /** What was drawn when the element was last in view. */
  private drawn: unknown = nothing;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.stale ||= (['networks', 'by', 'precision'] as const).some((name) => changed.has(name));
    this.tagLimits.noteChanges(changed);
    if (!this.view.visible) return;
    if (this.state) this.tagLimits.report(this.contest.budget.problems);
    if (!this.stale || !this.state) return;
    this.stale = false;
    this.problems = [
      this.attempt(() => this.readNetworks()),
      this.attempt(() => {
        const by = (this.overrideOf('by') ?? this.by) as Measure;
        checkOneOf('by', by, MEASURES);
        this.measure = by;
      }),
      this.attempt(() => {
        const { chosen } = this;
        if (chosen !== undefined && !accuracyPoints().some(({ id }) => id === chosen))
          throw new RangeError(`compared-point: expected one of the points of the figure, got ${excerpt(chosen)}`);
      }),
      this.attempt(() => {
        const precision = (this.overrideOf('precision') ?? this.precision) as Precision;
        checkOneOf('precision', precision, Object.keys(PRECISIONS));
        this.bits = precision;
      }),
    ].flat();
  }

  protected override stateChanged(aspect: Aspect): void {
    this.stale ||= aspect === 'overrides';
    super.stateChanged(aspect);
  }

  private readNetworks(): void {
    try {
      const text = this.overrideOf('networks') ?? this.networks ?? NAMED_IN_THE_POST;
      const { register } = this;
      this.subjects = parseEntries(text, register).map((choice) =>
        describe(choice, register.build(choice.network, choice.options)),
      );
    } catch (error) {
      this.subjects = []; // any others would not be those that were asked for
      throw error;
    }
  }

  /** What cannot be read leaves the last good value, a sentence and an event. */
  private attempt(read: () => void): readonly string[] {
    try {
      read();
      return [];
    } catch (error) {
      const { message } = error as Error;
      queueMicrotask(() => this.dispatchEvent(new NetErrorEvent(message, 'page')));
      return [message];
    }
  }

  protected override updated(): void {
    if (this.isChoosing) this.renderRoot.querySelector<SVGElement>('[tabindex="0"].dot')?.focus();
    this.isChoosing = false;
  }

  /** Id of the point that a reader looks at; links and Back have it. */
  private get chosen(): string | undefined {
    return this.state?.overrides['compared-point'];
  }

  /** The focus goes with what a reader has just chosen. */
  private isChoosing = false;

  private choosePoint(id: string | undefined): void {
    this.isChoosing = id !== undefined;
    this.state!.setOverride('compared-point', id);
    this.requestUpdate();
  }

  private get register(): FamilyRegister {
    return familiesWith(this.state!);
  }

  /** The reader's own configuration, where there is a model or the tag names one. */
  private get own(): Subject | undefined {
    if (!this.state || (this.isAlone && !hasOwnChoice(this))) return undefined;
    return describe(this.state.choice, this.state.network);
  }

  /** Whether bars show shares of each network. */
  private get shares(): boolean {
    return this.state!.overrides['compared-scale'] === 'each';
  }

  private get operationsUnit(): string {
    return operationsTitle(conventionOf(this.state!.convention));
  }

  private unitOf(measure: Measure): string {
    return measure === 'operations' ? this.operationsUnit : 'parameters';
  }

  private setLimit(limit: Limit, text: string): void {
    this.setOverride(LIMIT_PROPERTIES[limit], text);
    this.choosePoint(undefined);
  }

  private get contest(): Contest {
    const names = limitNames(this.operationsUnit);
    const { convention } = this.state!;
    return {
      budget: readBudget(budgetTextsOf(this, this.state!.overrides), names),
      convention,
      precision: this.bits,
      names,
    };
  }

  private add(choice: NetworkChoice): void {
    const choices = [...this.subjects.map((subject) => subject.choice), choice];
    this.setOverride('networks', choices.map((one) => formatEntry(one, this.register)).join('; '));
  }

  private removeAt(at: number): void {
    const rest = this.subjects.filter((_, index) => index !== at);
    this.announcement = `${this.subjects[at]!.network.title} removed`;
    this.setOverride('networks', rest.map(({ choice }) => formatEntry(choice, this.register)).join('; '));
  }

  /** Said when a field of the budget is left. */
  private readonly announce = (): void => {
    const { contest } = this;
    const [problem] = Object.values(contest.budget.problems);
    this.announcement = problem ?? verdictOf(contest, bestOf(contest));
    if (problem) this.dispatchEvent(new NetErrorEvent(problem, 'page'));
  };

  protected override renderShown() {
    if (this.view.visible && this.state) this.drawn = this.renderAll();
    return this.drawn;
  }

  private renderAll() {
    const own = this.own;
    const subjects = own ? [own, ...this.subjects] : this.subjects;
    return html`
      ${this.renderOwnProblem()} ${this.problems.map((text) => html`<p part="error" role="alert">${text}</p>`)}
      ${this.renderTable(own)} ${subjects.length ? this.renderStages(subjects) : nothing} ${this.renderAccuracies(own)}
      <p class="visually-hidden" role="status">
        ${this.copying.outcome === 'copied' ? 'Tag copied' : this.announcement}
      </p>
    `;
  }

  private renderTable(own: Subject | undefined) {
    const rows: readonly Row[] = [
      ...(own ? [{ ...own, own: true, remove: () => undefined }] : []),
      ...this.subjects.map((subject, index) => ({ ...subject, own: false, remove: () => this.removeAt(index) })),
    ];
    const { convention } = this.state!;
    const count = (next: ConventionId): void => this.state!.setConvention(next);
    return html`
      <section aria-label="Totals">
        ${rows.length ? renderTotals(rows, convention) : html`<p>No network is compared.</p>`}
        ${renderAdd({
          families: this.register,
          choice: this.offer,
          pick: (choice) => (this.offer = choice),
          add: () => this.add(this.offer),
          fail: (message) => this.dispatchEvent(new NetErrorEvent(message, 'page')),
        })}
        <details>
          <summary>How this is counted: ${conventionOf(convention).title}</summary>
          ${renderConventions(convention, count, renderDesk(convention, undefined, count))}
          <p class="hint">${BYTES_HINT}</p>
        </details>
      </section>
    `;
  }

  private renderMeasures() {
    return renderSegments({
      label: 'Measured by',
      choices: MEASURES.map((value) => ({ value, title: this.unitOf(value) })),
      value: this.measure,
      choose: (measure) => this.setOverride('by', measure),
      apart: true,
    });
  }

  private renderStages(subjects: readonly Subject[]) {
    const { measure, shares } = this;
    return renderStagePanel({
      subjects,
      measure,
      unit: this.unitOf(measure),
      convention: this.state!.convention,
      shares,
      measures: this.renderMeasures(),
      setShares: (next) => this.state!.setOverride('compared-scale', next ? 'each' : 'one'),
    });
  }

  private renderAccuracies(own: Subject | undefined) {
    const points = accuracyPoints();
    const { convention } = this.state!;
    const { contest } = this;
    const best = bestOf(contest);
    const fits = (point: Point): boolean => isFitting(point, contest);
    const chosen = points.find(({ id }) => id === this.chosen);
    const choose = (id: string): void => this.choosePoint(id);
    const others = this.subjects.filter(({ choice }) => !accuraciesOf(choice).length);
    return html`
      <section class="panel" aria-label="Accuracy under a budget">
        <div class="bar-head">
          <span class="title">Accuracy as published, under a budget</span>
          ${this.renderMeasures()}
        </div>
        ${renderBudget({
          names: contest.names,
          texts: budgetTextsOf(this, this.state!.overrides),
          problems: contest.budget.problems,
          precision: this.bits,
          set: (limit, text) => this.setLimit(limit, text),
          setPrecision: (precision) => this.setOverride('precision', precision),
          said: this.announce,
        })}
        <p part="verdict">${verdictOf(contest, best)}</p>
        ${renderScatter({ ...this.axes, points, convention, own, others, fits, best: best?.id, chosen: chosen?.id, choose })}
        ${best ? this.renderCard(best, 'The most accurate that fits') : nothing}
        ${chosen && chosen !== best ? this.renderCard(chosen, 'Chosen in the figure') : nothing}
        ${renderPointsTable({ points, measure: this.measure, unit: this.operationsUnit, convention, fits })}
      </section>
    `;
  }

  /** What the scatter's axes and areas stand for. */
  private get axes() {
    const { measure } = this;
    return {
      measure,
      unit: this.unitOf(measure),
      sizeUnit: this.unitOf(otherMeasure(measure)),
      width: this.measured.width || 640,
    };
  }

  private renderCard(point: Point, heading: string) {
    const { choice } = point;
    const { convention } = this.state!;
    const tag = tagOf({ choice, convention, families });
    const isCompared = this.subjects.some((subject) => formatEntry(subject.choice) === formatEntry(choice));
    return renderPoint({
      point,
      heading,
      unit: this.operationsUnit,
      convention,
      precision: this.bits,
      tag,
      outcome: this.copied === tag ? this.copying.outcome : undefined,
      copy: () => {
        this.copied = tag;
        void this.copying.copy(tag);
      },
      compare: isCompared ? undefined : () => this.add(choice),
      show: this.isAlone ? undefined : () => this.chooseByReader(choice),
    });
  }

  /** The tag that was copied last. */
  private copied = '';
}

declare global {
  interface HTMLElementTagNameMap {
    'net-compare': NetCompare;
  }
}

define('net-compare', NetCompare);
