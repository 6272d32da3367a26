import { css, html, nothing, svg } from 'lit';
import type { Fit, Shape } from '../../core/index.js';
import { formatShare } from '../../words/format.js';
import { noClassIn } from '../../words/output-words.js';
import type { Prediction } from '../../runtime/index.js';
import type { Inspection } from '../../explorer/inspection.js';
import type { Checkpoint } from '../../explorer/shipped.js';
import type { UsedWeights } from '../../explorer/weights/about.js';
import { isAsMeasured, NOTHING_FITS, whyNotMeasured } from '../../explorer/weights/fit.js';

export const predictionStyles = css`
  .predictions {
    display: grid;
    grid-template-columns: minmax(5rem, max-content) minmax(1rem, 1fr) max-content;
    gap: 0.25rem 0.625rem;
    align-items: center;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .predictions li {
    display: contents;
  }
  .predictions li:first-child {
    font-weight: 600;
  }
  .predictions .label {
    max-inline-size: 9rem;
    overflow-wrap: anywhere;
  }
  .predictions .share {
    text-align: end;
  }
  .predictions svg {
    inline-size: 100%;
    block-size: 0.625rem;
    fill: var(--_ink-faint);
  }
  .predictions li:first-child svg {
    fill: var(--_accent);
  }
  .predictions .track {
    fill: var(--_paper-raised);
  }
  .facts {
    margin: 0.5rem 0 0;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .caution {
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    .predictions svg {
      fill: CanvasText;
    }
    .predictions .track {
      fill: Canvas;
      stroke: CanvasText;
    }
  }
`;

/** What the network takes the image for, and how far that can be believed. */
export function renderPredictions({ top, result, weights, fit }: Inspection, output: Shape) {
  if (!top || !weights) return nothing;
  if (result?.unknown) return renderFacts(renderObstacle(result.unknown));
  if (!top.length) return renderFacts(html`${noClassIn(output)} ${renderTrust(weights, fit)}`);
  return html`
    <ol class="predictions" part="predictions" aria-label="Predictions">
      ${top.map(renderPrediction)}
    </ol>
    ${renderFacts(renderTrust(weights, fit))}
  `;
}

const renderFacts = (facts: unknown) => html`<p class="facts" part="facts">${facts}</p>`;

const renderObstacle = (node: string): string =>
  `No prediction: the network is run up to ${node}, which cannot be run here.`;

/** Where what is shown is from. */
export function renderOrigin({ result }: Inspection) {
  const words = result
    ? `Run in ${formatMilliseconds(result.milliseconds)} on ${result.backend}.`
    : 'As stored with this page.';
  return html`<span class="origin" part="origin">${words}</span>`;
}

function renderPrediction({ label, probability }: Prediction) {
  return html`
    <li>
      <span class="label">${label}</span>
      <svg aria-hidden="true">
        ${svg`<rect class="track" width="100%" height="100%" rx="2" /><rect width=${`${100 * probability}%`} height="100%" rx="2" />`}
      </svg>
      <span class="share">${formatShare(probability, 1)}</span>
    </li>
  `;
}

function renderTrust(weights: UsedWeights, fit: Fit) {
  const { source, title, checkpoint } = weights;
  if (source === 'random') return renderRandom(weights);
  if (checkpoint && isAsMeasured(weights, fit)) return `${title}: ${accuracyOf(checkpoint)}.`;
  return `Weights: ${title}. ${whyNotMeasured(weights, fit)}`;
}

const renderRandom = ({ seed, isLack }: UsedWeights) => html`
  ${isLack ? NOTHING_FITS : nothing}
  <span class="caution"
    >Random weights${seed === undefined ? '' : `, seed ${seed}`}: the prediction means nothing.</span
  >
`;

const accuracyOf = ({ accuracy: { top1, images, data }, interim }: Checkpoint): string =>
  `${(100 * top1).toFixed(1)}\u00a0% right on the ${images.toLocaleString('en')} images of the ${data}${interim ? '; interim weights' : ''}`;

const formatMilliseconds = (milliseconds: number): string =>
  `${milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)}\u00a0ms`;
