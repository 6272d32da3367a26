/** Of which class images are, and for which they were taken: as a grid, or the commonest mistakes where there are many classes. */
import { html, nothing } from 'lit';
import type { ConfusionCell, Scores } from '../../explorer/evaluation/scores.js';
import type { FolderRun } from '../../explorer/evaluation/folder-run.js';
import { formatAccuracy, formatPart } from '../../words/evaluation-words.js';
import { formatExact } from '../../words/format.js';
import { walkGrid } from '../shared/grid-keys.js';
import { renderScroll } from '../shared/tables.js';

/** More rows or columns than this are no picture. */
const MOST_CLASSES = 24;
/** So many mistakes are listed; all can be taken away. */
const MOST_MISTAKES = 100;
/** Steps of a cell's ground. */
const SHADES = 8;

export interface ChosenCell {
  readonly truth: number;
  readonly predicted: number;
}

interface ConfusionTable {
  readonly run: FolderRun;
  readonly chosen: ChosenCell | undefined;
  readonly choose: (cell: ChosenCell) => void;
}

interface ConfusionGrid extends ConfusionTable {
  /** Where the Tab key stops: the chosen cell, else the first. */
  readonly active: ChosenCell;
}

const isSame = (a: ChosenCell | undefined, b: ChosenCell): boolean =>
  a?.truth === b.truth && a.predicted === b.predicted;

export function renderConfusion(table: ConfusionTable) {
  const { scores } = table.run.evaluation;
  const { confusion } = scores;
  if (!confusion.length) return nothing;
  const rows = uniqueOf(confusion.map(({ truth }) => truth));
  const columns = uniqueOf([...rows, ...confusion.map(({ predicted }) => predicted)]);
  const isSmall = Math.max(rows.length, columns.length) <= MOST_CLASSES;
  return isSmall ? renderGrid(table, rows, columns) : renderMistakes(table);
}

const uniqueOf = (indices: readonly number[]): readonly number[] => [...new Set(indices)].sort((a, b) => a - b);

function renderGrid(table: ConfusionTable, rows: readonly number[], columns: readonly number[]) {
  const { classes, evaluation } = table.run;
  const active = table.chosen ?? { truth: rows[0]!, predicted: columns[0]! };
  return html`<div class="scroller confusion" role="presentation">
    <table
      role="grid"
      part="confusion"
      class="dense"
      aria-label="Classes of the images, and what they were taken for"
      @keydown=${(event: KeyboardEvent) => walkGrid(event, () => (event.target as HTMLElement).click())}
    >
      <thead>
        <tr>
          <th scope="col" class="corner">is ↓ taken for →</th>
          ${columns.map((index) => html`<th scope="col" class="upright"><span>${classes[index]}</span></th>`)}
          <th scope="col" class="number">right</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((truth) => renderRow({ ...table, active }, truth, columns, evaluation.scores))}
      </tbody>
    </table>
  </div>`;
}

function renderRow(table: ConfusionGrid, truth: number, columns: readonly number[], scores: Scores) {
  const { classes } = table.run;
  const counts = columns.map((predicted) => scores.count(truth, predicted));
  const all = counts.reduce((sum, count) => sum + count, 0);
  return html`<tr>
    <th scope="row">${classes[truth]}</th>
    ${columns.map((predicted, at) => renderCell(table, { truth, predicted, count: counts[at]! }, all))}
    <td class="number" title=${formatPart(scores.count(truth, truth), all)}>
      ${formatAccuracy(scores.count(truth, truth), all)}
    </td>
  </tr>`;
}

function renderCell({ run, chosen, active, choose }: ConfusionGrid, cell: ConfusionCell, all: number) {
  const { truth, predicted, count } = cell;
  const shade = count ? Math.max(1, Math.ceil((SHADES * count) / all)) : 0;
  const isRight = truth === predicted;
  const words = `${run.classes[truth]} taken for ${run.classes[predicted]}: ${formatPart(count, all)}`;
  return html`<td
    role="gridcell"
    class="number ${isRight ? 'right' : 'wrong'} shade-${shade}"
    tabindex=${isSame(active, cell) ? 0 : -1}
    aria-selected=${isSame(chosen, cell)}
    title=${words}
    aria-label=${words}
    @click=${() => choose({ truth, predicted })}
  >
    ${count ? formatExact(count) : '·'}
  </td>`;
}

function renderMistakes({ run, choose }: ConfusionTable) {
  const { scores } = run.evaluation;
  const mistakes = scores.confusion
    .filter(({ truth, predicted }) => truth !== predicted)
    .sort((a, b) => b.count - a.count);
  const rest = mistakes.length - MOST_MISTAKES;
  return html`${renderScroll(
    'The commonest mistakes',
    html`<table part="confusion" class="dense">
      <thead>
        <tr>
          <th scope="col">is</th>
          <th scope="col">taken for</th>
          <th scope="col" class="number">images</th>
        </tr>
      </thead>
      <tbody>
        ${mistakes.slice(0, MOST_MISTAKES).map((mistake) => renderMistake(run, mistake, choose))}
      </tbody>
    </table>`,
  )}
  ${rest > 0 ? html`<p class="hint">and ${formatExact(rest)} more, which the export has</p>` : nothing}`;
}

const renderMistake = (
  { classes }: FolderRun,
  { truth, predicted, count }: ConfusionCell,
  choose: ConfusionTable['choose'],
) =>
  html`<tr>
    <th scope="row">${classes[truth]}</th>
    <td>
      <button type="button" class="link" @click=${() => choose({ truth, predicted })}>${classes[predicted]}</button>
    </td>
    <td class="number">${formatExact(count)}</td>
  </tr>`;
