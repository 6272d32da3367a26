import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { familyOf, sparseOptions } from '../../core/index.js';
import type { Account } from '../../core/published/account.js';
import { published } from '../../core/published/index.js';
import type { PublishedSource, Quoted } from '../../core/published/types.js';
import { formatExact } from '../../words/format.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { define } from '../shared/define.js';
import { exportLedger } from './export.js';
import {
  explanationOf,
  groupRows,
  isWanted,
  ledgerRowOf,
  linksOf,
  publishedFamilies,
  roundingOf,
  tally,
  type LedgerGroup,
  type LedgerRow,
  type Status,
} from './rows.js';
import { ledgerStyles } from './styles.js';
import { inSlices } from '../shared/in-slices.js';
import { NetElement } from '../shared/net-element.js';
import { renderTakeAway } from '../shared/take-away.js';
import { shows } from './shows.js';
import type { Aspect } from '../../explorer/state.js';
import { tableStyles } from '../shared/tables.js';
import { fieldStyles } from '../shared/fields.js';
import { controls, theme } from '../shared/theme.js';

const STATUS: Readonly<Record<Status, string>> = {
  all: 'All figures',
  reproduced: 'That come out',
  open: 'That do not',
};

/** So many rows are drawn at a time, so that the page stays responsive. */
const ROWS_AT_ONCE = 12;

/**
 * The ledger: every figure that papers and repositories print about the networks, beside our count, with the way of counting
 * and the rounding that give the printed digits, or the reason why none does. Counted when it comes into view. Its own
 * `network` attribute chooses the family that is listed first; inside a model, or pointed at one, a network of the list can
 * be shown there.
 *
 * @fires net-options-change - A reader chose a network of the list, for the model that it belongs to.
 * @csspart summary - How many figures come out.
 * @csspart tools - Family, status, search and export.
 * @csspart table - The frame that scrolls.
 * @csspart source - The line above the figures of one source.
 * @csspart error - What is wrong with the tag.
 * @cssproperty {<length>} [--net-ledger-height=40rem] - The height from which it scrolls.
 */
export class NetLedger extends NetElement {
  static override styles = [theme, controls, fieldStyles, tableStyles, ledgerStyles];

  protected override readonly ignores: readonly Aspect[] = [
    'selection',
    'hover',
    'convention',
    'view',
    'image',
    'weights',
  ];

  private readonly view = new VisibleController(this, (visible) => void (visible && this.count()));

  /** The family that the tag names. */
  private named = '';

  /** The rows, once they are counted. */
  @state() private entries: readonly LedgerRow[] = [];
  /** Id of the family that is listed; empty for all. */
  @state() private family = '';
  /** How many rows are drawn: more and more, until all are. */
  @state() private drawn = ROWS_AT_ONCE;
  @state() private announcement = '';

  protected static override readonly words = { show: Object.keys(STATUS) };

