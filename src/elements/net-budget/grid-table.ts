import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Limit } from '../../core/budget.js';
import type { OptionValue } from '../../core/index.js';
import { formatAccuracy, type Accuracy } from '../../explorer/budget/accuracies.js';
import { titleOf, type Axes, type Cell } from '../../explorer/budget/grid.js';
import { formatUse } from '../../words/budget-words.js';
import { walkGrid } from '../shared/grid-keys.js';
import type { Counted } from './counting-controller.js';

/** What is known of one network of the grid. */
export interface CellFacts {
  readonly cell: Cell;
  /** `undefined` while it is being counted. */
  readonly counted: Counted | undefined;
  /** `undefined` where no limit is set, and while it is being counted. */
  readonly fits: boolean | undefined;
  readonly accuracies: readonly Accuracy[];
}

export interface GridTable {
  readonly axes: Axes;
  readonly rows: readonly (readonly CellFacts[])[];
  /** What the cells show. */
  readonly measure: Limit;
  /** The cell that the Tab key leads to. */
  readonly active: Cell;
  /** The whole story of a cell. */
  readonly describe: (facts: CellFacts) => string;
  readonly focus: (cell: Cell) => void;
  readonly choose: (cell: Cell) => void;
}

/** What both sides of the grid are called: `width × resolution`. */
export const titleOfAxes = ({ rows, columns }: Axes): string =>
  [rows, columns].flatMap((axis) => (axis ? [axis.spec.title.toLowerCase()] : [])).join(' × ');

/** `width 0.75, resolution 192` */
export const nameOf = ({ row, column }: Cell, { rows, columns }: Axes): string =>
  [
    ...(rows && row !== undefined ? [`${rows.spec.title.toLowerCase()} ${titleOf(rows, row)}`] : []),
    `${columns.spec.title.toLowerCase()} ${titleOf(columns, column)}`,
  ].join(', ');

/** Lines that stay what they are while others come and go, and the focus with them. Drawn at once, not when Lit asks: the network may be gone by then. */
const keyed = <Item>(
  items: readonly Item[],
  valueOf: (item: Item) => OptionValue | undefined,
  draw: (item: Item) => TemplateResult,
) =>
  repeat(
    items.map((item) => ({ key: JSON.stringify(valueOf(item)), drawing: draw(item) })),
    ({ key }) => key,
    ({ drawing }) => drawing,
  );

export function renderGrid(table: GridTable) {
  const { axes, rows } = table;
  const corner = axes.rows?.spec.title ?? 'Network';
  const name = `What fits: ${titleOfAxes(axes)}`;
  return html`
    <table
      role="grid"
      part="grid"
      class=${hasLongTitles(axes) ? 'long' : ''}
      aria-label=${name}
      @keydown=${(event: KeyboardEvent) => walkGrid(event, () => table.choose(table.active))}
    >
      <thead>
        <tr>
          <th scope="col"><span class="visually-hidden">${corner}</span></th>
          ${axes.columns.values.map((value) => html`<th scope="col" class="number">${titleOf(axes.columns, value)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${keyed(
          rows,
          ([first]) => first!.cell.row,
          (row) => renderRow(row, table),
        )}
      </tbody>
    </table>
  `;
}

/** More than a number. */
const hasLongTitles = ({ rows }: Axes): boolean =>
  !rows || rows.values.some((value) => titleOf(rows, value).length > 5);

function renderRow(row: readonly CellFacts[], table: GridTable) {
  const { rows } = table.axes;
  const value = row[0]!.cell.row;
  return html`
    <tr>
      <th scope="row">${rows && value !== undefined ? titleOf(rows, value) : 'this network'}</th>
      ${keyed(
        row,
        ({ cell }) => cell.column,
        (facts) => renderCell(facts, table),
      )}
    </tr>
  `;
}

function renderCell(facts: CellFacts, table: GridTable) {
  const { cell, counted, fits, accuracies } = facts;
  const look = fits === undefined ? '' : fits ? 'fits' : 'over';
  return html`
    <td
      role="gridcell"
      class="number ${look} ${cell.isChosen ? 'chosen' : ''}"
      part=${cell.isChosen ? 'cell own' : 'cell'}
      tabindex=${cell === table.active ? 0 : -1}
      aria-selected=${cell.isChosen}
      aria-disabled=${counted instanceof Error ? 'true' : nothing}
      title=${table.describe(facts)}
      @focus=${() => table.focus(cell)}
      @click=${() => table.choose(cell)}
    >
      <span class="value">${valueOf(counted, table.measure)}</span>
      <span class="second">
        ${fits === undefined ? nothing : renderSign(fits)}
        ${accuracies.length ? html`<span class="top1">${formatAccuracy(accuracies[0]!.top1)}</span>` : nothing}
      </span>
      ${cell.isChosen ? html`<small class="yours">yours</small>` : nothing}
    </td>
  `;
}

function valueOf(counted: Counted | undefined, measure: Limit): string {
  if (!counted) return '…';
  return counted instanceof Error ? '–' : formatUse(measure, counted[measure]);
}

/** Not by colour alone. */
const renderSign = (fits: boolean) =>
  html`<span class="sign" aria-hidden="true">${signOf(fits)}</span
    ><span class="visually-hidden">${fits ? 'fits' : 'does not fit'}</span>`;

export const signOf = (fits: boolean): string => (fits ? '✓' : '✗');
