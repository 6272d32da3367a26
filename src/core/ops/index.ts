import type { Op } from '../op.js';
import { activation } from './activation.js';
import { adaptiveAveragePool } from './adaptive-average-pool.js';
import { add } from './add.js';
import { averagePool } from './average-pool.js';
import { batchNorm } from './batch-norm.js';
import { channelShuffle } from './channel-shuffle.js';
import { concat } from './concat.js';
import { conv2d } from './conv2d.js';
import { dense } from './dense.js';
import { depthToSpace } from './depth-to-space.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { globalAveragePool } from './global-average-pool.js';
import { input } from './input.js';
import { localResponseNorm } from './local-response-norm.js';
import { matrixProduct } from './matrix-product.js';
import { maxPool } from './max-pool.js';
import { merge } from './merge.js';
import { norm } from './norm.js';
import { pad } from './pad.js';
import { prelu } from './prelu.js';
import { reduce } from './reduce.js';
import { rescale } from './rescale.js';
import { reshape } from './reshape.js';
import { resize } from './resize.js';
import { slice } from './slice.js';
import { split } from './split.js';
import { transpose } from './transpose.js';
import { transposedConv2d } from './transposed-conv2d.js';
import { unknown } from './unknown.js';

/** The register of layer kinds. A new kind is one file and one line here; the compiler then names what else it needs. */
export const ops = {
  input,
  conv2d,
  'depthwise-conv2d': depthwiseConv2d,
  'batch-norm': batchNorm,
  activation,
  add,
  'average-pool': averagePool,
  'global-average-pool': globalAveragePool,
  dense,
  'max-pool': maxPool,
  'adaptive-average-pool': adaptiveAveragePool,
  'channel-shuffle': channelShuffle,
  concat,
  split,
  'local-response-norm': localResponseNorm,
  merge,
  pad,
  prelu,
  rescale,
  reshape,
  resize,
  'transposed-conv2d': transposedConv2d,
  norm,
  reduce,
  slice,
  transpose,
  'depth-to-space': depthToSpace,
  'matrix-product': matrixProduct,
  unknown,
} as const;

type Ops = typeof ops;

export type OpKind = keyof Ops;

/** The attributes that nodes of a kind carry. */
export type AttributesOf<K extends OpKind> = Ops[K] extends Op<infer Attributes> ? Attributes : never;

/** A kind's declaration for code that treats all kinds alike; a node's kind and attributes always belong together. */
export const opOf = (kind: OpKind): Op<unknown> => ops[kind] as Op<unknown>;
