import { colourTable, paintChannel, type ColourScale, type Maps } from '../../figures/colour-map.js';
import type { Theme } from '../../figures/tokens.js';

/** One channel as a picture, a pixel a value. */
export function pictureOfChannel(maps: Maps, channel: number, scale: ColourScale, theme: Theme): ImageData {
  const picture = new ImageData(maps.width, maps.height);
  const pixels = new Uint32Array(picture.data.buffer);
  paintChannel(maps, channel, scale, colourTable(scale.ramp, theme), pixels, 0, maps.width);
  return picture;
}
