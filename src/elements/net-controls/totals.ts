import { html, nothing } from 'lit';
import {
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
  const { title, unit } = conventions[convention];
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

/** Which reading of "parameters" and "FLOPs" is meant, what it counts and where that is written. */
export function renderConventions(convention: ConventionId, set: (convention: ConventionId) => void) {
  const { note, source } = conventions[convention];
  const link = linkOf(source);
  return html`
    <div class="field" part="convention">
      <div class="head">
        <label for="convention">Counted as</label>
        <select
          id="convention"
          aria-describedby="convention-note"
          @change=${({ target }: Event) => set(parseConvention((target as HTMLSelectElement).value))}
        >
          ${Object.values(conventions).map(
            ({ id, title, unit }) =>
              html`<option value=${id} .selected=${id === convention}>${title} (${unit})</option>`,
          )}
        </select>
      </div>
      <p class="hint" id="convention-note">${note}</p>
      <p class="hint source">
        Source: ${link ? html`<a href=${link} target="_blank" rel="noopener">${source}</a>` : source}
      </p>
    </div>
  `;
}

/** Where the first source of a convention can be read: a paper, or a file at a commit. */
function linkOf(source: string): string | undefined {
  const paper = /^arXiv:([\d.]+)/.exec(source);
  if (paper) return `https://arxiv.org/abs/${paper[1]}`;
  const file = /^([\w.-]+\/[\w.-]+), ([\w./-]+\.\w+)[^;]*\((\w{7})\)/.exec(source);
  return file ? `https://github.com/${file[1]}/blob/${file[3]}/${file[2]}` : undefined;
}
