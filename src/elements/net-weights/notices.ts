/** What stands between what is in use and what there is to choose: questions, and what a reader has to know. */
import { html, nothing } from 'lit';
import type { Inspection } from '../../explorer/inspection.js';
import type { ExplorerState } from '../../explorer/state.js';
import { conventionsFor, describeChanges, type Changes } from '../../explorer/weights/advice.js';
import type { WeightsChoice } from '../../explorer/weights/choice.js';
import { NORMALISATIONS, normalisationOf } from '../../explorer/weights/normalisation.js';

/** Nothing in a file tells how images were normalised; of weights from outside a reader has to know. */
export function renderNormalisation(
  { weights: used }: Inspection,
  weights: WeightsChoice,
  use: (weights: WeightsChoice) => void,
) {
  if (weights.kind !== 'files' && weights.kind !== 'address') return nothing;
  if (!used || used.source === 'random' || used.checkpoint || used.entry) return nothing;
  const current = normalisationOf(used.preprocessing);
  const change = ({ target }: Event): void => {
    const normalisation = NORMALISATIONS.find(({ id }) => id === (target as HTMLSelectElement).value);
    use({ ...weights, preprocessing: normalisation?.preprocessing });
  };
  return html`
    <label>
      Image values, as in training
      <select @change=${change}>
        ${NORMALISATIONS.map(
          ({ id, title }) => html`<option value=${id} .selected=${id === current?.id}>${title}</option>`,
        )}
      </select>
    </label>
  `;
}

/** Weights that load, and are computed with otherwise than they were trained. */
export function renderConventions(
  { weights }: Inspection,
  { families, network }: ExplorerState,
  change: (changes: Changes) => void,
) {
  const changes = weights?.source === 'trained' && conventionsFor(families, network, weights.scheme);
  if (!changes) return nothing;
  const whose = weights.scheme === 'keras' ? 'Keras’' : 'PyTorch’s';
  return html`
    <div class="notice" part="notice">
      <span>
        They have ${whose} names, but the network is drawn otherwise: they fit it, and every number comes out a little
        wrong.
      </span>
      <button type="button" @click=${() => change(changes)}>
        Use ${describeChanges(families, network.id, changes)}
      </button>
    </div>
  `;
}
