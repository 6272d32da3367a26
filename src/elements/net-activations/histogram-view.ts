import { css, html, nothing, svg } from 'lit';
import { formatShare } from '../../words/format.js';
import { layoutHistogram, type Histogram } from '../../figures/histogram.js';
import { formatValue } from './format-value.js';

export const histogramStyles = css`
  .histogram {
    margin: 0;
  }
  .histogram svg {
    display: block;
    inline-size: 100%;
    block-size: 5rem;
    border-block-end: 1px solid var(--_ink-faint);
    fill: var(--_ink-faint);
  }
  .histogram line {
    stroke: var(--_ink-soft);
    stroke-dasharray: 2 2;
    vector-effect: non-scaling-stroke;
  }
  .axis {
    display: flex;
    justify-content: space-between;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .histogram figcaption {
    margin-block-start: 0.25rem;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  @media (forced-colors: active) {
    .histogram svg {
      fill: CanvasText;
    }
  }
`;

/** How often which values occur; `ceiling` is 6 behind a ReLU6. */
export function renderHistogram(values: Float32Array, ceiling: number | undefined, of: string) {
  const histogram = layoutHistogram(values, ceiling);
  const words = describeShares(histogram, ceiling);
  return html`
    <figure class="histogram" part="histogram">
      ${histogram.bars.length ? renderBars(histogram, `How often which values occur in ${of}. ${words}`) : nothing}
      <figcaption>${words}</figcaption>
    </figure>
  `;
}

function renderBars({ bars, min, max }: Histogram, label: string) {
  const zero = -min / (max - min);
  return html`
    <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label=${label}>
      ${bars.map(
        ({ x, width, height, from, to, count }) => svg`
          <rect x=${x + width * 0.06} y=${1 - height} width=${width * 0.88} height=${height}>
            <title>${formatValue(from)} to ${formatValue(to)}: ${count.toLocaleString('en')}</title>
          </rect>`,
      )}
      ${zero > 0.02 && zero < 0.98 ? svg`<line x1=${zero} x2=${zero} y1="0" y2="1" />` : nothing}
    </svg>
    <div class="axis" aria-hidden="true"><span>${formatValue(min)}</span><span>${formatValue(max)}</span></div>
  `;
}

/** Zeros and saturation in words; what the bars leave out is said. */
function describeShares({ zeros, saturated, total, drawn }: Histogram, ceiling?: number): string {
  const parts = [zeros ? `${formatShare(zeros, total)} are exactly 0` : 'None is exactly 0'];
  if (ceiling !== undefined)
    parts.push(saturated ? `${formatShare(saturated, total)} are cut at ${ceiling}` : `none is cut at ${ceiling}`);
  const rest = zeros + saturated && drawn ? `; the bars show the other ${formatShare(drawn, total)}` : '';
  return `Of ${total.toLocaleString('en')} values: ${parts.join(', ')}${rest}.`.replace('values: None', 'values, none');
}
