import { css, html, nothing } from 'lit';
import { formatShare } from '../../words/format.js';
import { layoutHistogram, type Histogram } from '../../figures/histogram.js';
import { histogramLooks, sceneOfHistogram } from '../../figures/histogram-scene.js';
import { formatViewBox } from '../../figures/scene.js';
import { printShapes, stylesOf } from '../shared/print-scene.js';
import { formatValue } from '../../words/format-value.js';

const frame = css`
  .histogram {
    margin: 0;
  }
  .histogram svg {
    display: block;
    inline-size: 100%;
    block-size: 5rem;
    border-block-end: 1px solid var(--_ink-faint);
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
    .histogram rect {
      fill: CanvasText;
    }
  }
`;

export const histogramStyles = [stylesOf(histogramLooks, '.histogram'), frame];

/** How often which values occur; `ceiling` is 6 behind a ReLU6, `zeros` the share of zeros of each channel. */
export function renderHistogram(values: Float32Array, ceiling: number | undefined, of: string, zeros?: Float32Array) {
  const histogram = layoutHistogram(values, ceiling);
  const words = [describeShares(histogram, ceiling), zeros ? describeDead(zeros) : ''].filter(Boolean).join(' ');
  return html`
    <figure class="histogram" part="histogram">
      ${histogram.bars.length ? renderBars(histogram, `How often which values occur in ${of}. ${words}`) : nothing}
      <figcaption>${words}</figcaption>
    </figure>
  `;
}

function renderBars(histogram: Histogram, label: string) {
  const scene = sceneOfHistogram(histogram, label, formatValue);
  const { min, max } = histogram;
  return html`
    <svg
      .scene=${scene}
      viewBox=${formatViewBox(scene)}
      preserveAspectRatio="none"
      role="img"
      aria-label=${scene.title}
    >
      ${printShapes(scene.shapes)}
    </svg>
    <div class="axis" aria-hidden="true"><span>${formatValue(min)}</span><span>${formatValue(max)}</span></div>
  `;
}

/** How many channels say nothing of this image. */
function describeDead(zeros: Float32Array): string {
  const dead = zeros.reduce((count, share) => count + (share === 1 ? 1 : 0), 0);
  return dead ? `${dead} of ${zeros.length} channels ${dead === 1 ? 'is' : 'are'} 0 everywhere for this image.` : '';
}

/** Zeros and saturation in words; what the bars leave out is said. */
function describeShares({ zeros, saturated, total, drawn }: Histogram, ceiling?: number): string {
  const parts = [zeros ? `${formatShare(zeros, total)} are exactly 0` : 'None is exactly 0'];
  if (ceiling !== undefined)
    parts.push(saturated ? `${formatShare(saturated, total)} are cut at ${ceiling}` : `none is cut at ${ceiling}`);
  const rest = zeros + saturated && drawn ? `; the bars show the other ${formatShare(drawn, total)}` : '';
  return `Of ${total.toLocaleString('en')} values: ${parts.join(', ')}${rest}.`.replace('values: None', 'values, none');
}
