/** Pooling as PyTorch does it, in what tfjs has. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf, Window } from '../core/index.js';
import { asPad, isPadded, padsOf, poolingOf, type Pads } from './sliding.js';

/** tfjs leaves padding out of the mean's divisor; PyTorch, which pads by a number, counts it, but not what lies beyond it. */
export function averagePool(x: tf.Tensor4D, window: AttributesOf<'average-pool'>): tf.Tensor4D {
  const { padding, countPadding = padding !== 'same' } = window;
  const pads = padsOf(x, window);
  if (!countPadding) return meanOverWindow(x, window, pads);
  const counted = padsOf(x, { ...window, ceil: false });
  const beyond = pads.map(([before, after], axis) => [before - counted[axis]![0], after - counted[axis]![1]]) as Pads;
  return meanOverWindow(isPadded(counted) ? tf.pad(x, counted) : x, window, beyond);
}

export const globalAveragePool = (x: tf.Tensor4D): tf.Tensor4D => {
  const [, height, width] = x.shape;
  return meanOverWindow(x, { kernel: height, stride: 1, padding: 0, across: { kernel: width, stride: 1 } }, NO_PADS);
};

const NO_PADS: Pads = [
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
];

/** XNNPACK, which the wasm backend calls, refuses a window of one pixel: there is nothing to take a mean of. */
function meanOverWindow(x: tf.Tensor4D, window: Window, pads: Pads): tf.Tensor4D {
  const { size, strides } = poolingOf(window);
  return size[0] * size[1] === 1 && !isPadded(pads) ? subsample(x, strides) : tf.avgPool(x, size, strides, asPad(pads));
}

/** Padding never wins, in tfjs as in PyTorch. */
export function maxPool(x: tf.Tensor4D, window: Window): tf.Tensor4D {
  const { size, strides } = poolingOf(window);
  return size[0] * size[1] === 1 ? subsample(x, strides) : tf.maxPool(x, size, strides, asPad(padsOf(x, window)));
}

/** The first of every so many rows and columns. */
function subsample(x: tf.Tensor4D, [down, across]: [number, number]): tf.Tensor4D {
  if (down * across === 1) return tf.clone(x);
  const [batch, height, width, channels] = x.shape;
  const [rows, columns] = [Math.ceil(height / down), Math.ceil(width / across)];
  const missing: Pads = [
    [0, 0],
    [0, rows * down - height],
    [0, columns * across - width],
    [0, 0],
  ];
  const even = isPadded(missing) ? tf.pad(x, missing) : x;
  const cells = tf.reshape(even, [batch * rows, down, columns, across * channels]);
  const firsts = tf.slice4d(cells as tf.Tensor4D, [0, 0, 0, 0], [batch * rows, 1, columns, channels]);
  return tf.reshape(firsts, [batch, rows, columns, channels]);
}

/** Rows, then columns: a patch's mean is the mean of its rows' means. */
export function adaptiveAveragePool(x: tf.Tensor4D, size: number): tf.Tensor4D {
  const [, height, width] = x.shape;
  if (height === size && width === size) return tf.clone(x);
  return meansAlong(meansAlong(x, 1, size), 2, size);
}

function meansAlong(x: tf.Tensor4D, axis: 1 | 2, size: number): tf.Tensor4D {
  const length = x.shape[axis];
  const means = Array.from({ length: size }, (_, i) => {
    const [first, end] = [Math.floor((i * length) / size), Math.ceil(((i + 1) * length) / size)];
    const begin = [0, 0, 0, 0] as [number, number, number, number];
    const extent = [...x.shape] as [number, number, number, number];
    begin[axis] = first;
    extent[axis] = end - first;
    return tf.mean<tf.Tensor4D>(tf.slice4d(x, begin, extent), axis, true);
  });
  return tf.concat(means, axis);
}
