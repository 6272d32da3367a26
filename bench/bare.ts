/** The least that draws the figure of `graph.html`. It is not to be changed: earlier ratios would mean something else. */
import { select } from 'd3-selection';
import { zoom, type D3ZoomEvent } from 'd3-zoom';
import { html, render, svg } from 'lit';
import figure from './bare-figure.json';

const { width, height, slabs, labels } = figure;

render(
  html`<svg width="100%" height=${height} viewBox="0 0 ${width} ${height}">
    ${svg`<g>
      ${slabs.map(([x, y, length, breadth, kind]) => svg`<rect class=${kind} x=${x} y=${y} width=${length} height=${breadth} />`)}
      ${labels.map(([x, y, anchor, words]) => svg`<text x=${x} y=${y} text-anchor=${anchor}>${words}</text>`)}
    </g>`}
  </svg>`,
  document.body,
);

const drawing = select<SVGSVGElement, unknown>('svg');
const pan = ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>): void =>
  void drawing.select('g').attr('transform', String(transform));
drawing.call(zoom<SVGSVGElement, unknown>().on('zoom', pan));
