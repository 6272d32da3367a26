import { html, nothing } from 'lit';
import { panelStyles } from '../shared/panels.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import type { ExportTable } from '../../words/table-export.js';
import { formatValue } from '../../words/format-value.js';

export const statisticsStyles = [panelStyles, tableStyles];

/** Statistics of every channel. */
export interface StatisticsTable {
  readonly columns: Readonly<Record<string, Float32Array>>;
  /** Channels in the order of the maps. */
  readonly order: readonly number[];
  readonly nameOf: (channel: number) => string;
  /** What the values are of. */
  readonly title: string;
  readonly open: boolean;
  readonly toggled: (open: boolean) => void;
}

/** The small multiples as a table: one row a channel. Its rows are made when it is opened. */
export const renderTable = (table: StatisticsTable) => html`
  <details
    part="table"
    ?open=${table.open}
    @toggle=${(event: Event) => table.toggled((event.target as HTMLDetailsElement).open)}
  >
    <summary>Channels as a table</summary>
    ${table.open ? html`${renderRows(table)} ${renderTakeAway(() => exportStatistics(table))}` : nothing}
  </details>
`;

const renderRows = ({ columns, order, nameOf }: StatisticsTable) =>
  renderScroll(
    'Statistics of every channel',
    html`<table class="bare">
      <thead>
        <tr>
          <th scope="col">channel</th>
          ${Object.keys(columns).map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${order.map(
          (channel) =>
            html`<tr>
              <th scope="row">${nameOf(channel)}</th>
              ${Object.values(columns).map((column) => html`<td>${formatValue(column[channel]!)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );

const exportStatistics = ({ columns, order, nameOf, title }: StatisticsTable): ExportTable => ({
  title,
  about: ['Over the map of each channel, for the image and the weights that were shown.'],
  columns: ['channel', 'name', ...Object.keys(columns)],
  rows: order.map((channel) => [channel, nameOf(channel), ...Object.values(columns).map((column) => column[channel]!)]),
});
