/** One value of many, and what is brought to mean 0 and variance 1. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf } from '../core/index.js';
import type { TensorWeights } from './tensor-weights.js';

const reductions = { mean: tf.mean, sum: tf.sum, maximum: tf.max, minimum: tf.min } as const;

export const reduce = (x: tf.Tensor4D, { axes, ...attributes }: AttributesOf<'reduce'>): tf.Tensor4D =>
  reductions[attributes.function](
    x,
    axes.map((axis) => axis + 1),
    true,
  );

export function normalise(
  x: tf.Tensor4D,
  { over, groups = 1, epsilon }: AttributesOf<'norm'>,
  { gamma, beta }: TensorWeights,
): tf.Tensor4D {
  const [, height, width, channels] = x.shape;
  const grouped = over === 'group' ? tf.reshape(x, [height, width, groups, channels / groups]) : x;
  const centred = tf.sub(grouped, tf.mean(grouped, AXES[over], true));
  const deviation = tf.sqrt(tf.add(tf.mean(tf.mul(centred, centred), AXES[over], true), epsilon));
  const even = tf.reshape(tf.div(centred, deviation), x.shape);
  const scaled = gamma ? tf.mul(even, gamma) : even;
  return (beta ? tf.add(scaled, beta) : scaled) as tf.Tensor4D;
}

/** Of the map with its batch; of a group, of rows, columns, groups and their channels. */
const AXES = { layer: [3], instance: [1, 2], group: [0, 1, 3] };
