import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { colourScale, colourTable, paintChannel } from '../../figures/colour-map.js';
import { moveTile } from '../../figures/activation-grid.js';
import { shrinkByPeak, type Matrix, type SmallMatrix } from '../../figures/matrix-map.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { theme } from '../shared/theme.js';
import { formatValue } from '../../words/format-value.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';

const MAX_HEIGHT = 360;
/** Cells of a small matrix are not made larger than this. */
const MAX_CELL = 12;
/** Rows that Page Up and Page Down jump. */
const PAGE = 8;

/** The weights of a pointwise convolution or a fully connected layer: a row an input channel, a column an output channel. */
export class NetMatrixMap extends LitElement {
  static override styles = [
    theme,
    css`
      .map {
        position: relative;
        inline-size: fit-content;
      }
      .cell {
        position: absolute;
        min-inline-size: 4px;
        min-block-size: 4px;
        outline: 2px solid #fff;
        box-shadow: 0 0 0 3px #000;
        pointer-events: none;
      }
      canvas {
        display: block;
        image-rendering: pixelated;
        cursor: crosshair;
        border-radius: 2px;
      }
      p {
        margin: 0.25rem 0 0;
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
    `,
  ];

  private readonly size = new WidthController(this);
  protected readonly themed = new ThemeController(this);
  private small!: SmallMatrix;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  @state() private cell?: readonly [row: number, column: number] | undefined;

  @property({ attribute: false }) matrix!: Matrix;
  /** What the matrix is, in words. */
  @property() label = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('matrix')) this.cell = undefined;
    this.small = shrinkByPeak(this.matrix, MAX_HEIGHT, Math.max(1, this.size.width));
  }

  protected override updated(changed: PropertyValues): void {
    if (this.size.width && !(changed.size === 1 && changed.has('cell'))) this.paint();
  }

  private paint(): void {
    const { rows, columns, data } = this.small;
    const cell = Math.max(1, Math.min(MAX_CELL, Math.floor(this.size.width / columns), Math.floor(MAX_HEIGHT / rows)));
    [this.canvas.width, this.canvas.height] = [columns, rows];
    [this.canvas.style.inlineSize, this.canvas.style.blockSize] = [`${columns * cell}px`, `${rows * cell}px`];
    const picture = new ImageData(columns, rows);
    const scale = colourScale(...extentOf(data));
    const maps = { height: rows, width: columns, channels: 1, data };
    paintChannel(
      maps,
      0,
      scale,
      colourTable(scale.ramp, themeOf(this)),
      new Uint32Array(picture.data.buffer),
      0,
      columns,
    );
    this.canvas.getContext('2d')!.putImageData(picture, 0, 0);
  }

  private pointed(event: PointerEvent): void {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const row = Math.floor(((event.clientY - top) / height) * this.small.rows);
    const column = Math.floor(((event.clientX - left) / width) * this.small.columns);
    this.cell =
      row >= 0 && row < this.small.rows && column >= 0 && column < this.small.columns ? [row, column] : undefined;
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { rows, columns } = this.small;
    const [row, column] = this.cell ?? [0, 0];
    const place = moveTile({ columns, count: rows * columns }, row * columns + column, event.key, PAGE);
    if (place === undefined) return;
    this.cell = [Math.floor(place / columns), place % columns];
    event.preventDefault();
  }

  private get reading(): string {
    const { block, columns, data } = this.small;
    const [high, wide] = block;
    if (this.cell) {
      const [row, column] = this.cell;
      const value = formatValue(data[row * columns + column]!);
      const [from, to] = [range(row, high, this.matrix.rows), range(column, wide, this.matrix.columns)];
      return `input ${from} → output ${to}: ${high * wide > 1 ? 'farthest from 0 is ' : ''}${value}`;
    }
    const { rows, columns: all } = this.matrix;
    const honest =
      high * wide > 1 ? ` Each pixel shows the one of ${high}×${wide} weights that is farthest from 0.` : '';
    return `${rows} inputs down, ${all} outputs across.${honest}`;
  }

  override render() {
    return html`
      <div
        class="map"
        tabindex="0"
        role="application"
        aria-roledescription="map of values"
        aria-label="${this.label} Arrow keys move."
        aria-describedby="reading"
        @keydown=${this.keyPressed}
        @pointermove=${this.pointed}
        @pointerleave=${() => (this.cell = undefined)}
      >
        <canvas aria-hidden="true"></canvas>
        ${this.cell ? this.renderCell(this.cell) : nothing}
      </div>
      <p id="reading" aria-live="polite">${this.reading}</p>
    `;
  }

  private renderCell([row, column]: readonly [number, number]) {
    const { rows, columns } = this.small;
    const share = (part: number, whole: number): string => `${(100 * part) / whole}%`;
    const [x, y, width, height] = [share(column, columns), share(row, rows), share(1, columns), share(1, rows)];
    return html`<div class="cell" .style="left: ${x}; top: ${y}; width: ${width}; height: ${height}"></div>`;
  }
}

const range = (place: number, block: number, end: number): string =>
  block === 1 ? `${place}` : `${place * block}–${Math.min(end, (place + 1) * block) - 1}`;

export function extentOf(data: Float32Array): [min: number, max: number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

declare global {
  interface HTMLElementTagNameMap {
    'net-matrix-map': NetMatrixMap;
  }
}

define('net-matrix-map', NetMatrixMap);
