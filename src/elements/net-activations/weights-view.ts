import { html, LitElement, nothing, css } from 'lit';
import { property } from 'lit/decorators.js';
import type { NetworkNode } from '../../core/index.js';
import { colourScale, type Maps } from '../../figures/colour-map.js';
import type { WeightData } from '../../runtime/index.js';
import { define } from '../shared/define.js';
import { controls, theme } from '../shared/theme.js';
import { legendStyles, renderLegend } from './colour-legend.js';
import { formatValue } from '../../words/format-value.js';
import { histogramStyles, renderHistogram } from './histogram-view.js';
import { extentOf } from './matrix-map.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';
import { viewStyles } from './view-styles.js';
import './channel-grid.js';
import './matrix-map.js';
import './vector-plot.js';

/** About how large a K×K filter is drawn. */
const FILTER_SIZE = 26;

/** Every tensor that a node has learnt: filters, matrices, and one value a channel. */
export class NetWeightsView extends LitElement {
  static override styles = [
    theme,
    controls,
    viewStyles,
    legendStyles,
    histogramStyles,
    css`
      section {
        display: grid;
        gap: 0.5rem;
      }
      h4 {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.75rem;
        align-items: baseline;
        margin: 0;
        font-size: inherit;
      }
      h4 span {
        color: var(--_ink-soft);
        font-weight: normal;
      }
      .facts {
        margin: 0;
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
      section + section {
        margin-block-start: 0.5rem;
      }
      h4 .legend {
        margin-inline-start: auto;
      }
    `,
  ];

  protected readonly themed = new ThemeController(this);

  @property({ attribute: false }) node!: NetworkNode;
  @property({ attribute: false }) tensors: readonly WeightData[] = [];

  override render() {
    return this.tensors.map((tensor) => this.renderTensor(tensor));
  }

  private renderTensor(tensor: WeightData) {
    const scale = colourScale(...extentOf(tensor.data));
    return html`
      <section part="tensor">
        <h4>
          ${tensor.name} <span>${tensor.shape.join('×')}</span>
          ${tensor.shape.length > 1 ? renderLegend(scale, themeOf(this), true) : nothing}
        </h4>
        ${this.renderValues(tensor)}
        ${tensor.shape.length === 1 ? nothing : renderHistogram(tensor.data, undefined, tensor.name)}
        <p class="facts">${describe(tensor.data)}</p>
      </section>
    `;
  }

  private renderValues(tensor: WeightData) {
    const { name, shape, data } = tensor;
    if (shape.length === 1)
      return html`<net-vector-plot .values=${data} label=${`${name}, one value a channel`}></net-vector-plot>`;
    if (shape.length === 4 && shape[0]! * shape[1]! > 1) return this.renderFilters(tensor);
    const [rows, columns] = shape.slice(-2) as [number, number];
    return html`<net-matrix-map
      .matrix=${{ rows, columns, data }}
      label=${`${name}: ${rows} inputs by ${columns} outputs. ${describe(data)}`}
    ></net-matrix-map>`;
  }

  private renderFilters({ shape, data }: WeightData) {
    const [height, width, inputs, outputs] = shape as [number, number, number, number];
    const maps: Maps = { height, width, channels: inputs * outputs, data };
    const scale = colourScale(...extentOf(data));
    // Filters of one output lie side by side.
    const order = Array.from(
      { length: maps.channels },
      (_, place) => (place % inputs) * outputs + Math.floor(place / inputs),
    );
    const nameOf = (filter: number): string =>
      outputs === 1 ? `channel ${filter}` : `input ${Math.floor(filter / outputs)} to output ${filter % outputs}`;
    return html`<net-channel-grid
      exportparts="grid"
      .maps=${maps}
      .order=${order}
      .scaleOf=${() => scale}
      .describe=${(filter: number) => `${nameOf(filter)}: ${valuesOf(maps, filter)}`}
      .target=${FILTER_SIZE}
      label=${`${maps.channels} filters of ${height} by ${width} weights`}
    ></net-channel-grid>`;
  }
}

function valuesOf({ height, width, channels, data }: Maps, channel: number): string {
  return Array.from({ length: height * width }, (_, place) => formatValue(data[place * channels + channel]!)).join(
    ', ',
  );
}

function describe(data: Float32Array): string {
  const [min, max] = extentOf(data);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const std = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
  return `From ${formatValue(min)} to ${formatValue(max)}, mean ${formatValue(mean)}, standard deviation ${formatValue(std)}.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-weights-view': NetWeightsView;
  }
}

define('net-weights-view', NetWeightsView);
