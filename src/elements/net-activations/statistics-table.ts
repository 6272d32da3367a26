import { css, html, nothing } from 'lit';
import { formatValue } from './format-value.js';

export const tableStyles = css`
  summary {
    padding-block: 0.375rem;
    cursor: pointer;
  }
  .rows {
    max-block-size: 20rem;
    overflow: auto;
  }
  table {
    border-collapse: collapse;
    font-size: var(--_text-small);
  }
  th,
  td {
    padding: 0.125rem 0.75rem 0.125rem 0;
    text-align: end;
    font-weight: normal;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    color: var(--_ink-soft);
    background: var(--_paper);
  }
`;

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
          ? html`<div class="rows" tabindex="0" role="region" aria-label="Statistics of every channel">
              <table>
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
              </table>
            </div>`
          : nothing
      }
    </details>
  `;
}
