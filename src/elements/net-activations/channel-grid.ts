import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import {
  layoutTiles,
  moveTile,
  tileAt,
  tileBox,
  tilesWithin,
  type Hit,
  type TileGrid,
} from '../../figures/activation-grid.js';
import { colourTable, type ColourScale, type Maps } from '../../figures/colour-map.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { ON_PROCESSOR } from '../shared/on-processor.js';
import { theme } from '../shared/theme.js';
import { ChannelOpenEvent, ValuePointEvent, type ValuePoint } from '../shared/piece-events.js';
import { ThemeController, themeOf } from '../shared/theme-of.js';
import { TileAtlas } from './tile-atlas.js';

/** Rows that Page Up and Page Down jump. */
const PAGE = 4;
/** Milliseconds of a frame that painting may take. */
const SLICE_MS = 8;

/** What tiles are drawn with, over several frames. */
interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly grid: TileGrid;
  readonly atlas: TileAtlas;
  readonly scrollTop: number;
}

/**
 * Every channel of a tensor as a small picture. All are drawn on one canvas as large as what is in view, which stays in
 * place while the reader scrolls: 1280 channels cost no more than those that are seen.
 */
export class NetChannelGrid extends LitElement {
  static override styles = [
    theme,
    css`
      .scroll {
        position: relative;
        max-block-size: var(--net-grid-height, 26rem);
        overflow: auto;
        overscroll-behavior: auto;
        border-radius: 2px;
      }
      canvas {
        position: sticky;
        inset-block-start: 0;
        display: block;
        cursor: zoom-in;
      }
      .room {
        position: absolute;
        inset: 0 auto auto 0;
        inline-size: 1px;
        pointer-events: none;
      }
    `,
  ];

  private readonly size = new WidthController(this);
  protected readonly themed = new ThemeController(this, () => {
    delete this.atlas;
    this.drawSoon();
  });
  private atlas?: TileAtlas;
  private frame = 0;
  /** Tiles in view that are not drawn yet. */
  private left = 0;

  @query('.scroll') private readonly scroller!: HTMLElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.room') private readonly room!: HTMLElement;

  /** The tile that the keyboard is on. */
  @state() private active = 0;

