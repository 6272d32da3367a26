import { html, nothing } from 'lit';
import { panelStyles } from '../shared/panels.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { formatValue } from './format-value.js';

export const statisticsStyles = [panelStyles, tableStyles];

/** The small multiples as a table: one row a channel. Its rows are made when it is opened. */
export function renderTable(
  columns: Readonly<Record<string, Float32Array>>,
  order: readonly number[],
  nameOf: (channel: number) => string,
  open: boolean,
  toggled: (open: boolean) => void,
) {
  return html`
    <details part="table" ?open=${open} @toggle=${(event: Event) => toggled((event.target as HTMLDetailsElement).open)}>
      <summary>Channels as a table</summary>
      ${
        open
          ? renderScroll(
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
            )
          : nothing
      }
    </details>
  `;
}
