import type { Shape } from '../core/index.js';

/** The image size that fills the height of the figure. Small images have a size of their own, or they would be specks. */
const FULL_SIZE = 224;
const FULL_SIZE_SMALL = 64;
/** Below this a tensor would not be seen, or could not be hit. */
const THINNEST = 2;

/** How tensors become slabs. Both scales are square roots, so that 1 and 1280 channels, 1 and 224 pixels fit one figure. */
export interface TensorScale {
  /** Pixels for a spatial size: of a map that is not square, that of the square of equal area. */
  readonly extent: (shape: Shape) => number;
  readonly thickness: (channels: number) => number;
}

/** The spatial size that the full height stands for. */
export const fullSize = (input: Shape): number => {
  const size = Math.sqrt(input[0] * input[1]);
  return size <= FULL_SIZE_SMALL ? FULL_SIZE_SMALL : Math.max(size, FULL_SIZE);
};

/** `full`: pixels of the full size; `root`: pixels for the square root of one channel. */
export function tensorScale(input: Shape, full: number, root: number): TensorScale {
  const extent = full / Math.sqrt(fullSize(input));
  return {
    extent: ([height, width]) => Math.max(THINNEST, extent * Math.sqrt(Math.sqrt(height * width))),
    thickness: (channels) => Math.max(THINNEST, root * Math.sqrt(channels)),
  };
}
