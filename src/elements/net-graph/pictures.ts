import type { BlockGraph } from '../../figures/block-graph.js';
import { colourScale, colourTable, paintChannel } from '../../figures/colour-map.js';
import type { Theme } from '../../figures/tokens.js';
import type { Thumbnail } from '../../runtime/client.js';
import { ON_PROCESSOR } from '../shared/on-processor.js';

/** Painted once a thumbnail and theme; forgotten with the thumbnail. */
const painted = {
  light: new WeakMap<Thumbnail, OffscreenCanvas>(),
  dark: new WeakMap<Thumbnail, OffscreenCanvas>(),
};

function paint({ width, height, data, min, max }: Thumbnail, theme: Theme): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  const scale = colourScale(min, max);
  const maps = { width, height, channels: 1, data };
  paintChannel(maps, 0, scale, colourTable(scale.ramp, theme), new Uint32Array(image.data.buffer), 0, width);
  canvas.getContext('2d', ON_PROCESSOR)!.putImageData(image, 0, 0);
  return canvas;
}

function pictureOf(thumbnail: Thumbnail, theme: Theme): OffscreenCanvas {
  const known = painted[theme].get(thumbnail) ?? paint(thumbnail, theme);
  painted[theme].set(thumbnail, known);
  return known;
}

/** Where the figure lies in its view. */
interface Placement {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** Paints the pictures of all items onto a canvas that lies under the figure; no picture is ever a URL, which a page's policy might forbid. */
export function paintPictures(
  canvas: HTMLCanvasElement,
  [wide, high]: readonly [number, number],
  { items }: BlockGraph,
  thumbnails: ReadonlyMap<string, Thumbnail>,
  { x, y, k }: Placement,
  theme: Theme,
): void {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(wide * ratio), Math.round(high * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', ON_PROCESSOR)!;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
  for (const { picture } of items) {
    const thumbnail = picture && thumbnails.get(picture.node);
    if (!thumbnail) continue;
    const scale = Math.min(picture.width / thumbnail.width, picture.height / thumbnail.height);
    const box = [thumbnail.width * scale, thumbnail.height * scale] as const;
    const [left, top] = [picture.x + (picture.width - box[0]) / 2, picture.y + (picture.height - box[1]) / 2];
    context.imageSmoothingEnabled = scale < 1;
    context.drawImage(pictureOf(thumbnail, theme), left, top, ...box);
  }
}
