import { html, nothing } from 'lit';
import { renderScroll } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import type { ExportTable } from '../../words/table-export.js';
import type { TrainingEpoch, TrainingProgress, TrainingResult } from '../../training/index.js';
import { formatPercent } from '../../words/experiment-format.js';
import { formatExact } from '../../words/format.js';

/** What a reader's training is about, as it was started. */
export interface RerunPlan {
  /** The arm's name. */
  readonly label: string;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** One training, under way or at its end. */
export interface Rerun extends RerunPlan {
  /** What the images are; empty until they are there. */
  readonly source: string;
  readonly done: readonly TrainingEpoch[];
  readonly result?: TrainingResult;
}

/** `40 s`, `3 min` */
function formatTime(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds}\u00a0s` : `${Math.round(seconds / 60)}\u00a0min`;
}

/** How far it has come, in a line under a bar. */
export function renderProgress(progress: TrainingProgress | undefined, { epochs, source }: Rerun) {
  if (!progress)
    return html`
      <progress aria-label="Training"></progress>
      <p class="soft">${source ? 'Starting the training …' : 'Getting the images ready …'}</p>
    `;
  const { epoch, step, steps, loss, imagesPerSecond, msLeft } = progress;
  return html`
    <progress aria-label="Training" max=${steps} value=${step}></progress>
    <p class="soft">
      Epoch ${epoch} of ${epochs}, step ${step} of ${steps}; loss ${loss.toFixed(2)};
      ${formatExact(Math.round(imagesPerSecond))} images a second;
      ${step < steps ? `about ${formatTime(msLeft)} left` : 'testing'}
    </p>
  `;
}

/** The curve in numbers. */
export const renderRerun = (rerun: Rerun) => html`${renderEpochs(rerun)} ${renderTakeAway(() => exportRerun(rerun))}`;

const exportRerun = ({ label, done, source, seed, batch, learningRate, result }: Rerun): ExportTable => ({
  title: `Your training: ${label}`,
  about: [
    `Seed ${seed}: ${source}; batches of ${batch}, highest learning rate ${learningRate}.`,
    ...(result ? [outcomeOf(result)] : []),
  ],
  columns: ['epoch', 'training loss', 'right while training', 'right, held out', 'seconds'],
  rows: done.map(({ epoch, loss, trainAccuracy, testAccuracy, seconds }) => [
    epoch,
    loss,
    trainAccuracy,
    testAccuracy,
    seconds,
  ]),
});

const renderEpochs = ({ label, done, source, seed, batch, learningRate, result }: Rerun) =>
  renderScroll(
    `Your training: ${label}`,
    html`<table class="dense">
      <caption>
        ${label}, seed ${seed}: ${source}; batches of ${batch}, highest learning rate
        ${Number(learningRate.toPrecision(3))}${result ? html`; ${outcomeOf(result)}` : nothing}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">Epoch</th>
          <th scope="col" class="number">Training loss</th>
          <th scope="col" class="number">Right while training</th>
          <th scope="col" class="number">Right, held out</th>
          <th scope="col" class="number">Time</th>
        </tr>
      </thead>
      <tbody>
        ${done.map(
          ({ epoch, loss, trainAccuracy, testAccuracy, seconds }) => html`
            <tr>
              <th scope="row" class="number">${epoch}</th>
              <td class="number">${loss.toFixed(3)}</td>
              <td class="number">${formatPercent(trainAccuracy, 0)}</td>
              <td class="number">${testAccuracy === null ? '–' : formatPercent(testAccuracy, 0)}</td>
              <td class="number">${formatTime(1000 * seconds)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>`,
  );

function outcomeOf({ stopped, epochs, trained, tested, backend, seconds }: TrainingResult): string {
  const after = epochs.length === 1 ? '1 epoch' : `${epochs.length} epochs`;
  if (!backend) return 'stopped before it had begun';
  return `${stopped ? 'stopped after' : 'finished:'} ${after}, ${trained} images trained on and ${tested} held out, in ${formatTime(1000 * seconds)} on ${backend}`;
}

/** What a reader may read from such a curve, and what not. */
export const COMPARABLE = html`
  <p>
    Your curve stands dashed among our training losses. Its images are other and far fewer, so <em>levels</em> cannot be
    compared with ours: a few hundred are soon known by heart, and views of a drawing are held out from the same
    drawing. What can be compared: that loss falls, how much time a network takes, and, with the same images, epochs and
    seed, two arms of your own with each other, where a single run of each tells nothing small from noise.
  </p>
`;
