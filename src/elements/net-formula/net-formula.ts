import { html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Claim } from '../../core/claims.js';
import { excerptName, formulaOf, roleOf, type Formula, type Network, type Quantity } from '../../core/index.js';
import { formatExact } from '../../words/format.js';
import { lateChunk } from '../../explorer/chunks.js';
import { CopyController } from '../shared/controllers/copy-controller.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { define } from '../shared/define.js';
import { exportFormula } from './export.js';
import { renderLeftOut } from './left-out.js';
import { capital, lineOfBlock, linesOfSum, type Line } from './lines.js';
import { renderRatio } from './ratio.js';
import { formulaStyles } from './styles.js';
import { loadClaims } from '../shared/load-claims.js';
import { NetElement } from '../shared/net-element.js';
import type { Aspect } from '../../explorer/state.js';
import { renderSegments, segmentStyles } from '../shared/segments.js';
import { tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { controls, theme } from '../shared/theme.js';

const loadConcerns = lateChunk('What the post says of this', () => import('./claims-at.js'));

async function loadClaimsAt(): Promise<(network: Network, path: string) => readonly Claim[]> {
  const [{ claimsAt }, { claims }] = await Promise.all([loadConcerns(), loadClaims()]);
  return (network, path) => claimsAt(claims, network, path);
}

const UNITS = { parameters: 'parameters', macs: 'MACs' } as const satisfies Record<Quantity, string>;

const QUANTITIES = (Object.keys(UNITS) as Quantity[]).map((value) => ({ value, title: UNITS[value] }));

/**
 * How a count comes about: for a block a table of its convolutions, in symbols, with the numbers put in and what it leaves out; for
 * a layer its own formula; else the sum of the parts. Beside it, how many operations a parameter does here.
 *
 * @fires net-select - A reader chose a part of the sum.
 * @csspart formula - The table of symbols, numbers and values.
 * @csspart symbols - What the symbols stand for here.
 * @csspart left-out - What the formula does not count.
 * @csspart ratio - Operations for each parameter, here and elsewhere in the network.
 * @csspart claim - With `notes="post"`: what the post says of this that does not hold as it stands.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetFormula extends NetElement {
  static override styles = [theme, controls, segmentStyles, tableStyles, formulaStyles];

  protected static override readonly words = { quantity: Object.keys(UNITS), notes: ['', 'post'] };

  protected override readonly ignores: readonly Aspect[] = ['hover', 'view', 'image', 'weights', 'convention'];

  private readonly copying = new CopyController(this);

  /** A chunk of its own: most readers see no claim before they select a block. */
  private readonly claims = new LateController(this, loadClaimsAt);

  /** Path of the node or group; where absent, what is selected. */
  @property() path?: string;
  /** What is counted: `parameters` (kernels alone) or `macs`. */
  @property() quantity: Quantity = 'parameters';
  /** `post`: with what the blog post that this package was made for says of this, and does not hold as it stands. */
  @property() notes: '' | 'post' = '';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const isWrong = this.state && !this.hasPath;
    this.remark('path', isWrong ? `path: ${this.state!.network.title} has no ${excerptName(this.path)}` : undefined);
  }

  private get shownPath(): string {
    return this.path ?? this.state!.selected;
  }

  private get hasPath(): boolean {
    return !this.shownPath || this.state!.has(this.shownPath);
  }

  private get shownQuantity(): Quantity {
    return this.wordOf('quantity');
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    const { network } = this.state;
    const path = this.shownPath;
    if (!this.hasPath) return nothing;
    const formula = formulaOf(network, path, this.shownQuantity);
    return html`${this.renderOwnProblem()} ${this.renderHeader(formula)} ${this.renderBody(formula)}
    ${renderRatio(this.state.cost, path)} ${this.hasNotes ? this.renderClaims(path) : nothing}`;
  }

  protected override updated(): void {
    if (this.state && this.shownPath && this.hasNotes) void this.claims.ask();
  }

  private get hasNotes(): boolean {
    return this.wordOf('notes') === 'post';
  }

  private renderClaims(path: string) {
    return [this.claims.value?.(this.state!.network, path).map(renderClaim), this.claims.renderLoss()];
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
      ${renderTakeAway(() => exportFormula(this.state!, formula, lines))}
    `;
  }

  private renderLine({ label, formulas, path }: Line) {
    const name =
      path === undefined
        ? label
        : html`<button type="button" class="link" @click=${() => this.selectByReader(path)}>${label}</button>`;
    return html`
      <tr>
        <th scope="row">${name}</th>
        ${renderCells(formulas)}
      </tr>
    `;
  }
}

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

/** What the post says of this that does not hold as it stands. */
const renderClaim = ({ quote, finding, source }: Claim) => html`
  <p part="claim">The post: <q>${quote}</q>. ${finding} <small>${source}</small></p>
`;

declare global {
  interface HTMLElementTagNameMap {
    'net-formula': NetFormula;
  }
}

define('net-formula', NetFormula);
