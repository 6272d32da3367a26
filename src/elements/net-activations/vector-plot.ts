import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { moveTile } from '../../figures/activation-grid.js';
import { formatViewBox } from '../../figures/scene.js';
import { sceneOfVector, vectorLooks } from '../../figures/vector-scene.js';
import { define } from '../shared/define.js';
import { printShapes, stylesOf } from '../shared/print-scene.js';
import { ValuePinEvent } from '../shared/piece-events.js';
import { theme } from '../shared/theme.js';
import { formatValue } from '../../words/format-value.js';

/** Values that Page Up and Page Down jump. */
const PAGE = 10;
/** A slider grows to the right and upwards. */
const SLIDER_KEYS: Record<string, string> = {
  ArrowUp: 'ArrowRight',
  ArrowDown: 'ArrowLeft',
  PageUp: 'PageDown',
  PageDown: 'PageUp',
};

/**
 * One value a channel, as bars from zero. The chosen one is read out; pointer, touch and arrow keys choose. A click or Enter
 * pins it; then the arrow keys move the pin, and Escape takes it away.
 */
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
  /** The value that is pinned: the chosen one, which then stays. */
  @property({ attribute: false }) pinned?: number | undefined;
  /** What the values are, in words. */
  @property() label = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('values')) this.chosen = indexOfLargest(this.values);
    if (this.pinned !== undefined) this.chosen = this.pinned;
  }

  private channelUnder(event: MouseEvent): number {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const place = Math.floor(((event.clientX - left) / width) * this.values.length);
    return Math.min(this.values.length - 1, Math.max(0, place));
  }

  private pointed(event: PointerEvent): void {
    if (this.pinned === undefined) this.chosen = this.channelUnder(event);
  }

  private clicked(event: MouseEvent): void {
    this.pin(this.channelUnder(event));
  }

  private pin(channel: number | undefined): void {
    this.dispatchEvent(new ValuePinEvent(channel === undefined ? undefined : { channel, row: 0, column: 0 }));
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') this.pin(this.chosen);
    else if (event.key === 'Escape' && this.pinned !== undefined) this.pin(undefined);
    else if (!this.moveTo(SLIDER_KEYS[event.key] ?? event.key)) return;
    event.preventDefault();
  }

  private moveTo(key: string): boolean {
    const target = moveTile({ columns: PAGE, count: this.values.length }, this.chosen, key);
    if (target === undefined) return false;
    if (this.pinned === undefined) this.chosen = target;
    else this.pin(target);
    return true;
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
        @click=${this.clicked}
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
