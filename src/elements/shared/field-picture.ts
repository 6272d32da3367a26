import { css, html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { formatField, lengthOf, type ReceptiveField } from '../../figures/receptive-field.js';
import { define } from './define.js';
import { theme } from './theme.js';
import { overlayStyles } from './overlay-styles.js';

/** A map as a picture, most often the network's input, with a box around what a value depends on. */
export class NetFieldPicture extends LitElement {
  static override styles = [
    theme,
    overlayStyles,
    css`
      .picture {
        position: relative;
      }
      path {
        fill: rgb(0 0 0 / 0.45);
        fill-rule: evenodd;
      }
      rect {
        fill: none;
        vector-effect: non-scaling-stroke;
        stroke: #fff;
        stroke-width: 1.5px;
      }
      .edge {
        stroke: #000;
        stroke-width: 3.5px;
      }
    `,
  ];

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  @property({ attribute: false }) picture?: ImageData;
  /** What the picture is, in words. */
  @property() label = 'The input image';
  @property({ attribute: false }) field?: ReceptiveField | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('picture') || !this.picture) return;
    [this.canvas.width, this.canvas.height] = [this.picture.width, this.picture.height];
    this.canvas.getContext('2d')!.putImageData(this.picture, 0, 0);
  }

  override render() {
    if (!this.picture) return nothing;
    const { width, height } = this.picture;
    const label = this.field ? `${this.label}, with a box around ${formatField(this.field)}` : this.label;
    return html`
      <div class="picture" role="img" aria-label=${label}>
        <canvas></canvas>
        <svg viewBox=${`0 0 ${width} ${height}`} preserveAspectRatio="none">
          ${this.field ? renderBox(this.field, width, height) : nothing}
        </svg>
      </div>
    `;
  }
}

function renderBox({ rows, columns }: ReceptiveField, width: number, height: number) {
  const [x, y, w, h] = [columns[0], rows[0], lengthOf(columns), lengthOf(rows)];
  return svg`
    <path d=${`M0 0H${width}V${height}H0Z M${x} ${y}h${w}v${h}h${-w}Z`} />
    <rect class="edge" x=${x} y=${y} width=${w} height=${h} />
    <rect x=${x} y=${y} width=${w} height=${h} />
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-field-picture': NetFieldPicture;
  }
}

define('net-field-picture', NetFieldPicture);
