import { html } from 'lit';
import { countOperations, countParameters } from '../../core/index.js';
import { formatPercent, formatSpread } from '../../layout/experiment-format.js';
import { isFinished } from '../../layout/experiment-runs.js';
import { formatCount } from '../../layout/format.js';
import type { Arm } from './arms.js';

export interface ResultsTable {
  readonly arms: readonly Arm[];
  readonly epochs: number;
  readonly convention: string;
  /** `MACs` */
  readonly unit: string;
}

/** Every seed of every arm, so that a missing one shows. */
export const seedsOf = (arms: readonly Arm[]): readonly number[] =>
  [...new Set(arms.flatMap(({ runs }) => runs.map(({ seed }) => seed)))].sort((a, b) => a - b);

/** The drawings' equal: an arm a row, a seed a column. */
export function renderFinals({ arms, epochs, convention, unit }: ResultsTable) {
  const seeds = seedsOf(arms);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Final test accuracies">
      <table part="table">
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col" class="number">Parameters</th>
            <th scope="col" class="number">${unit}</th>
            ${seeds.map((seed) => html`<th scope="col" class="number">seed ${seed}, %</th>`)}
            <th scope="col" class="number">mean ± s.d., %</th>
          </tr>
        </thead>
        <tbody>
          ${arms.map(
            (arm) => html`
              <tr>
                <th scope="row">${arm.label}${arm.isBaseline ? html` <small>baseline</small>` : ''}</th>
                <td class="number">${formatCount(countParameters(arm.cost, convention))}</td>
                <td class="number">${formatCount(countOperations(arm.cost, convention))}</td>
                ${seeds.map((seed) => html`<td class="number">${finalOf(arm, seed, epochs)}</td>`)}
                <td class="number">${arm.summary ? formatSpread(arm.summary) : '–'}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

function finalOf({ runs }: Arm, seed: number, epochs: number): string {
  const run = runs.find((one) => one.seed === seed);
  if (!run) return '–';
  return isFinished(run, epochs)
    ? formatPercent(run.epochs.at(-1)!.test, 2).replace(/\s%/, '')
    : `stopped at ${run.epochs.length}`;
}

/** The curves' equal: a row an epoch. */
export const renderEpochs = ({ arms }: ResultsTable) => html`
  <div class="scroll" tabindex="0" role="region" aria-label="Every epoch">
    <table part="table">
      <thead>
        <tr>
          <th scope="col">Arm</th>
          <th scope="col" class="number">Seed</th>
          <th scope="col" class="number">Epoch</th>
          <th scope="col" class="number">Training loss</th>
          <th scope="col" class="number">Test accuracy, %</th>
        </tr>
      </thead>
      <tbody>
        ${arms.flatMap(({ label, runs }) =>
          runs.flatMap(({ seed, epochs }) =>
            epochs.map(
              ({ epoch, loss, test }) => html`
                <tr>
                  <th scope="row">${label}</th>
                  <td class="number">${seed}</td>
                  <td class="number">${epoch}</td>
                  <td class="number">${loss.toFixed(4)}</td>
                  <td class="number">${(100 * test).toFixed(2)}</td>
                </tr>
              `,
            ),
          ),
        )}
      </tbody>
    </table>
  </div>
`;
