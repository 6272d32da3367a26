/** How each layer kind runs, one operation at a time: what a reader who opens a block sees. */
import * as tf from '@tensorflow/tfjs-core';
import { knowOpsOfFiles, type NetworkNode, type NodeOf, type OpKind, type Window } from '../core/index.js';
import { activate } from './activate.js';
import { channelShuffle, localResponseNorm, split } from './channels.js';
import { merge, prelu, rescale, unknown } from './imported-operations.js';
import { adaptiveAveragePool, averagePool, globalAveragePool, maxPool } from './pooling.js';
import { normalise, reduce } from './reducing.js';
import { depthToSpace, resize, slice, transpose, withMargins } from './shaping.js';
import { slidingOf } from './sliding.js';
import type { TensorWeights } from './tensor-weights.js';
import { transposedConvolution } from './transposed-convolution.js';

knowOpsOfFiles();

/** Attributes + input tensors + weights → tensor, all `[1, height, width, channels]`. */
export type Operation<K extends OpKind> = (
  node: NodeOf<K>,
  inputs: readonly tf.Tensor4D[],
  weights: TensorWeights,
) => tf.Tensor4D;

export const operations: { readonly [K in OpKind]: Operation<K> } = {
  input: (node) => {
    throw new RangeError(`${node.id}: the input is given, not computed`);
  },
  conv2d: (node, [x], weights) => convolve(node, x!, weights),
  'depthwise-conv2d': ({ attributes }, [x], weights) => fusedDepthwise(x!, weights, attributes),
  'batch-norm': ({ attributes }, [x], weights) =>
    tf.batchNorm(
      x!,
      weights.moving_mean as tf.Tensor1D,
      weights.moving_variance as tf.Tensor1D,
      weights.beta as tf.Tensor1D | undefined,
      weights.gamma as tf.Tensor1D | undefined,
      attributes.epsilon,
    ),
  activation: ({ attributes }, [x]) => activate(x!, attributes),
  add: (_, [left, right]) => tf.add(left!, right!),
  'average-pool': ({ attributes }, [x]) => averagePool(x!, attributes),
  'global-average-pool': (_, [x]) => globalAveragePool(x!),
  dense: (_, [x], { kernel, bias }) => {
    const [inputs, units] = kernel!.shape as [number, number];
    return fusedConvolution({
      x: tf.reshape(x!, [1, 1, 1, inputs]) as tf.Tensor4D,
      kernel: tf.reshape(kernel!, [1, 1, inputs, units]) as tf.Tensor4D,
      bias: bias as tf.Tensor1D,
      window: ONE_PIXEL,
    });
  },
  'max-pool': ({ attributes }, [x]) => maxPool(x!, attributes),
  'adaptive-average-pool': ({ attributes }, [x]) => adaptiveAveragePool(x!, attributes.size),
  'channel-shuffle': ({ attributes }, [x]) => channelShuffle(x!, attributes.groups),
  concat: ({ attributes }, inputs, { constant }) =>
    tf.concat(
      constant ? [tf.reshape(constant, [1, ...attributes.constant!]), ...inputs] : [...inputs],
      (attributes.axis ?? 2) + 1,
    ) as tf.Tensor4D,
  split: ({ attributes }, [x]) => split(x!, attributes),
  'local-response-norm': ({ attributes }, [x]) => localResponseNorm(x!, attributes),
  merge: ({ attributes }, inputs, weights) => merge(inputs, weights, attributes),
  pad: ({ attributes }, [x]) => withMargins(x!, attributes),
  prelu: (_, [x], { alpha }) => prelu(x!, alpha!),
  rescale: ({ attributes }, [x]) => rescale(x!, attributes),
  reshape: ({ attributes: { shape } }, [x]) => tf.reshape(x!, [1, ...shape]) as tf.Tensor4D,
  resize: ({ attributes }, [x]) => resize(x!, attributes),
  'transposed-conv2d': (node, [x], weights) => transposedConvolution(node, x!, weights),
  norm: ({ attributes }, [x], weights) => normalise(x!, attributes, weights),
  reduce: ({ attributes }, [x]) => reduce(x!, attributes),
  slice: ({ attributes }, [x]) => slice(x!, attributes),
  transpose: ({ attributes }, [x]) => transpose(x!, attributes),
  'depth-to-space': ({ attributes }, [x]) => depthToSpace(x!, attributes),
  'matrix-product': ({ attributes }, [left, right]) => tf.matMul(left!, right!, false, attributes.transposed),
  unknown,
};

/** Runs one node whatever its kind; kind and attributes of a node always belong together. */
export const operate = (node: NetworkNode, inputs: readonly tf.Tensor4D[], weights: TensorWeights): tf.Tensor4D =>
  (operations[node.kind] as Operation<OpKind>)(node as NodeOf<OpKind>, inputs, weights);

/** A dense layer as a convolution. */
export const ONE_PIXEL: Window = { kernel: 1, stride: 1, padding: 0 };

/** What tfjs fuses to a convolution on every backend. */
export type FusedActivation = 'relu' | 'relu6' | undefined;

export interface FusedConvolution {
  readonly x: tf.Tensor4D;
  readonly kernel: tf.Tensor4D;
  readonly bias?: tf.Tensor1D | undefined;
  readonly window: Window;
  readonly activation?: FusedActivation;
}

export const fusedConvolution = ({ x, kernel, bias, window, activation }: FusedConvolution): tf.Tensor4D =>
  tf.fused.conv2d({
    x,
    filter: kernel,
    ...slidingOf(window, x),
    activation: activation ?? 'linear',
    ...(bias && { bias }),
  });

export const fusedDepthwise = (
  x: tf.Tensor4D,
  { kernel, bias }: TensorWeights,
  window: Window,
  activation?: FusedActivation,
): tf.Tensor4D =>
  tf.fused.depthwiseConv2d({
    x,
    filter: kernel as tf.Tensor4D,
    ...slidingOf(window, x),
    activation: activation ?? 'linear',
    ...(bias && { bias }),
  });

function convolve({ attributes }: NodeOf<'conv2d'>, x: tf.Tensor4D, { kernel, bias }: TensorWeights): tf.Tensor4D {
  return inGroups(attributes.groups, x, kernel as tf.Tensor4D, bias as tf.Tensor1D | undefined, (part) =>
    fusedConvolution({ ...part, window: attributes }),
  );
}

type Part = Pick<FusedConvolution, 'x' | 'kernel' | 'bias'>;

/** tfjs has no grouped convolution other than depthwise: split the channels, convolve, join. */
export function inGroups(
  groups: number,
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor1D | undefined,
  convolution: (part: Part) => tf.Tensor4D,
): tf.Tensor4D {
  if (groups === 1) return convolution({ x, kernel, bias });
  const [rows, columns, inputs, outputs] = kernel.shape;
  const [batch, height, width] = x.shape;
  const filters = outputs / groups;
  const parts = Array.from({ length: groups }, (_, group) =>
    convolution({
      x: tf.slice4d(x, [0, 0, 0, group * inputs], [batch, height, width, inputs]),
      kernel: tf.slice4d(kernel, [0, 0, 0, group * filters], [rows, columns, inputs, filters]),
      bias: bias && tf.slice1d(bias, group * filters, filters),
    }),
  );
  return tf.concat(parts, 3);
}
