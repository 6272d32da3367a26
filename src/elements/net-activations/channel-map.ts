import { css, html, LitElement, svg, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { moveTile } from '../../figures/activation-grid.js';
import { colourTable, paintChannel, type ColourScale, type Maps } from '../../figures/colour-map.js';
import type { Position } from '../../figures/receptive-field.js';
import { define } from '../shared/define.js';
import { theme } from '../shared/theme.js';
import { ChannelOpenEvent, ValuePointEvent } from './piece-events.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';
import { overlayStyles } from './view-styles.js';

/** One channel, as large as there is room for: a cursor, moved by pointer or arrow keys, points at its values. */
export class NetChannelMap extends LitElement {
  static override styles = [
    theme,
    overlayStyles,
    css`
      .map {
        position: relative;
        max-inline-size: var(--net-map-size, 26rem);
        margin-inline: auto;
        cursor: crosshair;
        touch-action: pan-y;
      }
      svg {
        fill: none;
      }
      rect {
        vector-effect: non-scaling-stroke;
        stroke: #fff;
        stroke-width: 2px;
      }
      .edge {
        stroke: #000;
        stroke-width: 4px;
      }
    `,
  ];

  protected readonly themed = new ThemeController(this, () => this.paint());

  @query('.map') private readonly map!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  @property({ attribute: false }) maps!: Maps;
  @property({ type: Number }) channel = 0;
  @property({ attribute: false }) scale!: ColourScale;
  @property({ attribute: false }) cursor: Position = [0, 0];
  /** What the map is, in words. */
  @property() label = '';
  /** What the cursor points at, in words. */
  @property() reading = '';

  override focus(): void {
    this.map.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('maps') || changed.has('channel') || changed.has('scale')) this.paint();
  }

  private paint(): void {
    const { width, height } = this.maps;
    [this.canvas.width, this.canvas.height] = [width, height];
    const picture = new ImageData(width, height);
    const pixels = new Uint32Array(picture.data.buffer);
    paintChannel(this.maps, this.channel, this.scale, colourTable(this.scale.ramp, themeOf(this)), pixels, 0, width);
    this.canvas.getContext('2d')!.putImageData(picture, 0, 0);
  }

  private pointerMoved({ clientX, clientY }: PointerEvent): void {
    const { left, top, width, height } = this.map.getBoundingClientRect();
    const within = (share: number, size: number): number => Math.min(size - 1, Math.max(0, Math.floor(share * size)));
    this.pointAt([
      within((clientY - top) / height, this.maps.height),
      within((clientX - left) / width, this.maps.width),
    ]);
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') this.dispatchEvent(new ChannelOpenEvent(undefined));
    else if (!this.moveCursor(event.key)) return;
    event.preventDefault();
  }

  private moveCursor(key: string): boolean {
    const { width, height } = this.maps;
    const [row, column] = this.cursor;
    const place = moveTile({ columns: width, count: width * height }, row * width + column, key);
    if (place === undefined) return false;
    this.pointAt([Math.floor(place / width), place % width]);
    return true;
  }

  private pointAt([row, column]: Position): void {
    if (row === this.cursor[0] && column === this.cursor[1]) return;
    this.dispatchEvent(new ValuePointEvent({ channel: this.channel, row, column }));
  }

  override render() {
    const { width, height } = this.maps;
    const [row, column] = this.cursor;
    return html`
      <div
        class="map"
        part="map"
        tabindex="0"
        role="application"
        aria-roledescription="map of values"
        aria-label=${this.label}
        aria-describedby="reading"
        @keydown=${this.keyPressed}
        @pointermove=${this.pointerMoved}
        @pointerdown=${this.pointerMoved}
      >
        <canvas aria-hidden="true"></canvas>
        <svg viewBox=${`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          ${svg`<rect class="edge" x=${column} y=${row} width="1" height="1" /><rect x=${column} y=${row} width="1" height="1" />`}
        </svg>
      </div>
      <span id="reading" class="visually-hidden" role="status">${this.reading}</span>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-channel-map': NetChannelMap;
  }
}

define('net-channel-map', NetChannelMap);
