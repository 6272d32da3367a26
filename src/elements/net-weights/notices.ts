/** What stands between what is in use and what there is to choose: questions, and what a reader has to know. */
import { html, nothing } from 'lit';
import { excerptName, type FamilyRegister, type Network } from '../../core/index.js';
import type { Inspection } from '../../explorer/inspection.js';
import type { ExplorerState } from '../../explorer/state.js';
import type { Examination } from '../../runtime/index.js';
import { conventionsFor, describeChanges, describeChoice, type Changes } from '../../explorer/weights/advice.js';

/** Code bases that compute otherwise than PyTorch's own. */
const WHOSE: Readonly<Record<string, string>> = {
  keras: 'Keras’',
  slim: 'TensorFlow’s',
  transformers: 'Hugging Face’s',
};

/** Weights that load, and are computed with otherwise than they were trained. */
export function renderConventions(
  { weights }: Inspection,
  { families, network }: ExplorerState,
  change: (changes: Changes) => void,
) {
  const changes = weights?.source === 'trained' && conventionsFor(families, network, weights.scheme);
  if (!changes) return nothing;
  const whose = WHOSE[weights.scheme] ?? 'PyTorch’s';
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

const FEW = 4;

/** `a, b and 3 more`. */
const listed = (names: readonly string[]): string =>
  names.slice(0, FEW).map(excerptName).join(', ') + (names.length > FEW ? ` and ${names.length - FEW} more` : '');

/** Weights of a network of ours that is not drawn: which it is, and what of them it does without. */
export function renderOffer(
  { families, network }: ExplorerState,
  { file, notes, fitting }: Examination & { readonly fitting: NonNullable<Examination['fitting']> },
  use: () => void,
) {
  const { withoutHead, left = [] } = fitting;
  const words = describeChoice(families, network, fitting);
  const which = network.id === fitting.network ? `this network${words && ` with ${words}`}` : words;
  const instead = left.length ? `, but has ${listed(left)}` : '';
  return html`
    <div class="notice" part="notice" role="status">
      <span>
        ${excerptName(file)} has the weights of
        ${which}${withoutHead ? `, all but the classifier${instead}. Without one, its predictions mean nothing` : ''}.
        ${notes.join(' ')}
      </span>
      <button type="button" @click=${use}>Use ${words || 'them'}</button>
    </div>
  `;
}

/** What a reader is told of weights that are of no network here. */
export function noNetworkHas(
  families: FamilyRegister,
  network: Network,
  { file, tensors, nearest }: Examination,
): string {
  const sentence = `${excerptName(file)} has the weights of no network here`;
  if (!nearest)
    return `${sentence}: ${tensors.length ? `it has ${listed(tensors.map(({ name }) => name))}` : 'it has none'}.`;
  const { fits, of, missing, left } = nearest;
  const lacks = missing.length ? `; it lacks ${listed(missing)}` : '';
  const over = left.length ? `; left over are ${listed(left)}` : '';
  return `${sentence}. Nearest is ${describeChoice(families, network, nearest)}: ${fits} of ${of} tensors fit${lacks}${over}.`;
}
