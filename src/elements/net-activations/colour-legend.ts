import { css, html, svg } from 'lit';
import { colourAt, type ColourScale } from '../../figures/colour-map.js';
import type { Theme } from '../../figures/tokens.js';
import { formatValue } from '../../words/format-value.js';

export const legendStyles = css`
  .legend {
    display: inline-grid;
    grid-template-columns: auto 7rem auto;
    gap: 0.375rem;
    align-items: center;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
  }
  .legend svg {
    inline-size: 100%;
    block-size: 0.625rem;
    border-radius: 2px;
  }
`;

const STOPS = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];

/** Which colour is which value. Where each channel has a scale of its own, its ends have no number. */
export function renderLegend({ ramp, min, max }: ColourScale, theme: Theme, shared: boolean) {
  const ends = shared ? [formatValue(min), formatValue(max)] : [ramp === 'diverging' ? '−most' : '0', 'most'];
  const middle = ramp === 'diverging' ? ', 0 in the middle' : '';
  return html`
    <span class="legend" part="legend">
      <span>${ends[0]}</span>
      <svg role="img" aria-label=${`Colours from ${ends[0]} to ${ends[1]}${middle}`}>
        <linearGradient id="ramp">
          ${STOPS.map((t) => svg`<stop offset=${t} stop-color=${colourAt(ramp, theme, t)} />`)}
        </linearGradient>
        <rect width="100%" height="100%" fill="url(#ramp)" />
      </svg>
      <span>${ends[1]}</span>
    </span>
  `;
}
