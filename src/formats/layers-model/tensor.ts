/** Shapes as Keras has them, of one to three axes, and as the core has them, always three. */
import type { Shape } from '../../core/shape.js';
import type { Axes } from './json.js';

/** Without the batch. */
export type Dims = readonly number[];

/** What a drafted layer gives out. */
export interface Tensor {
  /** Place of the node that makes it. */
  readonly node: number;
  /** `undefined`: unknown. */
  readonly dims: Dims | undefined;
}

/** A tensor of known shape. */
export type Known = Tensor & { readonly dims: Dims };

/** `[1280]` → 1×1×1280. */
export function toShape(dims: Dims): Shape {
  const [channels = 1, width = 1, height = 1] = dims.toReversed();
  return [height, width, channels];
}

/** The last axes, as many as there were. */
export const likeDims = (shape: Shape, { length }: Dims): Dims => shape.slice(-length);

export const isKnown = (tensor: Tensor): tensor is Known => tensor.dims !== undefined;

/** Axes without a gap that can be drawn; else nothing. */
export const dimsOf = (axes: Axes | undefined): Dims | undefined =>
  axes && axes.length > 0 && axes.length <= 3 && axes.every((axis) => axis !== null) ? axes : undefined;
