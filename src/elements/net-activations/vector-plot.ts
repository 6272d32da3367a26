import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { moveTile } from '../../figures/activation-grid.js';
import { formatViewBox } from '../../figures/scene.js';
import { sceneOfVector, vectorLooks } from '../../figures/vector-scene.js';
import { define } from '../shared/define.js';
import { printShapes, stylesOf } from '../shared/print-scene.js';
import { theme } from '../shared/theme.js';
import { formatValue } from './format-value.js';

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
    stylesOf(vectorLooks),
    css`
      .plot {
        cursor: crosshair;
        touch-action: pan-y;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 4.5rem;
      }
      p {
        margin: 0.25rem 0 0;
        font-size: var(--_text-small);
      }
      @media (forced-colors: active) {
        path {
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
    const scene = sceneOfVector(values, chosen, this.label);
    return html`
      <div
        class="plot"
        tabindex="0"
        role="slider"
        aria-label=${scene.title}
        aria-valuemin="0"
        aria-valuemax=${values.length - 1}
        aria-valuenow=${chosen}
        aria-valuetext=${this.reading}
        @keydown=${this.keyPressed}
        @pointermove=${this.pointed}
        @pointerdown=${this.pointed}
      >
        <svg .scene=${scene} viewBox=${formatViewBox(scene)} preserveAspectRatio="none" aria-hidden="true">
          ${printShapes(scene.shapes)}
        </svg>
      </div>
      <p aria-hidden="true">${this.reading}</p>
    `;
  }
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
