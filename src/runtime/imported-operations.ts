/** What only networks from a file do. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf, NodeOf } from '../core/index.js';
import { cannotRun, obstacleOf } from './obstacles.js';

const combinations = { sum: tf.add, product: tf.mul, maximum: tf.maximum, minimum: tf.minimum } as const;

export const merge = (left: tf.Tensor4D, right: tf.Tensor4D, attributes: AttributesOf<'merge'>): tf.Tensor4D =>
  combinations[attributes.function](left, right);

/** Takes away what is to be cropped, then adds zeros. */
export function withMargins(x: tf.Tensor4D, { top, bottom, left, right }: AttributesOf<'pad'>): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [cutTop, cutLeft] = [Math.max(0, -top), Math.max(0, -left)];
  const [rows, columns] = [height - cutTop - Math.max(0, -bottom), width - cutLeft - Math.max(0, -right)];
  const inside =
    rows < height || columns < width ? tf.slice4d(x, [0, cutTop, cutLeft, 0], [batch, rows, columns, channels]) : x;
  return tf.pad4d(inside, [
    [0, 0],
    [Math.max(0, top), Math.max(0, bottom)],
    [Math.max(0, left), Math.max(0, right)],
    [0, 0],
  ]);
}

export const prelu = (x: tf.Tensor4D, alpha: tf.Tensor): tf.Tensor4D =>
  tf.prelu(x, tf.reshape(alpha, [1, ...(alpha.shape as [number, number, number])]));

export const rescale = (x: tf.Tensor4D, { scale, offset }: AttributesOf<'rescale'>): tf.Tensor4D =>
  tf.add(tf.mul(x, scale), offset);

/** Corners as tfjs-layers takes them: the first rows of both maps lie on each other, the last do not. */
export function resize(x: tf.Tensor4D, { rows, columns, interpolation }: AttributesOf<'resize'>): tf.Tensor4D {
  const size: [number, number] = [x.shape[1] * rows, x.shape[2] * columns];
  return interpolation === 'nearest' ? tf.image.resizeNearestNeighbor(x, size) : tf.image.resizeBilinear(x, size);
}

export function unknown(node: NodeOf<'unknown'>): never {
  throw cannotRun(node.id, obstacleOf(node));
}
