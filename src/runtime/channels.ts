/** What moves channels about, and what compares neighbouring ones. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf } from '../core/index.js';

/** Channels as a table of groups, read column by column. */
export function channelShuffle(x: tf.Tensor4D, groups: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const table = tf.reshape(x, [batch * height * width, groups, channels / groups]);
  return tf.reshape(tf.transpose(table, [0, 2, 1]), [batch, height, width, channels]);
}

export function split(x: tf.Tensor4D, { part, parts }: AttributesOf<'split'>): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const own = channels / parts;
  return tf.slice4d(x, [0, 0, 0, part * own], [batch, height, width, own]);
}

/** tfjs takes the radius of the neighbourhood, and α for each of its channels. */
export const localResponseNorm = (
  x: tf.Tensor4D,
  { size, alpha, beta, k }: AttributesOf<'local-response-norm'>,
): tf.Tensor4D => tf.localResponseNormalization(x, (size - 1) / 2, k, alpha / size, beta);
