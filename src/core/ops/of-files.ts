/** Layer kinds that no network of ours has: they come with the part that reads files, and with the engine. */
import { depthToSpace } from './depth-to-space.js';
import { matrixProduct } from './matrix-product.js';
import { merge } from './merge.js';
import { norm } from './norm.js';
import { pad } from './pad.js';
import { prelu } from './prelu.js';
import { reduce } from './reduce.js';
import { rescale } from './rescale.js';
import { reshape } from './reshape.js';
import { resize } from './resize.js';
import { slice } from './slice.js';
import { transpose } from './transpose.js';
import { transposedConv2d } from './transposed-conv2d.js';
import { unknown } from './unknown.js';

export const opsOfFiles = {
  'depth-to-space': depthToSpace,
  'matrix-product': matrixProduct,
  merge,
  norm,
  pad,
  prelu,
  reduce,
  rescale,
  reshape,
  resize,
  slice,
  transpose,
  'transposed-conv2d': transposedConv2d,
  unknown,
} as const;
