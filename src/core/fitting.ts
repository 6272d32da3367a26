/** How an image of any shape becomes the input of a network: what of it is seen, and where in the input. */
import type { Fit } from './fit.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** In pixels, of an image not necessarily whole ones. */
export interface Region extends Size {
  readonly left: number;
  readonly top: number;
}

export interface Fitting {
  /** What of the image is seen. */
  readonly region: Region;
  /** Where it comes to lie in the input, in whole pixels; the rest is filled. */
  readonly place: Region;
}

export function fittingOf(fit: Fit, image: Size, input: Size): Fitting {
  const place = { left: 0, top: 0, ...sizeOf(input) };
  const region = { left: 0, top: 0, ...sizeOf(image) };
  if (fit === 'squash') return { region, place };
  if (fit === 'letterbox') return { region, place: insideOf(image, input) };
  return { region: coverOf(image, input.height, input.width), place };
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

/** As Pillow's `ImageOps.pad` places it, with the longer side as long as the input's. */
function insideOf(image: Size, input: Size): Region {
  const scale = Math.min(input.width / image.width, input.height / image.height);
  const [width, height] = [fitted(image.width * scale), fitted(image.height * scale)];
  return { left: evenly((input.width - width) / 2), top: evenly((input.height - height) / 2), width, height };
}

const fitted = (length: number): number => Math.max(1, evenly(length));

/** Python's `round`: halves go to the even neighbour. */
function evenly(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}

/** The part that remains when the image is resized to just cover `height`×`width` and cropped around its centre. */
export function coverOf({ width: imageWidth, height: imageHeight }: Size, height: number, width: number): Region {
  const scale = Math.max(height / imageHeight, width / imageWidth);
  const resized = {
    width: Math.max(width, Math.trunc(imageWidth * scale)),
    height: Math.max(height, Math.trunc(imageHeight * scale)),
  };
  const [sx, sy] = [imageWidth / resized.width, imageHeight / resized.height];
  return {
    left: evenly((resized.width - width) / 2) * sx,
    top: evenly((resized.height - height) / 2) * sy,
    width: width * sx,
    height: height * sy,
  };
}
