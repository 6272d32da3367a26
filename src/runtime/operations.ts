/** How each layer kind runs, one operation at a time: what a reader who opens a block sees. */
import * as tf from '@tensorflow/tfjs-core';
import { type NetworkNode, type NodeOf, type OpKind, type Window } from '../core/index.js';
import { channelShuffle, localResponseNorm, split } from './channels.js';
import { adaptiveAveragePool, averagePool, maxPool, meanOverWindow } from './pooling.js';

/** A node's tensors by the names that core gives them. */
export type TensorWeights = Readonly<Record<string, tf.Tensor>>;

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
  'depthwise-conv2d': (node, [x], { kernel }) =>
    tf.depthwiseConv2d(x!, kernel as tf.Tensor4D, node.attributes.stride, padOf(node.attributes)),
  'batch-norm': ({ attributes }, [x], weights) =>
    tf.batchNorm(
      x!,
      weights.moving_mean as tf.Tensor1D,
      weights.moving_variance as tf.Tensor1D,
      weights.beta as tf.Tensor1D,
      weights.gamma as tf.Tensor1D,
      attributes.epsilon,
    ),
  activation: ({ attributes }, [x]) => (attributes.function === 'relu6' ? tf.relu6(x!) : tf.relu(x!)),
  add: (_, [left, right]) => tf.add(left!, right!),
  'average-pool': ({ attributes }, [x]) => averagePool(x!, attributes),
  'global-average-pool': (_, [x]) => meanOverWindow(x!, [x!.shape[1], x!.shape[2]], 1, 'valid'),
  dense: (_, [x], { kernel, bias }) => {
    const [inputs, units] = kernel!.shape as [number, number];
    return fusedConvolution({
      x: tf.reshape(x!, [1, 1, 1, inputs]) as tf.Tensor4D,
      kernel: tf.reshape(kernel!, [1, 1, inputs, units]) as tf.Tensor4D,
      bias: bias as tf.Tensor1D,
      stride: 1,
      pad: 'valid',
    });
  },
  'max-pool': ({ attributes }, [x]) => maxPool(x!, attributes),
  'adaptive-average-pool': ({ attributes }, [x]) => adaptiveAveragePool(x!, attributes.size),
  'channel-shuffle': ({ attributes }, [x]) => channelShuffle(x!, attributes.groups),
  concat: (_, [left, right]) => tf.concat([left!, right!], 3),
  split: ({ attributes }, [x]) => split(x!, attributes),
  'local-response-norm': ({ attributes }, [x]) => localResponseNorm(x!, attributes),
};

/** Runs one node whatever its kind; kind and attributes of a node always belong together. */
export const operate = (node: NetworkNode, inputs: readonly tf.Tensor4D[], weights: TensorWeights): tf.Tensor4D =>
  (operations[node.kind] as Operation<OpKind>)(node as NodeOf<OpKind>, inputs, weights);

/** Padding as tfjs takes it: `same` is TensorFlow's rule, a number goes on every side, as in PyTorch. */
export const padOf = ({ padding }: Window): number | 'same' => padding;

export interface FusedConvolution {
  readonly x: tf.Tensor4D;
  readonly kernel: tf.Tensor4D;
  readonly bias?: tf.Tensor1D | undefined;
  readonly stride: number;
  readonly pad: number | 'same' | 'valid';
  readonly activation?: 'relu' | 'relu6' | undefined;
}

export const fusedConvolution = ({ x, kernel, bias, stride, pad, activation }: FusedConvolution): tf.Tensor4D =>
  tf.fused.conv2d({
    x,
    filter: kernel,
    strides: stride,
    pad,
    activation: activation ?? 'linear',
    ...(bias && { bias }),
  });

function convolve({ attributes }: NodeOf<'conv2d'>, x: tf.Tensor4D, { kernel, bias }: TensorWeights): tf.Tensor4D {
  const { groups, stride } = attributes;
  return inGroups(groups, x, kernel as tf.Tensor4D, bias as tf.Tensor1D | undefined, (part) =>
    fusedConvolution({ ...part, stride, pad: padOf(attributes) }),
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
