/** Pooling as PyTorch does it, in what tfjs has. */
import * as tf from '@tensorflow/tfjs-core';
import { alongWidth, paddingOf, type AttributesOf, type Window } from '../core/index.js';

/** tfjs leaves padding out of the mean's divisor; PyTorch, which pads by a number, counts it. */
export function averagePool(x: tf.Tensor4D, window: AttributesOf<'average-pool'>): tf.Tensor4D {
  const { padding, countPadding = padding !== 'same' } = window;
  const pads = padsOf(x, window);
  const { size, strides } = sizesOf(window);
  if (!countPadding) return meanOverWindow(x, size, strides, padding === 'same' ? 'same' : pads);
  const isPadded = pads.flat().some((rows) => rows > 0);
  return meanOverWindow(isPadded ? tf.pad(x, pads) : x, size, strides, 'valid');
}

const sizesOf = (window: Window): Record<'size' | 'strides', [rows: number, columns: number]> => {
  const across = alongWidth(window);
  return { size: [window.kernel, across.kernel], strides: [window.stride, across.stride] };
};

/** XNNPACK, which the wasm backend calls, refuses a window of one pixel. */
export function meanOverWindow(
  x: tf.Tensor4D,
  window: [number, number],
  strides: [number, number],
  pad: 'same' | 'valid' | Pads,
): tf.Tensor4D {
  return window[0] * window[1] * strides[0] * strides[1] === 1
    ? tf.clone(x)
    : tf.avgPool(x, window, strides, pad as 'same');
}

/** What tfjs calls explicit padding: rows before and after, of each axis. */
type Pads = [[number, number], [number, number], [number, number], [number, number]];

export const padsOf = (x: tf.Tensor4D, window: Window): Pads => [
  [0, 0],
  [...paddingOf(x.shape[1], window)],
  [...paddingOf(x.shape[2], alongWidth(window))],
  [0, 0],
];

/** Padding never wins, in tfjs as in PyTorch. */
export function maxPool(x: tf.Tensor4D, window: Window): tf.Tensor4D {
  const { size, strides } = sizesOf(window);
  return size[0] * size[1] === 1 ? subsample(x, strides) : tf.maxPool(x, size, strides, padsOf(x, window));
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
  const even = missing.flat().some((count) => count > 0) ? tf.pad(x, missing) : x;
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
