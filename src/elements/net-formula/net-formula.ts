import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Claim } from '../../core/claims.js';
import {
  formulaOf,
  isWithin,
  roleOf,
  type Cost,
  type Formula,
  type LeftOut,
  type Network,
  type NetworkCost,
  type Quantity,
} from '../../core/index.js';
import { formatCount, formatExact } from '../../words/format.js';
import { lateChunk } from '../../explorer/chunks.js';
import { CopyController } from '../shared/controllers/copy-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import type { Aspect } from '../../explorer/state.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { tableStyles } from '../shared/tables.js';
import { controls, theme } from '../shared/theme.js';

const loadClaims = lateChunk('What the post says of this', () => import('./claims-at.js'));

/** The post's table names the convolutions of a block so; the paper calls the last one projection. */
const POST_ROWS: Readonly<Record<string, string>> = { expand: 'Expansion', depthwise: 'Depthwise', project: 'Squeeze' };

const UNITS = { parameters: 'parameters', macs: 'MACs' } as const satisfies Record<Quantity, string>;

const QUANTITIES = (Object.keys(UNITS) as Quantity[]).map((value) => ({ value, title: UNITS[value] }));

const REASONS: Readonly<Record<LeftOut['reason'], string>> = {
  'batch norm': 'batch norm’s γ and β',
  'projection shortcut': 'the shortcut’s convolution',
  bias: 'biases',
  'batch norm statistics': 'batch norm’s mean and variance',
};

/** One line of arithmetic: a label, and one count in symbols or the sum of several. */
interface Line {
  readonly label: string;
  readonly formulas: readonly Formula[];
  /** Where a click on the label leads. */
  readonly path?: string;
}