  /** Which figures are listed: `all`, those that come out (`reproduced`), or those that do not (`open`). */
  @property() show: Status = 'all';
  /** Words that a row has to contain: network, source, printed figure. */
  @property() search = '';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const named = this.getAttribute('network') ?? '';
    if (named === this.named) return;
    this.named = named;
    // A family that is not known has its own sentence.
    this.family = publishedFamilies().some(({ id }) => id === named) ? named : '';
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.isBusy && this.entries.length) setTimeout(() => (this.drawn += ROWS_AT_ONCE));
  }

  private get isBusy(): boolean {
    return !this.entries.length || this.drawn < this.shown.length;
  }

  private async count(): Promise<void> {
    if (this.entries.length) return;
    const entries: LedgerRow[] = [];
    const tasks = published.map((row) => () => void entries.push(ledgerRowOf(row)));
    await inSlices(tasks, () => this.view.visible);
    if (entries.length === published.length) this.entries = entries;
  }

  private get shown(): readonly LedgerRow[] {
    const filter = { family: this.family, status: this.wordOf('show'), search: this.search };
    return this.entries.filter((entry) => isWanted(entry, filter));
  }

  private choose({ row, subject }: LedgerRow): void {
    const options = sparseOptions(familyOf(row.network), row.options);
    this.chooseByReader({ network: row.network, options });
    this.announcement = `${subject.title} is shown in the explorer.`;
  }

  /** Whether the model shows the network of a row. */
  private isCurrent({ row }: LedgerRow): boolean {
    return !this.isAlone && shows(this.state!, row);
  }

  private readonly showAll = (): void => {
    this.family = '';
    this.show = 'all';
    this.search = '';
  };

  protected override renderShown() {
    if (!this.state) return nothing;
    const shown = this.shown;
    return html`
      ${this.renderOwnProblem()} ${this.renderSummary(shown)} ${this.renderTools(shown)}
      <div
        class="scroller framed"
        part="table"
        role="region"
        tabindex="0"
        aria-label="Published figures"
        aria-busy=${this.isBusy}
      >
        ${!this.entries.length || shown.length ? this.renderTable(shown) : this.renderNone()}
      </div>
      <div class="visually-hidden" role="status">${this.announcement}</div>
    `;
  }

  private renderSummary(shown: readonly LedgerRow[]) {
    const { holding, all } = tally(shown);
    const part = shown.length === this.entries.length ? '' : ` in the ${shown.length} rows listed`;
    const words = this.entries.length
      ? html`<strong>${holding} of ${all}</strong> printed figures${part} come out to the
          digit${holding < all ? '; beside each of the others stands why not' : ''}.`
      : `Counting the networks of ${published.length} published rows …`;
    return html`<p part="summary" role="status">${words}</p>`;
  }

  private renderTools(shown: readonly LedgerRow[]) {
    const select = (set: (value: string) => void) => (event: Event) => set((event.target as HTMLSelectElement).value);
    return html`
      <div class="tools" part="tools">
        <label class="beside">
          Network
          <select id="family" @change=${select((id) => (this.family = id))}>
            <option value="" .selected=${!this.family}>all</option>
            ${publishedFamilies().map(({ id, title }) => html`<option value=${id} .selected=${id === this.family}>${title}</option>`)}
          </select>
        </label>
        <label class="beside">
          Show
          <select id="status" @change=${select((status) => (this.show = status as Status))}>
            ${Object.entries(STATUS).map(([id, title]) => html`<option value=${id} .selected=${id === this.wordOf('show')}>${title}</option>`)}
          </select>
        </label>
        <label class="beside">
          Search
          <input
            id="search"
            type="search"
            placeholder="3.47M, Keras, arXiv …"
            .value=${live(this.search)}
            @input=${select((text) => (this.search = text))}
          />
        </label>
        ${renderTakeAway(() => exportLedger(shown))}
      </div>
    `;
  }

  private renderNone() {
    return html`
      <p class="none">
        No published row fits these wishes.
        <button type="button" @click=${this.showAll}>Show all</button>
      </p>
    `;
  }

  /** In a narrow place its rows are drawn as cards, and roles keep the table a table. */
  private renderTable(shown: readonly LedgerRow[]) {
    return html`
      <table role="table" aria-label="Published figures, ours, and how they were counted">
        ${HEAD}
        ${repeat(
          groupRows(shown, this.drawn),
          ({ id }) => id,
          (group) => this.renderGroup(group),
        )}
      </table>
    `;
  }

  private renderGroup({ source, rows }: LedgerGroup) {
    return html`
      <tbody role="rowgroup">
        <tr class="source" role="row" part="source">
          <th scope="rowgroup" role="rowheader" colspan="8">${renderSource(source)}</th>
        </tr>
        ${repeat(
          rows,
          ({ row }) => row.id,
          (entry) => this.renderRow(entry),
        )}
      </tbody>
    `;
  }

  private renderRow(entry: LedgerRow) {
    return html`
      <tr role="row" aria-current=${this.isCurrent(entry) ? 'true' : nothing}>
        <th scope="row" role="rowheader" class="network">${this.renderNetwork(entry)}</th>
        ${renderFigure('Parameters', entry.parameters)} ${renderFigure('Operations', entry.operations)}
        ${renderAccuracy(entry.row.quoted)}
      </tr>
    `;
  }

  private renderNetwork(entry: LedgerRow) {
    const { title, detail } = entry.subject;
    const choose = (): void => this.choose(entry);
    return html`
      ${
        this.isAlone
          ? html`<span class="title">${title}</span>`
          : html`<button type="button" class="link show" title="Show it in the explorer" @click=${choose}>
              ${title}
            </button>`
      }
      ${detail ? html`<span class="soft">${detail}</span>` : nothing}
    `;
  }
}

const HEAD = html`
  <thead role="rowgroup">
    <tr role="row">
      <th scope="col" role="columnheader" rowspan="2">Network</th>
      <th scope="colgroup" role="columnheader" colspan="3">Parameters</th>
      <th scope="colgroup" role="columnheader" colspan="3">Operations</th>
      <th scope="col" role="columnheader" class="number">Accuracy, %</th>
    </tr>
    <tr role="row">
      ${[0, 1].map(
        () => html`
          <th scope="col" role="columnheader" class="number">printed</th>
          <th scope="col" role="columnheader" class="number">counted here</th>
          <th scope="col" role="columnheader">what was counted</th>
        `,
      )}
      <th scope="col" role="columnheader" class="number">top-1 / top-5</th>
    </tr>
  </thead>
`;

const renderSource = (source: PublishedSource) => html`
  <strong>${source.title}</strong>
  <span class="soft">
    ${linksOf(source).map(({ text, address }) => html`<a href=${address ?? nothing}>${text}</a>`)}
    ${source.commit ? html`commit ${source.commit.slice(0, 7)}` : nothing}
  </span>
`;

function renderFigure(label: string, account: Account | undefined) {
  if (!account) {
    return html`<td role="cell" class="number soft absent">–</td>
      <td role="cell" class="absent"></td>
      <td role="cell" class="absent"></td>`;
  }
  const { printed, value, holds } = account;
  const open = holds ? '' : ' open';
  return html`
    <td role="cell" class="number printed" data-label=${label}>${printed}</td>
    <td role="cell" class="number ours${open}">${formatExact(value)}</td>
    <td role="cell" class="explained${open}">
      <span class="how">
        <span class="mark" role="img" aria-label=${holds ? 'the same digits:' : 'other digits:'}
          >${holds ? '✓' : '✗'}</span
        >
        <span>
          ${explanationOf(account)}${holds ? html` <span class="rounding">· ${roundingOf(account)}</span>` : nothing}
        </span>
      </span>
    </td>
  `;
}

const renderAccuracy = ({ top1, top5 }: Quoted) =>
  top1 === undefined
    ? html`<td role="cell" class="number soft absent">–</td>`
    : html`<td role="cell" class="number accuracy" data-label="Top-1${top5 === undefined ? '' : ' / top-5'}, %">
        ${top1}${top5 === undefined ? '' : ` / ${top5}`}
      </td>`;

declare global {
  interface HTMLElementTagNameMap {
    'net-ledger': NetLedger;
  }
}

define('net-ledger', NetLedger);
