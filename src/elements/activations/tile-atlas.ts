import { paintChannel, type ColourScale, type Maps } from '../../layout/colour-map.js';
import type { Box } from '../../layout/activation-grid.js';

/**
 * What draws many tiles stays on the processor: to hand a million pixels to a graphics card for a few that are seen takes
 * longer than to draw those, and much longer where a processor plays the card.
 */
export const ON_PROCESSOR: CanvasRenderingContext2DSettings = { willReadFrequently: true };

/** The maps of all channels in one picture off screen, a pixel a value, from which tiles are drawn at any size. */
export class TileAtlas {
  private readonly picture: OffscreenCanvas;
  private readonly columns: number;

  constructor(
    private readonly maps: Maps,
    scaleOf: (channel: number) => ColourScale,
    table: Uint32Array,
  ) {
    const { channels, width, height } = maps;
    this.columns = Math.max(1, Math.ceil(Math.sqrt((channels * height) / width)));
    this.picture = new OffscreenCanvas(this.columns * width, Math.ceil(channels / this.columns) * height);
    this.paint(scaleOf, table);
  }

  private paint(scaleOf: (channel: number) => ColourScale, table: Uint32Array): void {
    const { picture, maps } = this;
    const image = new ImageData(picture.width, picture.height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let channel = 0; channel < maps.channels; channel++) {
      const [left, top] = this.cornerOf(channel);
      paintChannel(maps, channel, scaleOf(channel), table, pixels, top * picture.width + left, picture.width);
    }
    picture.getContext('2d', ON_PROCESSOR)!.putImageData(image, 0, 0);
  }

  private cornerOf(channel: number): readonly [left: number, top: number] {
    return [(channel % this.columns) * this.maps.width, Math.floor(channel / this.columns) * this.maps.height];
  }

  /** Draws one tile: its values as squares where it is enlarged, as means where it is made smaller. */
  draw(context: CanvasRenderingContext2D, channel: number, { x, y, width, height }: Box): void {
    const [left, top] = this.cornerOf(channel);
    context.imageSmoothingEnabled = width < this.maps.width;
    // Down to half its size, mixing neighbours takes in every value; below, the browser has to make smaller copies first.
    context.imageSmoothingQuality = 2 * width < this.maps.width ? 'medium' : 'low';
    context.drawImage(this.picture, left, top, this.maps.width, this.maps.height, x, y, width, height);
  }
}
