import { css, html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { moveTile } from '../../figures/activation-grid.js';
import { define } from '../shared/define.js';
import { theme } from '../shared/theme.js';
import { formatValue } from './format-value.js';

const WIDTH = 1000;
const HEIGHT = 100;
/** Values that Page Up and Page Down jump. */
const PAGE = 10;
/** A slider grows to the right and upwards. */
const SLIDER_KEYS: Record<string, string> = {
  ArrowUp: 'ArrowRight',
  ArrowDown: 'ArrowLeft',
  PageUp: 'PageDown',
  PageDown: 'PageUp',
};

/** One value a channel, as bars from zero. The chosen one is read out; pointer, touch and arrow keys choose. */
export class NetVectorPlot extends LitElement {
  static override styles = [
    theme,
    css`
      .plot {
        cursor: crosshair;
        touch-action: pan-y;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 4.5rem;
        fill: var(--_ink-faint);
      }
      .zero {
        stroke: var(--_ink-faint);
        vector-effect: non-scaling-stroke;
      }
      .chosen {
        fill: var(--_accent);
      }
      p {
        margin: 0.25rem 0 0;
        font-size: var(--_text-small);
      }
      @media (forced-colors: active) {
        svg {
          fill: CanvasText;
        }
        .chosen {
          fill: Highlight;
        }
      }
    `,
  ];

  @state() private chosen = 0;

  @property({ attribute: false }) values!: Float32Array;
  /** Names of the values, where they have some. */
  @property({ attribute: false }) names?: readonly string[] | undefined;
  /** What the values are, in words. */
  @property() label = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('values')) this.chosen = indexOfLargest(this.values);
  }

  private pointed(event: PointerEvent): void {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * this.values.length);
    this.chosen = Math.min(this.values.length - 1, Math.max(0, place));
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = SLIDER_KEYS[event.key] ?? event.key;
    const target = moveTile({ columns: PAGE, count: this.values.length }, this.chosen, key);
    if (target === undefined) return;
    this.chosen = target;
    event.preventDefault();
  }

  private get reading(): string {
    const name = this.names?.[this.chosen];
    return `${name ? `${name} (${this.chosen})` : `channel ${this.chosen}`}: ${formatValue(this.values[this.chosen]!)}`;
  }

  override render() {
    const { values, chosen } = this;
    if (!values.length) return nothing;
    const bars = layoutBars(values);
    return html`
      <div
        class="plot"
        tabindex="0"
        role="slider"
        aria-label=${this.label}
        aria-valuemin="0"
        aria-valuemax=${values.length - 1}
        aria-valuenow=${chosen}
        aria-valuetext=${this.reading}
        @keydown=${this.keyPressed}
        @pointermove=${this.pointed}
        @pointerdown=${this.pointed}
      >
        <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path d=${bars.path(0, values.length)} />
          ${svg`<path class="chosen" d=${bars.path(chosen, chosen + 1)} /><line class="zero" x2=${WIDTH} y1=${bars.zero} y2=${bars.zero} />`}
        </svg>
      </div>
      <p aria-hidden="true">${this.reading}</p>
    `;
  }
}

/** Bars as one path; a thousand elements would be slow. */
function layoutBars(values: Float32Array) {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const y = (value: number): number => HEIGHT * (1 - (value - low) / (high - low || 1));
  const step = WIDTH / values.length;
  const width = step * (values.length < 200 ? 0.8 : 1);
  const bar = (value: number, index: number): string =>
    `M${(index * step + (step - width) / 2).toFixed(2)} ${y(0).toFixed(2)}V${y(value).toFixed(2)}h${width.toFixed(2)}V${y(0).toFixed(2)}z`;
  return {
    zero: y(0),
    path: (first: number, end: number) =>
      Array.from(values.subarray(first, end), (value, index) => bar(value, first + index)).join(''),
  };
}

function indexOfLargest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'net-vector-plot': NetVectorPlot;
  }
}

define('net-vector-plot', NetVectorPlot);
