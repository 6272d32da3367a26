import { html, nothing } from 'lit';
import { formatOption, type BlockRow, type BlocksOption } from '../../core/index.js';
import type { Problem } from '../../explorer/problem.js';
import { typed } from '../shared/typed.js';
import { readOption, renderFieldError, renderHint, renderUndo, type Field } from './field.js';

/** The columns of the paper's table 2. */
const COLUMNS = [
  ['t', 'expansion'],
  ['c', 'output channels'],
  ['n', 'repeats'],
  ['s', 'stride of the first'],
] as const;

/** Cells as they were typed. */
type Row = readonly unknown[];

/** Which cells are wrong: one, or all of a row. */
const isWrongCell =
  (problem: Problem | undefined) =>
  (row: number, column: string): boolean =>
    problem?.row === row + 1 && (problem.column ?? column) === column;

const isTable = (value: unknown): value is readonly Row[] => Array.isArray(value);

/** Cells that are no numbers are kept as they were typed; core names them. */
const readCell = (text: string): unknown => (text.trim() && Number.isFinite(Number(text)) ? Number(text) : text);

/**
 * The table of bottlenecks: cells, rows that come and go, and the same as one line of text to copy and paste.
 * `shown` is the table as it is built, with t and s replaced where other options say so.
 */
export function renderBlocks(field: Field<BlocksOption>, shown: readonly BlockRow[]) {
  const { value, problem, set } = field;
  const rows: readonly Row[] = problem && isTable(value) ? value : shown;
  const change = (next: readonly Row[]): void => set(next as readonly BlockRow[]);
  return html`
    <div class="field blocks" part="field blocks">
      <table class="bare">
        <caption class="visually-hidden">
          ${field.spec.title}
        </caption>
        <thead>
          <tr>
            ${COLUMNS.map(([name, title]) => html`<th scope="col"><abbr title=${title}>${name}</abbr></th>`)}
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row, index) => renderRow(rows, row, index, isWrongCell(problem), change))}
        </tbody>
      </table>
      <div class="head">
        <button type="button" @click=${() => change([...rows, rows.at(-1) ?? [6, 16, 1, 1]])}>Add a row</button>
        ${renderUndo(field)}
      </div>
      ${renderFieldError(field)} ${renderLine(field, rows)} ${renderHint(field)}
    </div>
  `;
}

function renderRow(
  rows: readonly Row[],
  row: Row,
  index: number,
  isWrong: (row: number, column: string) => boolean,
  change: (rows: readonly Row[]) => void,
) {
  const setCell = (column: number, text: string): void =>
    change(
      rows.map((cells, at) =>
        at === index ? cells.map((cell, place) => (place === column ? readCell(text) : cell)) : cells,
      ),
    );
  return html`
    <tr>
      ${COLUMNS.map(
        ([name, title], column) => html`
          <td>
            <input
              type="text"
              inputmode="decimal"
              autocomplete="off"
              aria-label="row ${index + 1}, ${name}: ${title}"
              aria-invalid=${isWrong(index, name) ? 'true' : nothing}
              aria-describedby=${isWrong(index, name) ? 'blocks-error' : nothing}
              .value=${typed(String(row[column] ?? ''))}
              @change=${({ target }: Event) => setCell(column, (target as HTMLInputElement).value)}
            />
          </td>
        `,
      )}
      <td>
        <button
          type="button"
          class="remove"
          aria-label="Remove row ${index + 1}"
          title="Remove this row"
          ?disabled=${rows.length === 1}
          @click=${() => change(rows.filter((_, at) => at !== index))}
        >
          −
        </button>
      </td>
    </tr>
  `;
}

/** The table as one line: what an attribute takes. */
function renderLine(field: Field<BlocksOption>, rows: readonly Row[]) {
  const { spec, value, problem, set } = field;
  const text = typeof value === 'string' ? value : formatOption(spec, rows as readonly BlockRow[]);
  return html`
    <label class="line">
      As text
      <input
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-invalid=${problem && typeof value === 'string' ? 'true' : nothing}
        aria-describedby=${problem ? 'blocks-error' : 'blocks-hint'}
        .value=${typed(text)}
        @change=${({ target }: Event) => set(readOption(spec, (target as HTMLInputElement).value))}
      />
    </label>
  `;
}
