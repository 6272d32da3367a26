import { html, noChange, nothing, type PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { conventionOf, countLayers, formatShape, isWithin, type NameScheme } from '../../core/index.js';
import { rangeOf } from '../../core/cost.js';
import { encode } from '../../figures/encodings.js';
import { formatExact, formatShare } from '../../words/format.js';
import { SCHEME_TITLES } from '../../words/schemes.js';
import { lateChunk } from '../../explorer/chunks.js';
import type { TableOrder } from '../../explorer/table-order.js';
import type { TableColumn as Column } from '../../words/table-columns.js';
import { OverlayController } from '../shared/controllers/overlay-controller.js';
import { FoldController } from '../shared/controllers/fold-controller.js';
import { define } from '../shared/define.js';
import { NetElement } from '../shared/net-element.js';
import type { Aspect } from '../../explorer/state.js';
import {
  ancestorsOf,
  flatten,
  nameOf,
  openRows,
  rankedRows,
  rowsOf,
  type PlacedRow,
  type Row,
} from '../../figures/layer-rows.js';
import { layersStyles } from './styles.js';
import { moveBy } from './tree-keys.js';
import { tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { fieldStyles } from '../shared/fields.js';
import { controls, theme } from '../shared/theme.js';

const loadExport = lateChunk('The part that makes tables', () => import('./export.js'));

/** What a layer is called, and by whom. */
const NAMES: Readonly<Record<NameScheme | 'path', string>> = {
  path: 'path in this page',
  ...SCHEME_TITLES,
};

const BARS: readonly Column[] = ['parameters', 'operations'];

/**
 * Every layer as a row, in the stages and blocks that it stands in: what it gives out, its parameters and operations under
 * the convention, and what other code calls it. Ordered by a column, the layers stand ranked without their groups.
 *
 * @fires net-select - A reader chose a row.
 * @csspart table - The frame that scrolls.
 * @cssproperty {<length>} [--net-table-height=34rem] - The height from which it scrolls.
 * @csspart error - What is wrong with the tag, where the element stands alone.
 */
export class NetTable extends NetElement {
  static override styles = [theme, controls, fieldStyles, tableStyles, layersStyles];

  protected override readonly ignores: readonly Aspect[] = ['view', 'image', 'weights'];

  private readonly fold = new FoldController(this);
  private readonly laid = new OverlayController(this);
  private rows: readonly Row[] = [];
  /** What a bar at full length means, a column. */
  private largest: Partial<Record<Column, number>> = {};
  private counted: readonly unknown[] = [];
  private selection = '';

  @state() private open: ReadonlySet<string> = new Set();
  @state() private names: NameScheme | 'path' = 'path';
  /** Path of the row that the Tab key comes to. */
  @state() private current = '';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.state || this.fold.isClosed) return;
    this.count();
    if (this.state.selected !== this.selection) this.reveal(this.state.selected);
  }

  protected override stateChanged(aspect: Aspect): void {
    super.stateChanged(aspect);
    if (aspect === 'table') this.requestUpdate();
  }

  private get order(): TableOrder | undefined {
    return this.state!.tableOrder;
  }

  /** Rows are made anew only for another network or convention, not while the pointer moves over them. */
  private count(): void {
    const { network, convention } = this.state!;
    const inputs = [network, convention, !this.order];
    if (inputs.every((input, index) => input === this.counted[index])) return;
    this.counted = inputs;
    this.rows = rowsOf(network, convention);
    const compared = this.order ? flatten(this.rows).filter(({ node }) => node) : this.rows;
    this.largest = Object.fromEntries(
      BARS.map((column) => [column, Math.max(...compared.map(({ values }) => values[column]))]),
    );
  }

  /** Opens the groups around a node that was chosen elsewhere. */
  private reveal(path: string): void {
    this.selection = path;
    if (!path) return;
    const around = ancestorsOf(this.rows, path);
    if (around.some((group) => !this.open.has(group))) this.open = new Set([...this.open, ...around]);
    this.current = path;
    void this.updateComplete.then(() => this.scrollToSelection());
  }

  /** Scrolls the table's own frame, never the page. */
  private scrollToSelection(): void {
    const frame = this.renderRoot.querySelector('.scroller');
    const row = this.renderRoot.querySelector('[aria-selected=true], [data-within]');
    if (!frame || !row) return;
    const [outer, inner] = [frame.getBoundingClientRect(), row.getBoundingClientRect()];
    const margin = 3 * inner.height; // head and foot cover the ends
    const above = inner.top - outer.top - margin;
    const below = inner.bottom - outer.bottom + margin;
    if (above < 0) frame.scrollTop += above;
    else if (below > 0) frame.scrollTop += below;
  }

  private get shown(): PlacedRow[] {
    return this.order ? rankedRows(this.rows, this.order.column, this.order.ascending) : openRows(this.rows, this.open);
  }

  private toggle(path: string): void {
    const open = new Set(this.open);
    if (!open.delete(path)) open.add(path);
    this.open = open;
    this.current = path;
  }

  private toggleAll(): void {
    const groups = flatten(this.rows).filter(({ children }) => children.length);
    this.open = new Set(this.open.size ? [] : groups.map(({ path }) => path));
  }

  /** Most first, then least first, then as the network runs. */
  private sortBy(column: Column): void {
    const { order } = this;
    const isFirst = order?.column !== column;
    this.state!.setTableOrder(!isFirst && order.ascending ? undefined : { column, ascending: !isFirst });
  }

  private onKeydown(event: KeyboardEvent, rows: readonly PlacedRow[], at: number): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return this.selectByReader(rows[at]!.path);
    }
    const move = moveBy(event.key, rows, at);
    if (!move) return;
    event.preventDefault();
    if ('toggle' in move) return this.toggle(move.toggle);
    this.current = rows[move.focus]!.path;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus());
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    if (this.fold.isClosed) return noChange;
    const rows = this.shown;
    const current = rows.some(({ path }) => path === this.current) ? this.current : rows[0]?.path;
    const { title } = this.state.network;
    return html`
      ${this.renderOwnProblem()} ${this.renderTools()}
      <div class="scroller framed" part="table" role="region" tabindex="0" aria-label="Layers of ${title}">
        <table role="treegrid" aria-label="Layers of ${title}">
          ${this.renderHead()}
          <tbody @pointerleave=${() => this.state!.hover('')}>
            ${repeat(
              rows,
              ({ path }: PlacedRow) => path,
              (row, index) => this.renderRow(rows, row, index, current),
            )}
          </tbody>
          ${this.renderTotals()}
        </table>
      </div>
    `;
  }

  private renderTools() {
    const choose = ({ target }: Event): void =>
      void (this.names = (target as HTMLSelectElement).value as NameScheme | 'path');
    return html`
      <div class="tools">
        ${
          this.order
            ? html`<button type="button" @click=${() => this.state!.setTableOrder(undefined)}>
                  Back to the network’s order
                </button>
                <span class="order">All layers, ranked without their groups</span>`
            : html`<button type="button" @click=${this.toggleAll}>${this.open.size ? 'Close all' : 'Open all'}</button>`
        }
        <label class="beside">
          Names
          <select @change=${choose}>
            ${Object.entries(NAMES).map(([scheme, title]) => html`<option value=${scheme} .selected=${scheme === this.names}>${title}</option>`)}
          </select>
        </label>
        ${renderTakeAway(this.exportLayers)}
      </div>
    `;
  }

  private readonly exportLayers = async () =>
    (await loadExport()).exportLayers(
      this.state!,
      this.order ? this.shown : this.rows,
      this.names,
      this.laid.value?.overlay,
    );

  private renderHead() {
    const { overlay } = this.laid.value ?? {};
    const { title, unit } = conventionOf(this.state!.convention);
    return html`
      <thead>
        <tr>
          <th scope="col">Layer</th>
          ${this.renderSortable('output', 'Output', 'H × W × C')}
          ${this.renderSortable('parameters', 'Parameters', title)} ${this.renderSortable('operations', unit, title)}
          ${this.renderSortable('ratio', `${unit}`, 'per parameter')}
          <th scope="col">Kernel</th>
          ${overlay ? html`<th scope="col" class="number">${overlay.column}<small>${overlay.kind === 'number' ? overlay.combination : nothing}</small></th>` : nothing}
          <th scope="col">Name<small>${NAMES[this.names]}</small></th>
        </tr>
      </thead>
    `;
  }

  private renderSortable(column: Column, title: string, detail: string) {
    const { order } = this;
    const direction = order?.column !== column ? 'none' : order.ascending ? 'ascending' : 'descending';
    return html`
      <th scope="col" class="number" aria-sort=${direction}>
        <button type="button" @click=${() => this.sortBy(column)}>${title}</button><small>${detail}</small>
      </th>
    `;
  }

  private renderRow(rows: readonly PlacedRow[], row: PlacedRow, index: number, current: string | undefined) {
    const { path, level, place, siblings, children, open, node } = row;
    const { selected, hovered } = this.state!;
    // The unit of a block has no row of its own: its layers stand for it.
    const isOfSelected = !!selected && !!node && path !== selected && isWithin(path, selected) && this.isUnit(selected);
    return html`
      <tr
        aria-level=${level}
        aria-posinset=${place}
        aria-setsize=${siblings}
        aria-expanded=${children.length && !this.order ? open : nothing}
        aria-selected=${path === selected}
        ?data-within=${isOfSelected}
        ?data-hovered=${path === hovered}
        ?data-flat=${!!this.order}
        tabindex=${path === current ? 0 : -1}
        @click=${() => this.selectByReader(path)}
        @focus=${() => ((this.current = path), this.state!.hover(path))}
        @pointerenter=${() => this.state!.hover(path)}
        @keydown=${(event: KeyboardEvent) => this.onKeydown(event, rows, index)}
      >
        ${this.renderCells(row)}
      </tr>
    `;
  }

  private isUnit(path: string): boolean {
    return this.state!.network.groups.some(({ id, role }) => id === path && role === 'unit');
  }

  private renderCells(row: PlacedRow) {
    const { title, unit, node, outputShape, window, values, children, path } = row;
    const toggle = (event: Event): void => {
      event.stopPropagation();
      this.toggle(path);
    };
    return html`
      <th scope="row">
        <span class="layer">
          ${children.length ? html`<span class="twisty" aria-hidden="true" @click=${toggle}>›</span>` : nothing}
          ${node ? html`<i class="dot" .style=${kindStyle(row)}></i>` : nothing}
          <span>${title} ${unit ? html`<span class="unit">${unit}</span>` : nothing}</span>
        </span>
      </th>
      <td class="number soft">${outputShape}</td>
      ${this.renderCount(row, 'parameters')} ${this.renderCount(row, 'operations')}
      <td class="number soft">${values.ratio ? formatExact(Math.round(values.ratio * 10) / 10) : '–'}</td>
      <td class="soft">${window}</td>
      ${this.laid.value ? html`<td class="number">${this.laidOn(path) ?? '–'}</td>` : nothing}
      <td class="name">${nameOf(row, this.names)}</td>
    `;
  }

  /** A count over a bar of its length. */
  private renderCount(row: PlacedRow, column: 'parameters' | 'operations') {
    const value = row.values[column];
    if (!value) return html`<td class="number soft">–</td>`;
    const share = formatShare(value, this.totals[column]);
    const length = `--share: ${((100 * value) / (this.largest[column] || 1)).toFixed(1)}%; ${kindStyle(row)}`;
    return html`<td class="number" title="${share} of the network">
      ${formatExact(value)}<i class="bar" .style=${length}></i>
    </td>`;
  }

  /** What one's own figures say of a row. */
  private laidOn(path: string): string | undefined {
    return this.laid.value?.overlay.of(...rangeOf(this.state!.network, path))?.text;
  }

  private get totals(): { readonly parameters: number; readonly operations: number } {
    const sum = (column: Column): number => this.rows.reduce((total, { values }) => total + values[column], 0);
    return { parameters: sum('parameters'), operations: sum('operations') };
  }

  private renderTotals() {
    const { parameters, operations } = this.totals;
    const { network } = this.state!;
    return html`
      <tfoot>
        <tr>
          <th scope="row">Total, ${countLayers(network)} layers</th>
          <td class="number">${formatShape(network.outputShape)}</td>
          <td class="number">${formatExact(parameters)}</td>
          <td class="number">${formatExact(operations)}</td>
          <td class="number">${parameters ? formatExact(Math.round((operations / parameters) * 10) / 10) : '–'}</td>
          <td></td>
          ${this.laid.value ? html`<td class="number">${this.laidOn('') ?? '–'}</td>` : nothing}
          <td></td>
        </tr>
      </tfoot>
    `;
  }
}

const kindStyle = ({ node }: Row): string => (node ? `--_kind: var(--_kind-${encode(node).colour})` : '');

declare global {
  interface HTMLElementTagNameMap {
    'net-table': NetTable;
  }
}

define('net-table', NetTable);
