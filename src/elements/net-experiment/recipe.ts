import { html, nothing } from 'lit';
import { parseAddress } from '../../core/addresses.js';
import { authorAddress } from '../../explorer/addresses.js';
import type { Arm } from './arms.js';
import type { LoggedRun, Recipe } from './data.js';

/** How every run was trained, in a sentence; with the images as the runs name them, where the recipe does not. */
export function recipeSentence(recipe: Recipe, arms: readonly Arm[]): string {
  const { epochs, batch, lr, smoothing, weight_decay: decay, resolution } = recipe;
  const data =
    recipe.data ?? [...new Set(arms.flatMap(({ runs }) => runs.map((run) => run.data ?? 'CIFAR-10')))].join('; ');
  return `${epochs} epochs of ${data || 'CIFAR-10'} at ${resolution} × ${resolution} pixels; batches of ${batch}, highest learning rate ${lr}, weight decay ${decay}, label smoothing ${smoothing}.`;
}

export interface HowMade {
  readonly recipe: Recipe;
  readonly arms: readonly Arm[];
  /** Where the repository can be read; empty where nowhere. */
  readonly logs: string;
}

/** How it was made: the recipe, the machines, the time, and the log of every run. */
export function renderHowMade({ recipe, arms, logs }: HowMade) {
  const runs = arms.flatMap((arm) => arm.runs);
  const machines = [...new Set(runs.map(({ machine }) => machine))].filter(Boolean);
  const minutes = runs.reduce((total, run) => total + run.minutes, 0);
  return html`
    <details part="made">
      <summary>How it was made</summary>
      <p>
        ${recipeSentence(recipe, arms)} ${recipe.sentence ?? nothing} Every arm has the same recipe and the same seeds;
        a seed decides the initial weights and the order of the images. No run is chosen: each is shown, as it stood
        after its last epoch.
      </p>
      <p>
        ${runs.length} runs${machines.length ? ` on ${machines.join('; ')}` : ''}, ${minutes.toFixed(0)} minutes in all.
        What was trained is the network that is drawn and counted here: parameters and operations are counted from its
        layers, not stored with the results.
      </p>
      <ul class="logs" aria-label="Logs of the runs">
        ${runs.map((run) => html`<li>${renderLog(run, logs)}</li>`)}
      </ul>
    </details>
  `;
}

function renderLog({ log, minutes }: LoggedRun, logs: string) {
  const path = html`<code>${log}</code>`;
  const address = logs && logAddress(log, logs);
  return html`${address ? html`<a href=${address}>${path}</a>` : path}, ${minutes.toFixed(1)} min`;
}

/** A log lies in the repository that the author names; a file that names anything else gets no link. */
function logAddress(log: string, logs: string): string | undefined {
  const repository = authorAddress(logs);
  const address = repository.kind === 'refused' ? repository : parseAddress(log, { by: 'file', base: repository.href });
  return address.kind === 'refused' ? undefined : address.href;
}
