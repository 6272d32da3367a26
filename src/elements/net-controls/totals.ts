import { html, nothing } from 'lit';
import {
  conventionOf,
  noteOf,
  conventions,
  countOperations,
  countParameters,
  costOf,
  type ConventionId,
  type Network,
  parseConvention,
} from '../../core/index.js';
import { formatBytes, formatDifference, formatExact } from '../../words/format.js';

const FLOAT_BYTES = 4;

interface Total {
  readonly title: string;
  readonly hint: string;
  readonly of: (network: Network) => number;
  readonly format: (value: number) => string;
}

/** What a reader weighs one network against another by. */
function totalsUnder(convention: ConventionId): readonly Total[] {
  const { title, unit } = conventionOf(convention);
  return [
    {
      title: 'parameters',
      hint: `as ${title} counts them`,
      of: (network) => countParameters(network, convention),
      format: formatExact,
    },
    {
      title: unit,
      hint: `for one image, as ${title} counts them`,
      of: (network) => countOperations(network, convention),
      format: formatExact,
    },
    {
      title: 'of activations',
      hint: 'the outputs of all layers for one image, as 32-bit floats',
      of: (network) => FLOAT_BYTES * costOf(network).total.outputElements,
      format: formatBytes,
    },
    {
      title: 'of weights',
      hint: 'every stored tensor, batch norm’s statistics too, as 32-bit floats',
      of: (network) => FLOAT_BYTES * countParameters(network, 'keras'),
      format: formatBytes,
    },
  ];
}

/** The totals under a convention, each with its difference from the preset. */
export function renderTotals(network: Network, preset: Network, convention: ConventionId) {
  return html`
    <dl class="totals" part="totals">
      ${totalsUnder(convention).map(({ title, hint, of, format }) => {
        const change = formatDifference(of(network), of(preset));
        return html`
          <div title=${hint}>
            <dt>${title}</dt>
            <dd>
              ${format(of(network))}
              ${change ? html`<small>${change}<span class="visually-hidden"> against the preset</span></small>` : nothing}
            </dd>
          </div>
        `;
      })}
    </dl>
  `;
}

/** Which reading of "parameters" and "FLOPs" is meant, and what it counts; `desk` says more of it (`convention-desk.ts`) once a reader opens it. */
export function renderConventions(
  convention: ConventionId,
  set: (convention: ConventionId) => void,
  desk: unknown,
  open?: () => void,
) {
  const known = new Set([...Object.values(conventions), conventionOf(convention)]);
  return html`
    <div class="field" part="convention">
      <div class="head">
        <label for="convention">Counted as</label>
        <select
          id="convention"
          aria-describedby="convention-note"
          @change=${({ target }: Event) => set(parseConvention((target as HTMLSelectElement).value))}
        >
          ${[...known].map(
            ({ id, title, unit }) =>
              html`<option value=${id} .selected=${id === convention}>${title} (${unit})</option>`,
          )}
        </select>
      </div>
      <p class="hint" id="convention-note">${noteOf(convention)}</p>
      <details part="desk" @toggle=${open}>
        <summary>Where this is written, and one of your own</summary>
        ${desk}
      </details>
    </div>
  `;
}
