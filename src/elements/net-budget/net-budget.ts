import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { brokenBy, LIMITS, type Limit, type Uses } from '../../core/budget.js';
import { conventionOf, noteOf, type Network } from '../../core/index.js';
import { oncePer } from '../../core/once.js';
import { accuraciesByKey, addressOf, formatAccuracy, shortSource } from '../../explorer/budget/accuracies.js';
import { budgetTextsOf, LIMIT_PROPERTIES, readBudget, type Budget } from '../../explorer/budget/budget.js';
import { axesOf, cellsOf, type Axes, type Cell } from '../../explorer/budget/grid.js';
import { measure, usesOf } from '../../explorer/budget/subject.js';
import type { Aspect } from '../../explorer/state.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { formatUse, limitNames, phraseOf, verdictOf } from '../../words/budget-words.js';
import { formatShare } from '../../words/format.js';
import { budgetStyles, BYTES_HINT, PRECISIONS, renderBudget } from '../shared/budget-form.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { NetElement } from '../shared/net-element.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { tableStyles } from '../shared/tables.js';
import { controls, theme } from '../shared/theme.js';
import { limitOverrides, TagLimits } from '../shared/tag-limits.js';
import { renderTakeAway } from '../shared/take-away.js';
import { CountingController } from './counting-controller.js';
import { exportGrid } from './export.js';
import { nameOf, renderGrid, signOf, titleOfAxes, type CellFacts } from './grid-table.js';
import { netBudgetStyles } from './styles.js';

const measureOnce = oncePer((network: Network) => measure(network));
const accuraciesIn = oncePer(accuraciesByKey);

/** The grid as it was last drawn. */
interface Grid {
  readonly axes: Axes;
  readonly rows: readonly (readonly CellFacts[])[];
  readonly active: CellFacts;
}