  @property({ attribute: false }) maps!: Maps;
  /** Channels in the order of the tiles. */
  @property({ attribute: false }) order: readonly number[] = [];
  @property({ attribute: false }) scaleOf!: (channel: number) => ColourScale;
  /** What a channel is, in words. */
  @property({ attribute: false }) describe!: (channel: number) => string;
  /** What all the tiles are, in words. */
  @property() label = '';
  /** About how large a tile should be, in pixels. */
  @property({ type: Number }) target?: number;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('maps')) this.active = 0;
    if (changed.has('maps') || changed.has('scaleOf')) delete this.atlas;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { grid } = this;
    this.room.style.blockSize = `${grid.height}px`;
    this.scroller.style.blockSize = `${grid.height}px`;
    if (changed.has('maps') || changed.has('order')) this.scroller.scrollTop = 0;
    this.draw();
  }

  /** Puts the keyboard on a channel, where a reader who had enlarged it expects it. */
  focusChannel(channel: number): void {
    this.active = Math.max(0, this.order.indexOf(channel));
    this.scroller.focus({ preventScroll: true });
    this.reveal();
  }

  private get grid(): TileGrid {
    const { height, width } = this.maps;
    return layoutTiles(this.order.length, [height, width], this.size.width - 4, this.target);
  }

  private readonly drawSoon = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  };

  /** Whether all tiles in view are on the canvas. */
  get isDrawn(): boolean {
    return !this.isUpdatePending && this.left === 0;
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    const { grid, scroller, canvas } = this;
    if (!this.size.width) return;
    const { clientWidth, clientHeight, scrollTop } = scroller;
    const context = fitted(canvas, clientWidth, Math.min(clientHeight, grid.height || 1));
    this.atlas ??= new TileAtlas(this.maps, this.scaleOf, colourTable(this.scaleOf(0).ramp, themeOf(this)));
    this.drawTiles({ context, grid, atlas: this.atlas, scrollTop }, ...tilesWithin(grid, scrollTop, clientHeight));
  }

  /** Draws as many tiles as can be painted in time; those that are left come with the next frame. */
  private drawTiles(drawing: Drawing, first: number, end: number): void {
    const { context, grid, atlas, scrollTop } = drawing;
    const ready = this.paintTiles(atlas, first, end);
    for (let place = first; place < ready; place++) {
      const box = tileBox(grid, place);
      atlas.draw(context, this.order[place]!, { ...box, y: box.y - scrollTop });
    }
    this.left = end - ready;
    if (this.left) this.frame = requestAnimationFrame(() => this.drawTiles(drawing, ready, end));
    else if (this.scroller.matches(':focus-visible')) this.drawFocus(context, grid);
  }

  /** Gives the place after the last tile that is painted. */
  private paintTiles(atlas: TileAtlas, first: number, end: number): number {
    const start = performance.now();
    let place = first;
    while (place < end && performance.now() - start < SLICE_MS) atlas.paint(this.order[place++]!);
    return place;
  }

  private drawFocus(context: CanvasRenderingContext2D, grid: TileGrid): void {
    const { x, y, width, height } = tileBox(grid, this.active);
    context.lineWidth = 3;
    context.strokeStyle = getComputedStyle(this).getPropertyValue('color');
    context.strokeRect(x + 0.5, y - this.scroller.scrollTop + 0.5, width - 1, height - 1);
    context.lineWidth = 1;
    context.strokeStyle = getComputedStyle(this).getPropertyValue('background-color');
    context.strokeRect(x + 1.5, y - this.scroller.scrollTop + 1.5, width - 3, height - 3);
  }

  private hitOf({ clientX, clientY }: MouseEvent): Hit | undefined {
    const { left, top } = this.canvas.getBoundingClientRect();
    return tileAt(this.grid, clientX - left, clientY - top + this.scroller.scrollTop);
  }

  private pointOf({ place, across, down }: Hit): ValuePoint {
    const { height, width } = this.maps;
    return { channel: this.order[place]!, row: Math.floor(down * height), column: Math.floor(across * width) };
  }

  private pointerMoved(event: PointerEvent): void {
    const hit = this.hitOf(event);
    this.dispatchEvent(new ValuePointEvent(hit && this.pointOf(hit)));
  }

  private pointerLeft(): void {
    this.dispatchEvent(new ValuePointEvent(undefined));
  }

  private clicked(event: MouseEvent): void {
    const hit = this.hitOf(event);
    if (!hit) return;
    this.active = hit.place;
    this.dispatchEvent(new ChannelOpenEvent(this.order[hit.place]));
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = moveTile(this.grid, this.active, event.key, PAGE);
    if (event.key === 'Enter' || event.key === ' ') this.dispatchEvent(new ChannelOpenEvent(this.order[this.active]));
    else if (target === undefined) return;
    else this.moveTo(target);
    event.preventDefault();
  }

  private moveTo(place: number): void {
    this.active = place;
    this.reveal();
  }

  private reveal(): void {
    const { y, height } = tileBox(this.grid, this.active);
    const { scrollTop, clientHeight } = this.scroller;
    if (y < scrollTop) this.scroller.scrollTop = y;
    else if (y + height > scrollTop + clientHeight) this.scroller.scrollTop = y + height - clientHeight;
    this.drawSoon();
  }

  override render() {
    const channel = this.order[this.active];
    return html`
      <div
        class="scroll"
        part="grid"
        tabindex="0"
        role="listbox"
        aria-label=${this.label}
        aria-activedescendant="active"
        @scroll=${this.drawSoon}
        @keydown=${this.keyPressed}
        @focus=${this.drawSoon}
        @blur=${this.drawSoon}
        @click=${this.clicked}
        @pointermove=${this.pointerMoved}
        @pointerleave=${this.pointerLeft}
      >
        <div class="room"></div>
        <canvas aria-hidden="true"></canvas>
        ${
          channel === undefined
            ? nothing
            : html`<div
                id="active"
                class="visually-hidden"
                role="option"
                aria-selected="true"
                aria-setsize=${this.order.length}
                aria-posinset=${this.active + 1}
              >
                ${this.describe(channel)}
              </div>`
        }
      </div>
    `;
  }
}

/** A canvas of so many CSS pixels, sharp on any screen, cleared. */
function fitted(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio;
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns || canvas.height !== rows) {
    [canvas.width, canvas.height] = [columns, rows];
    [canvas.style.inlineSize, canvas.style.blockSize] = [`${width}px`, `${height}px`];
  }
  const context = canvas.getContext('2d', ON_PROCESSOR)!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-channel-grid': NetChannelGrid;
  }
}

define('net-channel-grid', NetChannelGrid);
