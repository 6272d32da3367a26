import { html } from 'lit';
import { countOperations, countParameters, type ConventionId } from '../../core/index.js';
import { formatPercent, formatSpread } from '../../words/experiment-format.js';
import { isFinished } from '../../figures/experiment-runs.js';
import { formatCount } from '../../words/format.js';
import { renderScroll } from '../shared/tables.js';
import type { Arm } from './arms.js';

export interface ResultsTable {
  readonly arms: readonly Arm[];
  readonly epochs: number;
  readonly convention: ConventionId;
  /** `MACs` */
  readonly unit: string;
}

/** Every seed of every arm, so that a missing one shows. */
export const seedsOf = (arms: readonly Arm[]): readonly number[] =>
  [...new Set(arms.flatMap(({ runs }) => runs.map(({ seed }) => seed)))].sort((a, b) => a - b);

/** A table that scrolls by itself; all columns but the first are numbers. */
const renderTable = (name: string, headings: readonly string[], rows: unknown) =>
  renderScroll(
    name,
    html`<table class="dense" part="table">
      <thead>
        <tr>
          ${headings.map((heading, at) => html`<th scope="col" class=${at ? 'number' : ''}>${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  );

/** The drawings' equal: an arm a row, a seed a column. */
export function renderFinals({ arms, epochs, convention, unit }: ResultsTable) {
  const seeds = seedsOf(arms);
  const headings = ['Arm', 'Parameters', unit, ...seeds.map((seed) => `seed ${seed}, %`), 'mean ± s.d., %'];
  const rows = arms.map(
    (arm) => html`
      <tr>
        <th scope="row">${arm.label}${arm.isBaseline ? html` <small>baseline</small>` : ''}</th>
        <td class="number">${formatCount(countParameters(arm.network, convention))}</td>
        <td class="number">${formatCount(countOperations(arm.network, convention))}</td>
        ${seeds.map((seed) => html`<td class="number">${finalOf(arm, seed, epochs)}</td>`)}
        <td class="number">${arm.summary ? formatSpread(arm.summary) : '–'}</td>
      </tr>
    `,
  );
  return renderTable('Final test accuracies', headings, rows);
}

function finalOf({ runs }: Arm, seed: number, epochs: number): string {
  const run = runs.find((one) => one.seed === seed);
  if (!run) return '–';
  return isFinished(run, epochs)
    ? formatPercent(run.epochs.at(-1)!.test, 2).replace(/\s%/, '')
    : `stopped at ${run.epochs.length}`;
}

/** The curves' equal: a row an epoch. */
export function renderEpochs({ arms }: ResultsTable) {
  const headings = ['Arm', 'Seed', 'Epoch', 'Training loss', 'Test accuracy, %'];
  const epochs = arms.flatMap(({ label, runs }) =>
    runs.flatMap(({ seed, epochs }) => epochs.map((epoch) => ({ label, seed, ...epoch }))),
  );
  const rows = epochs.map(
    ({ label, seed, epoch, loss, test }) => html`
      <tr>
        <th scope="row">${label}</th>
        <td class="number">${seed}</td>
        <td class="number">${epoch}</td>
        <td class="number">${loss.toFixed(4)}</td>
        <td class="number">${(100 * test).toFixed(2)}</td>
      </tr>
    `,
  );
  return renderTable('Every epoch', headings, rows);
}
