/** What stands under the choice of a convention: where it is written, the code that tools meet, and a form for one's own. */
import { html, nothing } from 'lit';
import { codeOf, sourceOf } from '../../core/convention-sources.js';
import { formatCustom } from '../../core/custom-text.js';
import { readCustom, USUAL } from '../../core/custom-convention.js';
import type { ConventionId, CustomConvention, Network } from '../../core/index.js';
import { OPERATION_FACTS, PARAMETER_FACTS, type FactName } from '../../core/facts.js';

type Choose = (convention: ConventionId) => void;

/** What each fact is to a reader. */
const WORDS: Readonly<Record<FactName, string>> = {
  weights: 'kernels',
  biases: 'biases',
  norm: 'BN’s γ and β',
  statistics: 'BN’s moving statistics',
  foldedNorm: 'BN folded: biases left',
  macs: 'multiply–adds',
  convBiasAdds: 'bias additions, convolutions',
  denseBiasAdds: 'bias additions, fully connected',
  normValues: 'values of BN',
  relu: 'values of ReLU',
  relu6: 'values of ReLU6',
  swish: 'values of swish',
  otherActivations: 'of other activations',
  additions: 'values of additions',
  products: 'values of products',
  maxPoolReads: 'values max pooling reads',
  averagePoolReads: 'values average pooling reads',
  adaptivePoolReads: 'values adaptive pooling reads',
  averages: 'values of average pooling',
  windowAverages: 'of it with a window',
  adaptivePoolWork: 'adaptive pooling, as THOP',
  responseNormValues: 'values of response norm',
  responseNormReads: 'values it reads',
};

export function renderDesk(convention: ConventionId, network: Network | undefined, choose: Choose) {
  const source = sourceOf(convention);
  return html`
    ${source ? renderSource(source) : nothing}
    ${network ? html`<p class="hint">Code that tools meet: ${codeOf(network)}.</p>` : nothing}
    ${renderComposer(source ? USUAL : readCustom(convention), choose)}
  `;
}

function renderSource(source: string) {
  const link = linkOf(source);
  return html`<p class="hint source">
    Source: ${link ? html`<a href=${link} target="_blank" rel="noopener">${source}</a>` : source}
  </p>`;
}

function renderComposer(custom: CustomConvention, choose: Choose) {
  const change = (changes: Partial<CustomConvention>): void => choose(formatCustom({ ...custom, ...changes }));
  const paths = (part: 'only' | 'without', label: string) =>
    renderText(label, custom[part].join(', '), (text) => change({ [part]: pathsOf(text) }));
  return html`
    <fieldset part="composer">
      <legend>Your own: how often each counts</legend>
      <div class="compact">
        ${PARAMETER_FACTS.map((fact) => renderTimes('parameters', fact, custom, change))}
        ${OPERATION_FACTS.map((fact) => renderTimes('operations', fact, custom, change))}
        ${paths('only', 'only these layers or groups')} ${paths('without', 'without these')}
        ${renderNumber('images in the batch', 'batch', custom.batch, 1, (batch) => change({ batch: Math.max(1, Math.round(batch)) }))}
      </div>
    </fieldset>
  `;
}

/** What is typed is a list of paths once all that no path can have is left out. */
const pathsOf = (text: string): readonly string[] =>
  text
    .split(/[,\s]+/)
    .map((path) => path.replace(/[^\w/.-]/g, ''))
    .filter(Boolean);

function renderTimes(
  part: 'parameters' | 'operations',
  fact: FactName,
  custom: CustomConvention,
  change: (changes: Partial<CustomConvention>) => void,
) {
  const { [fact]: times = 0, ...others } = custom[part];
  const set = (next: number): void => {
    const terms = next > 0 ? { ...custom[part], [fact]: next } : others;
    // Nothing at all is no convention.
    if (Object.keys(terms).length) change({ [part]: terms });
  };
  return renderNumber(WORDS[fact], fact, times, 0, set);
}

/** What cannot be counted with is said by the browser at the field, and changes nothing. */
function takeNumber(field: HTMLInputElement, set: (value: number) => void): void {
  if (field.reportValidity()) set(field.valueAsNumber || 0);
}

const renderNumber = (label: string, id: string, value: number, least: number, set: (value: number) => void) => html`
  <label class="field">
    ${label}
    <input
      type="number"
      id="times-${id}"
      min=${least}
      step=${id === 'batch' ? 1 : 'any'}
      .value=${String(value)}
      @change=${({ target }: Event) => takeNumber(target as HTMLInputElement, set)}
    />
  </label>
`;

const renderText = (label: string, value: string, set: (value: string) => void) => html`
  <label class="field">
    ${label}
    <input
      type="text"
      spellcheck="false"
      placeholder="classifier"
      .value=${value}
      @change=${({ target }: Event) => set((target as HTMLInputElement).value)}
    />
  </label>
`;

/** Where the first source of a convention can be read: a paper, or a file at a commit. */
function linkOf(source: string): string | undefined {
  const paper = /^arXiv:([\d.]+)/.exec(source);
  if (paper) return `https://arxiv.org/abs/${paper[1]}`;
  const file = /^([\w.-]+\/[\w.-]+), ([\w./-]+\.\w+)[^;]*\((\w{7})\)/.exec(source);
  return file ? `https://github.com/${file[1]}/blob/${file[3]}/${file[2]}` : undefined;
}
