import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { formulaOf, isWithin, type Formula, type LeftOut, type Network, type Quantity } from '../core/index.js';
import { formatCount, formatExact } from '../layout/format.js';
import { CopyController } from './controllers/copy-controller.js';
import { define } from './define.js';
import { NetElement } from './net-element.js';
import type { Aspect } from './state.js';
import { controls, theme } from './theme.js';

/** The post's table names the convolutions of a block so; the paper calls the last one projection. */
const POST_ROWS: Readonly<Record<string, string>> = { expand: 'Expansion', depthwise: 'Depthwise', project: 'Squeeze' };

const UNITS = { parameters: 'parameters', macs: 'MACs' } as const satisfies Record<Quantity, string>;

const REASONS: Readonly<Record<LeftOut['reason'], string>> = {
  'batch norm': 'batch norm’s γ and β',
  'projection shortcut': 'the shortcut’s convolution',
  bias: 'biases',
  'batch norm statistics': 'batch norm’s mean and variance',
};

/** One line of arithmetic: a label, the count in symbols, with numbers, and its value. */
interface Line {
  readonly label: string;
  readonly formula: Formula;
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
 * @csspart error - The sentence that says what is wrong.
 */
export class NetFormula extends NetElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        container-type: inline-size;
        max-inline-size: 52rem;
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
      .switch {
        display: flex;
      }
      .switch button:first-child {
        border-start-end-radius: 0;
        border-end-end-radius: 0;
      }
      .switch button:last-child {
        margin-inline-start: -1px;
        border-start-start-radius: 0;
        border-end-start-radius: 0;
      }
      .switch button[aria-pressed='true'] {
        z-index: 1;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        inline-size: 100%;
      }
      th,
      td {
        padding: 0.3rem clamp(0.5rem, 3cqi, 1.25rem) 0.3rem 0;
        border-block-end: 1px solid var(--_rule);
        text-align: start;
        vertical-align: baseline;
        font-weight: 400;
        white-space: nowrap;
      }
      :is(th, td):last-child {
        padding-inline-end: 0;
        text-align: end;
      }
      thead th {
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
      th[scope='row'] {
        white-space: normal;
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
    return html`${this.renderHeader(formula)} ${this.renderBody(formula)} ${renderRatio(network, formula)}`;
  }

  private renderHeader(formula: Formula) {
    const choose = (quantity: Quantity) => () => void (this.quantity = quantity);
    return html`
      <header>
        <h3>Where the ${UNITS[formula.quantity]} come from</h3>
        <div class="switch" role="group" aria-label="What is counted">
          ${(Object.keys(UNITS) as Quantity[]).map(
            (quantity) =>
              html`<button type="button" aria-pressed=${quantity === formula.quantity} @click=${choose(quantity)}>
                ${UNITS[quantity]}
              </button>`,
          )}
        </div>
        ${formula.value ? this.renderCopy(formula) : nothing}
      </header>
    `;
  }

  private renderCopy({ tex, value }: Formula) {
    const { outcome } = this.copying;
    const source = `${tex} = ${formatExact(value).replaceAll(',', '{,}')}`;
    return html`<button type="button" title=${source} @click=${() => this.copying.copy(source)}>
      ${outcome === 'copied' ? 'Copied' : outcome ? 'Not copied' : 'Copy TeX'}
    </button>`;
  }

  private renderBody(formula: Formula) {
    if (!formula.value)
      return html`<p class="soft">Nothing to count: ${formula.title} has no ${UNITS[formula.quantity]}.</p>`;
    const { network } = this.state!;
    const isBlock = formula.rows && Object.keys(formula.bindings).length;
    const lines = isBlock ? formula.rows.map((row) => lineOfBlock(row, network)) : linesOfSum(formula, network);
    return html`
      ${renderSymbols(formula, lines)}
      <div class="scroll" role="region" tabindex="0" aria-label="Formula of ${formula.title}" part="formula">
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

  private renderLine({ label, formula, path }: Line) {
    const name =
      path === undefined
        ? label
        : html`<button type="button" class="go" @click=${() => this.selectByReader(path)}>${label}</button>`;
    return html`
      <tr>
        <th scope="row">${name}</th>
        ${renderCells(formula)}
      </tr>
    `;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const mathOf = ({ mathml }: Formula) => unsafeHTML(mathml);

/** In symbols, with the numbers put in, and what that makes; the numbers stand underneath where there is no room beside. */
function renderCells(formula: Formula) {
  const hasSymbols = Object.keys(formula.bindings).length > 0;
  const numbers = hasSymbols ? formula.substituted : '';
  const isLongSum = !hasSymbols && !!formula.rows;
  return html`
    <td>
      ${isLongSum ? html`<span class="soft">sum of ${formula.rows!.length}</span>` : mathOf(formula)}
      ${numbers ? html`<div class="numbers under">${numbers}</div>` : nothing}
    </td>
    <td class="numbers only-wide">${numbers}</td>
    <td>${formatExact(formula.value)}</td>
  `;
}

const renderTotal = (formula: Formula, label: string) => html`
  <tr>
    <th scope="row">${label}</th>
    ${renderCells(formula)}
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

/** Every symbol on screen once, with its number. */
function renderSymbols(formula: Formula, lines: readonly Line[]) {
  const symbols = Object.entries(
    Object.assign(
      {},
      ...lines.map((line) => (line.path === undefined ? line.formula.bindings : {})),
      formula.bindings,
    ) as Formula['bindings'],
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
  return { formula, label: POST_ROWS[unit] ?? capital(group?.title ?? formula.title) };
}

/** The parts right inside: of the network its stages, of a stage its blocks. */
function linesOfSum(formula: Formula, network: Network): Line[] {
  if (!formula.rows) return [];
  const { path, quantity } = formula;
  const depth = path ? path.split('/').length + 1 : 1;
  const parts = [...new Set(formula.rows.map((row) => row.path.split('/').slice(0, depth).join('/')))];
  return parts.map((part) => {
    const group = network.groups.find(({ id }) => id === part);
    const inside = formulaOf(network, part, quantity);
    // The one convolution of a stem says more than "one part".
    const [only, ...others] = inside.rows ?? [];
    const shown = only && !others.length && !group?.bindings ? only : inside;
    return { label: capital(group?.title ?? inside.title), formula: shown, path: part };
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

interface Ratio {
  readonly path: string;
  readonly value: number;
}

/** MACs for each weight of a kernel, for every layer that has both. */
function ratiosOf(network: Network): Ratio[] {
  return network.nodes.flatMap(({ id }) => {
    const macs = formulaOf(network, id, 'macs').value;
    return macs ? [{ path: id, value: macs / formulaOf(network, id).value }] : [];
  });
}

/** "The computation count is just proportional to the parameter count" holds between layers of one resolution only. */
function renderRatio(network: Network, { path, value }: Formula) {
  const all = ratiosOf(network).sort((a, b) => a.value - b.value);
  const [least, most] = [all[0], all.at(-1)];
  if (!value || !least || !most) return nothing;
  const macs = formulaOf(network, path, 'macs').value;
  const here = macs / (formulaOf(network, path).value || 1);
  const range =
    least.value === most.value
      ? nothing
      : html` In the network that goes from ${formatExact(least.value)} (${least.path}) to ${formatExact(most.value)}
        (${most.path}).`;
  const why = all.some((ratio) => isWithin(ratio.path, path) && ratio.value !== here) ? 'on average ' : '';
  return html`
    <p part="ratio">
      Each weight is used ${why}<b>${formatExact(Math.round(here))} times</b>${path ? ' here' : ''}:
      ${formatCount(macs)} MACs for ${formatCount(formulaOf(network, path).value)} weights, once for every position of
      the output.${range} Operations are not proportional to parameters.
    </p>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-formula': NetFormula;
  }
}

define('net-formula', NetFormula);
