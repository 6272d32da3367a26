import { css, html, LitElement, svg, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { moveTile } from '../../figures/activation-grid.js';
import type { ColourScale, Maps } from '../../figures/colour-map.js';
import type { Position } from '../../figures/receptive-field.js';
import { define } from './define.js';
import { pictureOfChannel } from './map-picture.js';
import { theme } from './theme.js';
import { ChannelOpenEvent, ValuePinEvent, ValuePointEvent } from './piece-events.js';
import { ThemeController, themeOf } from './theme-of.js';
import { overlayStyles } from './overlay-styles.js';

/**
 * One channel, as large as there is room for: a cursor, moved by pointer or arrow keys, points at its values. A click or
 * Enter pins one; then the arrow keys move the pin, and Escape takes it away.
 */
export class NetChannelMap extends LitElement {
  static override styles = [
    theme,
    overlayStyles,
    css`
      .map {
        position: relative;
        max-inline-size: var(--_map-size, var(--net-map-size, 26rem));
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
      [data-pinned] rect:not(.edge) {
        stroke: #ffd54a;
        stroke-width: 3px;
      }
      [data-pinned] .edge {
        stroke-width: 5px;
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
  /** Whether the cursor is where a value is pinned, and stays there. */
  @property({ type: Boolean }) pinned = false;
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
    const picture = pictureOfChannel(this.maps, this.channel, this.scale, themeOf(this));
    this.canvas.getContext('2d')!.putImageData(picture, 0, 0);
  }

  private placeUnder({ clientX, clientY }: MouseEvent): Position {
    const { left, top, width, height } = this.map.getBoundingClientRect();
    const within = (share: number, size: number): number => Math.min(size - 1, Math.max(0, Math.floor(share * size)));
    return [within((clientY - top) / height, this.maps.height), within((clientX - left) / width, this.maps.width)];
  }

  private pointerMoved(event: PointerEvent): void {
    if (!this.pinned) this.pointAt(this.placeUnder(event));
  }

  private clicked(event: MouseEvent): void {
    this.pinAt(this.placeUnder(event));
  }

  private pinAt([row, column]: Position): void {
    this.dispatchEvent(new ValuePinEvent({ channel: this.channel, row, column }));
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' || event.key === ' ') this.pinAt(this.cursor);
    else if (!this.moveCursor(event.key)) return;
    event.preventDefault();
  }

  private close(): void {
    this.dispatchEvent(this.pinned ? new ValuePinEvent(undefined) : new ChannelOpenEvent(undefined));
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
    if (this.pinned) this.pinAt([row, column]);
    else this.dispatchEvent(new ValuePointEvent({ channel: this.channel, row, column }));
  }

  override render() {
    const { width, height } = this.maps;
    const [row, column] = this.cursor;
    return html`
      <div
        class="map"
        ?data-pinned=${this.pinned}
        part="map"
        tabindex="0"
        role="application"
        aria-roledescription="map of values"
        aria-label=${this.label}
        aria-describedby="reading"
        @keydown=${this.keyPressed}
        @pointermove=${this.pointerMoved}
        @pointerdown=${this.pointerMoved}
        @click=${this.clicked}
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
