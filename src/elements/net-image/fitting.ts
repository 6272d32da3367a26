/** How the photo becomes the input: what of it is seen, in the photo and in words, and the choice. */
import { css, html, nothing, svg } from 'lit';
import { FITS, type Fit } from '../../core/fit.js';
import { fittingOf } from '../../core/fitting.js';
import { describeFit, FIT_TITLES, hasShapeOf } from '../../words/fit.js';
import { renderSegments } from '../shared/segments.js';

export const fittingStyles = css`
  .frame > .seen {
    grid-area: 1 / 1;
    fill: var(--_paper);
    fill-opacity: 0.6;
    stroke: none;
  }
  .frame > img {
    grid-area: 1 / 1;
  }
  .seen rect {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
  .fitting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.75rem;
    margin: 0;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
`;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Over a photo that is shown whole in a square: what the network does not see is dimmed. */
export function renderSeen(fit: Fit, image: Size, input: Size) {
  const { left, top, width, height } = fittingOf(fit, image, input).region;
  if (width === image.width && height === image.height) return nothing;
  const side = Math.max(image.width, image.height);
  const [x, y] = [(side - image.width) / 2, (side - image.height) / 2];
  const outside = `M0 0H${image.width}V${image.height}H0ZM${left} ${top}h${width}v${height}h${-width}z`;
  return html`<svg class="seen" viewBox=${`${-x} ${-y} ${side} ${side}`} aria-hidden="true">
    ${svg`<path d=${outside} fill-rule="evenodd" /><rect x=${left} y=${top} width=${width} height=${height} />`}
  </svg>`;
}

/** There is nothing to choose for an image that has the input's shape. */
export function renderFitting(fit: Fit, image: Size, input: Size, choose: (fit: Fit) => void) {
  return html`
    <div class="fitting" part="fitting">
      <span role="status">Seen: ${describeFit(fit, image, input)}</span>
      ${
        hasShapeOf(image, input)
          ? nothing
          : renderSegments({
              label: 'How the image is fitted to the input',
              choices: FITS.map((value) => ({ value, title: FIT_TITLES[value] })),
              value: fit,
              choose,
            })
      }
    </div>
  `;
}