/**
 * Whether the network fits a budget, and which of its family would: peak activation memory, operations, parameters and bytes
 * of weights against what a reader types, a verdict in words, and a grid of the two options that scale the family (width ×
 * resolution). Every cell is built and counted, with the accuracies that were published of exactly that network; pressing
 * one chooses its options.
 *
 * @csspart verdict - The sentence that says whether it fits.
 * @csspart budget - The fields of the budget.
 * @csspart grid - The table of the family's networks.
 * @csspart cell - One of them.
 * @csspart own - The reader's own in it.
 * @csspart detail - What is known of the cell that has the focus, else of the reader's own.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetBudget extends NetElement {
  static override styles = [theme, controls, budgetStyles, segmentStyles, tableStyles, netBudgetStyles];

  protected static override readonly words = { by: LIMITS, precision: Object.keys(PRECISIONS) };

  protected static override readonly overridable = { ...limitOverrides, precision: 'precision', by: 'fit-by' } as const;

  protected override readonly ignores: readonly Aspect[] = ['hover', 'selection', 'view', 'image', 'weights'];

  private readonly tagLimits = new TagLimits(this);
  private readonly view = new VisibleController(this, () => this.requestUpdate());
  private readonly counting = new CountingController(this, () => this.view.visible);

  @state() private activeKey = '';
  @state() private announcement = '';

  /** The most bytes of activations at one time, as `2 MB`. */
  @property({ attribute: 'max-memory' }) maxMemory = '';
  /** The most operations, as `300M`. */
  @property({ attribute: 'max-operations' }) maxOperations = '';
  /** The most parameters, as `3.5M`. */
  @property({ attribute: 'max-parameters' }) maxParameters = '';
  /** The most bytes of weights, as `4 MB`. */
  @property({ attribute: 'max-weights' }) maxWeights = '';
  /** At how many bits the bytes are meant: `fp32`, `fp16` or `int8`. */
  @property() precision: 'fp32' | 'fp16' | 'int8' = 'fp32';
  /** What the cells show: `memory`, `operations`, `parameters` or `weights`. */
  @property() by: 'memory' | 'operations' | 'parameters' | 'weights' = 'memory';

  /** What was drawn when the element was last in view: out of view nothing is counted. */
  private drawn: unknown = nothing;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.tagLimits.noteChanges(changed);
    if (this.view.visible && this.state) this.tagLimits.report(this.budget.problems);
  }

  protected override renderShown() {
    if (this.view.visible && this.state) this.drawn = this.renderAll();
    return this.drawn;
  }

  private get operations(): string {
    return operationsTitle(conventionOf(this.state!.convention));
  }

  private get budget(): Budget {
    return readBudget(budgetTextsOf(this, this.state!.overrides), limitNames(this.operations));
  }

  private usesOf(network: Network, isKept = false): Uses {
    const measured = isKept ? measureOnce(network) : measure(network);
    return usesOf(measured, this.state!.convention, this.wordOf('precision'));
  }

  private renderAll() {
    const { budget } = this;
    const isWhole = this.state!.complete;
    const uses = isWhole ? this.usesOf(this.state!.network, true) : undefined;
    return html`
      ${this.renderOwnProblem()} ${uses ? this.renderVerdict(uses, budget) : renderUnjudged()}
      ${this.renderForm(uses, budget)} ${uses ? this.renderGrid(uses, budget) : nothing}
      <details>
        <summary>How this is counted: ${conventionOf(this.state!.convention).title}</summary>
        <p class="hint">${noteOf(this.state!.convention)} ${BYTES_HINT}</p>
      </details>
      <p class="visually-hidden" role="status">${this.announcement}</p>
    `;
  }

  private renderVerdict(uses: Uses, { limits, problems }: Budget) {
    const isLimited = Object.keys(limits).length > 0;
    const fits = !brokenBy(uses, limits).length;
    const names = limitNames(this.operations);
    const unread = LIMITS.filter((limit) => problems[limit]).map((limit) => names[limit]);
    const isSure = isLimited && !(fits && unread.length);
    return html`<p part="verdict" class=${isSure ? (fits ? 'fits' : 'over') : ''}>
      ${isSure ? html`<span class="sign" aria-hidden="true">${signOf(fits)}</span>` : nothing}
      ${verdictOf(uses, limits, this.operations)} ${unread.length ? `Not judged: ${unread.join(', ')}.` : nothing}
    </p>`;
  }

  private renderForm(uses: Uses | undefined, { limits, problems }: Budget) {
    const note = (limit: Limit) => (uses ? renderNote(limit, uses[limit], limits[limit]) : nothing);
    return renderBudget({
      names: limitNames(this.operations),
      texts: budgetTextsOf(this, this.state!.overrides),
      problems,
      precision: this.wordOf('precision'),
      note,
      set: (limit, text) => this.setOverride(LIMIT_PROPERTIES[limit], text),
      setPrecision: (precision) => this.setOverride('precision', precision),
      said: this.announce,
    });
  }

  /** Said when a field of the budget is left. */
  private readonly announce = (): void => {
    const { limits, problems } = this.budget;
    const [problem] = Object.values(problems);
    if (problem) this.dispatchEvent(new NetErrorEvent(problem, 'page'));
    if (problem) this.announcement = problem;
    else if (this.state?.complete)
      this.announcement = verdictOf(this.usesOf(this.state.network, true), limits, this.operations);
  };

  private renderGrid(own: Uses, budget: Budget) {
    const grid = this.gridOf(own, budget);
    if (!grid)
      return html`<p class="hint">
        This network comes from a file that says its input size: it has no options to choose from.
      </p>`;
    const { axes, rows, active } = grid;
    const { limits } = budget;
    return html`
      <div class="head">
        <span class="title">What fits: ${titleOfAxes(axes)}</span>
        ${this.renderMeasures()}
      </div>
      <div class="frame">
        ${renderGrid({
          axes,
          rows,
          active: active.cell,
          measure: this.wordOf('by'),
          describe: (facts) => this.describe(facts, axes, budget),
          focus: ({ key }) => (this.activeKey = key),
          choose: (cell) => this.choose(cell, grid, budget),
        })}
      </div>
      ${renderKey(
        Object.keys(limits).length > 0,
        rows.flat().some(({ accuracies }) => accuracies.length),
      )}
      <p part="detail">${this.describe(active, axes, budget)} ${renderSources(active)}</p>
      ${renderTakeAway(() => this.exportTable(own))}
    `;
  }

  private renderMeasures() {
    const titles = { memory: 'Peak', operations: this.operations, parameters: 'Parameters', weights: 'Weights' };
    return renderSegments({
      label: 'Shown in the cells',
      choices: LIMITS.map((value) => ({ value, title: titles[value] })),
      value: this.wordOf('by'),
      choose: (by) => this.setOverride('by', by),
    });
  }

  /** The cells with what is known of them; asks for what is not. */
  private gridOf(own: Uses, { limits }: Budget): Grid | undefined {
    const { family, choice } = this.state!;
    const axes = axesOf(family, choice.options);
    if (!axes) return undefined;
    const isLimited = Object.keys(limits).length > 0;
    const published = accuraciesIn(family);
    const factsOf = (cell: Cell): CellFacts => {
      const counted = cell.isChosen ? own : this.counting.of(this.questionOf(cell));
      const isCounted = counted && !(counted instanceof Error);
      const fits = isLimited && isCounted ? !brokenBy(counted, limits).length : undefined;
      return { cell, counted, fits, accuracies: published.get(cell.key) ?? [] };
    };
    const rows = cellsOf(family, choice.options, axes).map((row) => row.map(factsOf));
    this.askFor(rows.flat());
    const find = (isIt: (cell: Cell) => boolean) => rows.flat().find(({ cell }) => isIt(cell));
    const active = find(({ key }) => key === this.activeKey) ?? find(({ isChosen }) => isChosen);
    return { axes, rows, active: active! };
  }

  private questionOf({ key }: Cell): string {
    return [key, this.state!.convention, this.wordOf('precision')].join(' ');
  }

  private askFor(cells: readonly CellFacts[]): void {
    const { families, family } = this.state!;
    const questions = cells
      .filter(({ counted }) => !counted)
      .map(({ cell }) => ({
        key: this.questionOf(cell),
        count: () => this.usesOf(families.build(cell.choice.network, cell.choice.options)),
      }));
    this.counting.ask(family, questions);
  }

  private describe({ cell, counted }: CellFacts, axes: Axes, { limits }: Budget): string {
    const name = nameOf(cell, axes);
    const title = name[0]!.toUpperCase() + name.slice(1);
    if (!counted) return `${title}: being counted.`;
    if (counted instanceof Error) return `${title}: there is no such network: ${counted.message}.`;
    const uses = LIMITS.map((limit) => phraseOf(limit, counted[limit], this.operations)).join(', ');
    const verdict = Object.keys(limits).length ? ` ${verdictOf(counted, limits, this.operations)}` : '';
    return `${title}${cell.isChosen ? ', yours' : ''}: ${uses}.${verdict}`;
  }

  private choose(cell: Cell, { axes, rows }: Grid, budget: Budget): void {
    this.activeKey = cell.key;
    const facts = rows.flat().find((one) => one.cell === cell)!;
    if (cell.isChosen || facts.counted instanceof Error) return;
    this.chooseByReader(cell.choice);
    this.announcement = `Chosen: ${this.describe(facts, axes, budget)}`;
  }

  private async exportTable(own: Uses) {
    await this.counting.settled;
    const { budget } = this;
    const { axes, rows } = this.gridOf(own, budget)!;
    return exportGrid({
      state: this.state!,
      axes,
      rows,
      names: limitNames(this.operations),
      precision: PRECISIONS[this.wordOf('precision')],
      verdict: verdictOf(own, budget.limits, this.operations),
    });
  }
}

