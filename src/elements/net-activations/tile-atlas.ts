import { paintChannel, type ColourScale, type Maps } from '../../figures/colour-map.js';
import type { Box } from '../../figures/activation-grid.js';
import { ON_PROCESSOR } from '../shared/on-processor.js';

/**
 * The maps of all channels in one picture off screen, a pixel a value, from which tiles are drawn at any size. Channels are
 * painted when they are first seen: of a million values a reader sees a part. Paint several, then draw them: what is
 * painted after a drawing makes the browser copy the whole picture.
 */
export class TileAtlas {
  private readonly context: OffscreenCanvasRenderingContext2D;
  private readonly columns: number;
  private readonly painted = new Set<number>();
  private readonly tile: ImageData;

  constructor(
    private readonly maps: Maps,
    private readonly scaleOf: (channel: number) => ColourScale,
    private readonly table: Uint32Array,
  ) {
    const { channels, width, height } = maps;
    this.columns = Math.max(1, Math.ceil(Math.sqrt((channels * height) / width)));
    const picture = new OffscreenCanvas(this.columns * width, Math.ceil(channels / this.columns) * height);
    this.context = picture.getContext('2d', ON_PROCESSOR)!;
    this.tile = new ImageData(width, height);
  }

  /** Makes a channel ready to be drawn; does nothing where it is. */
  paint(channel: number): void {
    if (this.painted.has(channel)) return;
    const pixels = new Uint32Array(this.tile.data.buffer);
    paintChannel(this.maps, channel, this.scaleOf(channel), this.table, pixels, 0, this.maps.width);
    this.context.putImageData(this.tile, ...this.cornerOf(channel));
    this.painted.add(channel);
  }

  private cornerOf(channel: number): readonly [left: number, top: number] {
    return [(channel % this.columns) * this.maps.width, Math.floor(channel / this.columns) * this.maps.height];
  }

  /** Draws the tile of a painted channel: its values as squares where it is enlarged, as means where it is made smaller. */
  draw(context: CanvasRenderingContext2D, channel: number, { x, y, width, height }: Box): void {
    const [left, top] = this.cornerOf(channel);
    context.imageSmoothingEnabled = width < this.maps.width;
    // Down to half its size, mixing neighbours takes in every value; below, the browser has to make smaller copies first.
    context.imageSmoothingQuality = 2 * width < this.maps.width ? 'medium' : 'low';
    context.drawImage(this.context.canvas, left, top, this.maps.width, this.maps.height, x, y, width, height);
  }
}
