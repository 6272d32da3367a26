import { html, nothing } from 'lit';
import type { Explanation } from '../../core/index.js';
import { tableOfExplanation } from '../../words/arithmetic-table.js';
import { formatValue } from '../../words/format-value.js';
import type { ExportCell } from '../../words/table-export.js';
import { renderScroll } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';

interface Numbers {
  readonly network: string;
  readonly inputs: readonly string[];
  readonly isOpen: boolean;
  readonly toggled: (isOpen: boolean) => void;
}

const cellOf = (cell: ExportCell): string => (typeof cell === 'number' ? formatValue(cell) : (cell ?? ''));

/** The arithmetic as a table, to read and to take away. */
export function renderNumbers(explanation: Explanation, { network, inputs, isOpen, toggled }: Numbers) {
  const make = () => tableOfExplanation(explanation, { network, inputs });
  const toggle = ({ target }: Event): void => toggled((target as HTMLDetailsElement).open);
  return html`<details part="table" ?open=${isOpen} @toggle=${toggle}>
    <summary>The numbers as a table</summary>
    ${isOpen ? [renderRows(make()), renderTakeAway(make)] : nothing}
  </details>`;
}

const renderRows = ({ columns, rows, title }: ReturnType<typeof tableOfExplanation>) =>
  renderScroll(
    title,
    html`<table class="bare">
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([what, ...cells]) =>
            html`<tr>
              <th scope="row">${cellOf(what!)}</th>
              ${cells.map((cell) => html`<td>${cellOf(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  );