/**
 * How a count comes about: for a block the post's table, in its symbols, with the numbers put in and what it leaves out; for
 * a layer its own formula; else the sum of the parts. Beside it, how many operations a parameter does here.
 *
 * @fires net-select - A reader chose a part of the sum.
 * @csspart formula - The table of symbols, numbers and values.
 * @csspart symbols - What the symbols stand for here.
 * @csspart left-out - What the formula does not count.
 * @csspart ratio - Operations for each parameter, here and elsewhere in the network.
 * @csspart claim - What the post says of this that does not hold as it stands.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetFormula extends NetElement {
  static override styles = [
    theme,
    controls,
    segmentStyles,
    tableStyles,
    css`
      :host {
        container-type: inline-size;
        max-inline-size: 58rem;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        margin-block-end: 0.5rem;
      }
      h3 {
        margin: 0;
        margin-inline-end: auto;
        font-size: 1rem;
      }
      [part='formula'] {
        --_cell: 0.3rem clamp(0.5rem, 3cqi, 1.25rem) 0.3rem 0;
        overflow-x: auto;
      }
      th,
      td {
        white-space: nowrap;
      }
      :is(th, td):last-child {
        padding-inline-end: 0;
        text-align: end;
      }
      thead th {
        color: var(--_ink-soft);
        font-size: var(--_text-small);
        font-weight: 400;
      }
      th[scope='row'] {
        white-space: normal;
      }
      tbody tr:last-child > * {
        border: 0;
      }
      tfoot :is(th, td) {
        border-block: 1px solid var(--_ink-soft);
        border-block-end: 0;
        font-weight: 600;
      }
      .numbers {
        color: var(--_ink-soft);
        font-weight: 400;
      }
      math {
        font-size: 1.1em;
      }
      [part='symbols'] {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 1.1rem;
        margin: 0 0 0.5rem;
      }
      [part='symbols'] div {
        white-space: nowrap;
      }
      dl dt,
      dl dd {
        display: inline;
        margin: 0;
      }
      [part='left-out'] {
        display: grid;
        grid-template-columns: 1fr max-content;
        margin: 0.75rem 0 0;
      }
      [part='left-out'] > * {
        padding-block: 0.15rem;
      }
      [part='left-out'] dd {
        text-align: end;
      }
      [part='left-out'] .sum {
        border-block-start: 1px solid var(--_rule);
        font-weight: 600;
      }
      .soft,
      [part='ratio'] {
        color: var(--_ink-soft);
      }
      [part='ratio'] {
        margin: 0.75rem 0 0;
        max-inline-size: 44rem;
      }
      [part='claim'] {
        margin: 0.75rem 0 0;
        padding-inline-start: 0.75rem;
        border-inline-start: 2px solid var(--_rule);
        max-inline-size: 44rem;
        color: var(--_ink-soft);
      }
      [part='claim'] small {
        font-size: var(--_text-small);
      }
      [part='ratio'] b {
        color: var(--_ink);
        font-weight: 600;
      }
      button.go {
        min-block-size: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--_accent);
        text-align: start;
      }
      button.go:hover {
        text-decoration: underline;
      }
      .only-wide {
        display: none;
      }
      @container (inline-size >= 34rem) {
        .only-wide {
          display: table-cell;
        }
        .under {
          display: none;
        }
      }
      .under {
        margin-block-start: 0.1rem;
        font-size: var(--_text-small);
        white-space: normal;
      }
    `,
  ];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'view', 'image', 'weights', 'convention'];

  private readonly copying = new CopyController(this);

  /** A chunk of its own: most readers see no claim before they select a block. */
  private readonly claims = new LateController(this, loadClaims);

  /** Path of the node or group; where absent, what is selected. */
  @property() path?: string;
  /** What is counted: `parameters` (kernels, as in the post's table) or `macs`. */
  @property() quantity: Quantity = 'parameters';

  private get shownPath(): string {
    return this.path ?? this.state!.selected;
  }

  private get shownQuantity(): Quantity {
    return this.quantity in UNITS ? this.quantity : 'parameters';
  }

  override render() {
    if (!this.state) return nothing;
    const { network } = this.state;
    const path = this.shownPath;
    if (path && !this.state.has(path)) return html`<p part="error">${network.title} has no ${path}</p>`;
    const formula = formulaOf(network, path, this.shownQuantity);
    return html`${this.renderOwnProblem()} ${this.renderHeader(formula)} ${this.renderBody(formula)}
    ${renderRatio(this.state.cost, path)} ${this.claims.value?.claimsAt(network, path).map(renderClaim)}
    ${this.claims.renderLoss()}`;
  }

  protected override updated(): void {
    if (this.state && this.shownPath) void this.claims.ask();
  }

  private renderHeader(formula: Formula) {
    return html`
      <header>
        <h3>Where the ${UNITS[formula.quantity]} come from</h3>
        ${renderSegments({
          label: 'What is counted',
          choices: QUANTITIES,
          value: formula.quantity,
          choose: (quantity) => (this.quantity = quantity),
        })}
        ${formula.value ? this.renderCopy(formula) : nothing}
      </header>
    `;
  }

  private renderCopy({ tex, value }: Formula) {
    const { outcome } = this.copying;
    const source = `${tex} = ${formatExact(value).replaceAll(',', '{,}')}`;
    return html`<button type="button" title=${source} @click=${() => this.copying.copy(source)}>
        ${outcome === 'copied' ? 'Copied' : outcome ? 'Not copied' : 'Copy TeX'}
      </button>
      <span class="visually-hidden" role="status">${outcome === 'copied' ? 'TeX copied' : ''}</span>`;
  }

  private renderBody(formula: Formula) {
    const { network } = this.state!;
    const { title, path, quantity } = formula;
    if (!formula.value && network.nodes.some((node) => node.id === path && roleOf(node) === 'unknown'))
      return html`<p class="soft">Nothing is known of the ${UNITS[quantity]} of this layer.</p>`;
    if (!formula.value) return html`<p class="soft">Nothing to count: ${title} has no ${UNITS[quantity]}.</p>`;
    const isBlock = formula.rows && Object.keys(formula.bindings).length;
    const lines = isBlock ? formula.rows.map((row) => lineOfBlock(row, network)) : linesOfSum(formula, network);
    return html`
      ${isBlock || !lines.length ? renderSymbols(formula) : nothing}
      <div role="group" tabindex="0" aria-label="Formula of ${formula.title}" part="formula">
        <table>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Formula</th>
              <th scope="col" class="only-wide">With numbers</th>
              <th scope="col">${formula.quantity === 'macs' ? 'MACs' : 'Parameters'}</th>
            </tr>
          </thead>
          <tbody>
            ${lines.map((line) => this.renderLine(line))}
          </tbody>
          <tfoot>
            ${isBlock || !lines.length ? renderTotal(formula, lines.length ? 'Total' : capital(formula.title)) : renderSum(formula)}
          </tfoot>
        </table>
      </div>
      ${formula.leftOut.length ? renderLeftOut(formula) : nothing}
    `;
  }

  private renderLine({ label, formulas, path }: Line) {
    const name =
      path === undefined
        ? label
        : html`<button type="button" class="go" @click=${() => this.selectByReader(path)}>${label}</button>`;
    return html`
      <tr>
        <th scope="row">${name}</th>
        ${renderCells(formulas)}
      </tr>
    `;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const mathOf = ({ mathml }: Formula) => unsafeHTML(mathml);

/** In symbols, with the numbers put in, and what that makes; the numbers stand underneath where there is no room beside. */
function renderCells(formulas: readonly Formula[]) {
  const [formula, ...others] = formulas;
  const isSum = others.length > 0;
  const numbers = isSum || !Object.keys(formula!.bindings).length ? '' : formula!.substituted;
  return html`
    <td>
      ${isSum ? html`<span class="soft">sum of ${formulas.length}</span>` : mathOf(formula!)}
      ${numbers ? html`<div class="numbers under">${numbers}</div>` : nothing}
    </td>
    <td class="numbers only-wide">${numbers}</td>
    <td>${formatExact(formulas.reduce((sum, { value }) => sum + value, 0))}</td>
  `;
}

const renderTotal = (formula: Formula, label: string) => html`
  <tr>
    <th scope="row">${label}</th>
    ${renderCells([formula])}
  </tr>
`;

const renderSum = ({ value }: Formula) => html`
  <tr>
    <th scope="row">Total</th>
    <td></td>
    <td class="only-wide"></td>
    <td>${formatExact(value)}</td>
  </tr>
`;

/** Every symbol of a block or a layer once, with its number. */
function renderSymbols({ bindings, rows = [] }: Formula) {
  const symbols = Object.entries(
    Object.assign({}, ...rows.map((row) => row.bindings), bindings) as Formula['bindings'],
  );
  if (!symbols.length) return nothing;
  return html`
    <dl part="symbols">
      ${symbols.map(
        ([name, value]) =>
          html`<div>
            <dt>${symbolOf(name)}</dt>
            <dd>= ${formatExact(value)}</dd>
          </div>`,
      )}
    </dl>
  `;
}

function symbolOf(name: string) {
  const [base, index] = name.split('_');
  return html`<i>${base}</i>${index ? html`<sub>${index}</sub>` : nothing}`;
}

/** A convolution of a block, named as in the post's table. */
function lineOfBlock(formula: Formula, { groups }: Network): Line {
  const unit = formula.path.split('/').at(-2) ?? '';
  const group = groups.find(({ id }) => formula.path.startsWith(`${id}/`) && id.endsWith(`/${unit}`));
  return { formulas: [formula], label: POST_ROWS[unit] ?? capital(group?.title ?? formula.title) };
}

/** The parts right inside: of the network its stages, of a stage its blocks. One alone shows its formula. */
function linesOfSum({ path, rows = [] }: Formula, { groups }: Network): Line[] {
  const depth = path ? path.split('/').length + 1 : 1;
  const parts = new Set(rows.map((row) => row.path.split('/').slice(0, depth).join('/')));
  return [...parts].map((part) => {
    const formulas = rows.filter((row) => isWithin(row.path, part));
    const title = groups.find(({ id }) => id === part)?.title ?? formulas[0]!.title;
    return { label: capital(title), formulas, path: part };
  });
}

/** What the table does not count, so that it adds up to what tools report. */
function renderLeftOut({ value, quantity, leftOut }: Formula) {
  const statistics = leftOut.filter(({ reason }) => reason === 'batch norm statistics');
  const trainable = leftOut.filter((entry) => !statistics.includes(entry));
  const sum = trainable.reduce((total, entry) => total + entry.value, value);
  const stored = statistics.reduce((total, entry) => total + entry.value, sum);
  const line = (entry: LeftOut) =>
    html`<dt class="soft">+ ${REASONS[entry.reason]}</dt>
      <dd>${formatExact(entry.value)}</dd>`;
  return html`
    <dl part="left-out">
      ${trainable.map(line)}
      <dt class="sum">${quantity === 'macs' ? 'all MACs' : 'all trainable parameters'}</dt>
      <dd class="sum">${formatExact(sum)}</dd>
      ${statistics.map(line)}
      ${
        stored === sum
          ? nothing
          : html`<dt class="sum">all that is stored</dt>
              <dd class="sum">${formatExact(stored)}</dd>`
      }
    </dl>
  `;
}

/** What the post says of this that does not hold as it stands. */
const renderClaim = ({ quote, finding, source }: Claim) => html`
  <p part="claim">The post: <q>${quote}</q>. ${finding} <small>${source}</small></p>
`;

/** "The computation count is just proportional to the parameter count" holds between layers of one resolution only. */
function renderRatio(cost: NetworkCost, path: string) {
  const layers = cost.layers.filter(({ macs }) => macs).sort((a, b) => usesOf(a) - usesOf(b));
  const [least, most] = [layers[0], layers.at(-1)];
  const here = path ? cost.of(path) : cost.total;
  if (!least || !most || !here.macs) return nothing;
  const isMean = layers.some((layer) => isWithin(layer.id, path) && usesOf(layer) !== usesOf(here));
  return html`
    <p part="ratio">
      Each weight is used ${isMean ? 'on average' : ''}
      <b>${formatExact(Math.round(usesOf(here)))} times</b>${path ? ' here' : ''}: ${formatCount(here.macs)} MACs for
      ${formatCount(here.weights)} weights, once for every position of the output. In the network that goes from
      ${formatExact(usesOf(least))} (${least.id}) to ${formatExact(usesOf(most))} (${most.id}): operations are not
      proportional to parameters.
    </p>
  `;
}

/** MACs for each weight of a kernel. */
const usesOf = ({ macs, weights }: Cost): number => macs / weights;

declare global {
  interface HTMLElementTagNameMap {
    'net-formula': NetFormula;
  }
}

define('net-formula', NetFormula);