const renderUnjudged = () => html`<p part="verdict">These options make no network, so there is nothing to judge.</p>`;

/** What is used of a limit, under its field. */
function renderNote(limit: Limit, used: number, most: number | undefined) {
  const isOver = most !== undefined && used > most;
  const rest = isOver ? `, ${formatUse(limit, used - most)} over` : most ? `, ${formatShare(used, most)}` : '';
  return html`<span class="note ${isOver ? 'over' : ''}">${formatUse(limit, used)}${rest}</span>`;
}

/** What the signs of the grid mean. */
const renderKey = (isLimited: boolean, isPublished: boolean) => html`
  <p class="key">
    ${isLimited ? `${signOf(true)} keeps every limit, ${signOf(false)} does not.` : nothing}
    ${
      isPublished
        ? 'Percentages: top-1 accuracy as published.'
        : 'No accuracy was published of networks with exactly these options.'
    }
  </p>
`;

function renderSources({ accuracies }: CellFacts) {
  if (!accuracies.length) return nothing;
  return html`Top-1 as published:
  ${accuracies.map((accuracy, at) => {
    const address = addressOf(accuracy);
    const source = shortSource(accuracy);
    return html`${at ? '; ' : ''}${formatAccuracy(accuracy.top1)}
    (${address ? html`<a href=${address} target="_blank" rel="noopener">${source}</a>` : source})`;
  })}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-budget': NetBudget;
  }
}

define('net-budget', NetBudget);
