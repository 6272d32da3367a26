/** Transposed convolutions in what tfjs has. */
import * as tf from '@tensorflow/tfjs-core';
import { paddingOf, alongWidth, type NodeOf, type Shape } from '../core/index.js';
import type { TensorWeights } from './tensor-weights.js';

export function transposedConvolution(
  { attributes, outputShape }: Pick<NodeOf<'transposed-conv2d'>, 'attributes' | 'outputShape'>,
  x: tf.Tensor4D,
  { kernel, bias }: TensorWeights,
): tf.Tensor4D {
  const { groups } = attributes;
  const [rows, columns, filters, inputs] = kernel!.shape as [number, number, number, number];
  const own = inputs / groups;
  const [, height, width] = x.shape;
  const parts = Array.from({ length: groups }, (_, group) =>
    spread(
      tf.slice4d(x, [0, 0, 0, group * own], [1, height, width, own]),
      tf.slice4d(kernel as tf.Tensor4D, [0, 0, 0, group * own], [rows, columns, filters, own]),
      attributes,
      [outputShape[0], outputShape[1], filters],
    ),
  );
  const sum = parts.length > 1 ? tf.concat(parts, 3) : parts[0]!;
  return bias ? tf.add(sum, bias) : sum;
}

type Attributes = NodeOf<'transposed-conv2d'>['attributes'];

/** tfjs wants the padding of the way back to fit exactly: what lies beyond is made too, and cut off. */
function spread(x: tf.Tensor4D, kernel: tf.Tensor4D, window: Attributes, [height, width, filters]: Shape): tf.Tensor4D {
  const across = alongWidth(window);
  const [, rows, columns] = x.shape;
  const full = [(rows - 1) * window.stride + kernel.shape[0], (columns - 1) * across.stride + kernel.shape[1]] as const;
  const [[top], [left]] = [paddingOf(height, window), paddingOf(width, across)];
  const whole = tf.conv2dTranspose(x, kernel, [1, ...full, filters], [window.stride, across.stride], 'valid');
  const inside = tf.slice4d(
    whole,
    [0, top, left, 0],
    [1, Math.min(height, full[0] - top), Math.min(width, full[1] - left), filters],
  );
  const missing = [height - inside.shape[1], width - inside.shape[2]] as const;
  if (!missing[0] && !missing[1]) return inside;
  return tf.pad(inside, [
    [0, 0],
    [0, missing[0]],
    [0, missing[1]],
    [0, 0],
  ]);
}
