/** What only networks from a file do. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf, NodeOf } from '../core/index.js';
import type { TensorWeights } from './tensor-weights.js';
import { cannotRun, obstacleOf } from './obstacles.js';

const combinations = {
  sum: tf.add,
  product: tf.mul,
  maximum: tf.maximum,
  minimum: tf.minimum,
  difference: tf.sub,
  quotient: tf.div,
} as const;

export function merge(
  inputs: readonly tf.Tensor4D[],
  { constant }: TensorWeights,
  attributes: AttributesOf<'merge'>,
): tf.Tensor4D {
  const operands: readonly tf.Tensor[] = constant ? [...inputs, constant] : inputs;
  const [left, right] = attributes.constantFirst ? operands.toReversed() : operands;
  return combinations[attributes.function](left!, right!);
}

export const prelu = (x: tf.Tensor4D, alpha: tf.Tensor): tf.Tensor4D =>
  tf.prelu(x, tf.reshape(alpha, [1, ...(alpha.shape as [number, number, number])]));

export const rescale = (x: tf.Tensor4D, { scale, offset }: AttributesOf<'rescale'>): tf.Tensor4D =>
  tf.add(tf.mul(x, scale as number | number[]), offset as number | number[]);

export function unknown(node: NodeOf<'unknown'>): never {
  throw cannotRun(node.id, obstacleOf(node));
}
