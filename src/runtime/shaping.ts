/** Tensors laid out anew, or in part. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf } from '../core/index.js';

/** Axes of core's shapes, with the batch before them. */
const withBatch = (order: readonly number[]): number[] => [0, ...order.map((axis) => axis + 1)];

export const transpose = (x: tf.Tensor4D, { order }: AttributesOf<'transpose'>): tf.Tensor4D =>
  tf.transpose(x, withBatch(order));

export function slice(x: tf.Tensor4D, { begin, shape, steps }: AttributesOf<'slice'>): tf.Tensor4D {
  if (!steps) return tf.slice4d(x, [0, ...begin], [1, ...shape]);
  const end = begin.map((first, axis) => first + (shape[axis]! - 1) * steps[axis]! + 1);
  return tf.stridedSlice(x, [0, ...begin], [1, ...end], [1, ...steps]) as tf.Tensor4D;
}

export function depthToSpace(x: tf.Tensor4D, { block, first, inverse }: AttributesOf<'depth-to-space'>): tf.Tensor4D {
  const [, height, width, channels] = x.shape;
  const rest = inverse ? channels : channels / (block * block);
  if (inverse) {
    const blocks = tf.reshape(x, [height / block, block, width / block, block, rest]);
    const order = first === 'places' ? [0, 2, 1, 3, 4] : [0, 2, 4, 1, 3];
    return tf.reshape(tf.transpose(blocks, order), [1, height / block, width / block, rest * block * block]);
  }
  const parts = first === 'places' ? [block, block, rest] : [rest, block, block];
  const order = first === 'places' ? [0, 2, 1, 3, 4] : [0, 3, 1, 4, 2];
  const table = tf.reshape(x, [height, width, ...parts]);
  return tf.reshape(tf.transpose(table, order), [1, height * block, width * block, rest]);
}

/** Corners as `align` says: tfjs-layers itself lays the first rows of both maps on each other, and not the last. */
export function resize(x: tf.Tensor4D, { height, width, interpolation, align }: AttributesOf<'resize'>): tf.Tensor4D {
  const run = interpolation === 'nearest' ? tf.image.resizeNearestNeighbor : tf.image.resizeBilinear;
  return run(x, [height, width], align === 'corners', align === 'centres');
}

/** Takes away what is to be cropped, then adds what is to be added. */
export function withMargins(
  x: tf.Tensor4D,
  { top, bottom, left, right, channels: more = 0, value = 0 }: AttributesOf<'pad'>,
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [cutTop, cutLeft] = [Math.max(0, -top), Math.max(0, -left)];
  const [rows, columns] = [height - cutTop - Math.max(0, -bottom), width - cutLeft - Math.max(0, -right)];
  const inside =
    rows < height || columns < width ? tf.slice4d(x, [0, cutTop, cutLeft, 0], [batch, rows, columns, channels]) : x;
  const margins: [number, number][] = [
    [0, 0],
    [Math.max(0, top), Math.max(0, bottom)],
    [Math.max(0, left), Math.max(0, right)],
    [0, more],
  ];
  return value === 'reflected' ? tf.mirrorPad(inside, margins, 'reflect') : tf.pad(inside, margins, value);
}
