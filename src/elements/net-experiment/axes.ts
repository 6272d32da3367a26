import { svg } from 'lit';
import type { Tick } from '../../figures/experiment-axis.js';

/** Where a chart is drawn, and what stands along its sides. */
export interface Framed {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly xTicks: readonly Pick<Tick, 'at' | 'text'>[];
  readonly yTicks: readonly Pick<Tick, 'at' | 'text'>[];
}

/** Lines across a chart with their values, notches below it with theirs, and what both sides say. */
export const renderAxes = (
  { left, right, bottom, xTicks, yTicks }: Framed,
  titles: { readonly upwards: string; readonly sideways: string },
) => svg`
  <g aria-hidden="true">
    ${yTicks.map(
      ({ text, at }) => svg`
        <line class="grid" x1=${left} x2=${right} y1=${at} y2=${at}></line>
        <text class="tick" x=${left - 6} y=${at + 4} text-anchor="end">${text}</text>`,
    )}
    ${xTicks.map(
      ({ text, at }) => svg`
        <line class="notch" x1=${at} x2=${at} y1=${bottom} y2=${bottom + 4}></line>
        <text class="tick" x=${at} y=${bottom + 17} text-anchor="middle">${text}</text>`,
    )}
    <text class="axis" x="0" y="12">${titles.upwards}</text>
    <text class="axis" x=${(left + right) / 2} y=${bottom + 32} text-anchor="middle">${titles.sideways}</text>
  </g>
`;
