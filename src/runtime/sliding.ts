/** A window of core's as tfjs takes it. */
import type * as tf from '@tensorflow/tfjs-core';
import { alongWidth, paddingOf, type Window } from '../core/index.js';

/** What tfjs calls explicit padding: before and after, of each axis. */
export type Pads = [[number, number], [number, number], [number, number], [number, number]];
type Pair = [rows: number, columns: number];

export const padsOf = (x: tf.Tensor4D, window: Window): Pads => [
  [0, 0],
  [...paddingOf(x.shape[1], window)],
  [...paddingOf(x.shape[2], alongWidth(window))],
  [0, 0],
];

export const isPadded = (pads: Pads): boolean => pads.flat().some((count) => count > 0);

/**
 * Always by the side, or `valid` where there is none: of a number, 0 too, tfjs takes the height and stride of the window for
 * the width as well, and XNNPACK (the wasm backend) pads oblong windows wrongly where it is asked for `same`.
 */
export const asPad = (pads: Pads): 'valid' => (isPadded(pads) ? pads : 'valid') as 'valid';

export function slidingOf(window: Window, x: tf.Tensor4D) {
  const across = alongWidth(window);
  const strides: Pair = [window.stride, across.stride];
  const dilations: Pair = [window.dilation ?? 1, across.dilation ?? 1];
  return { strides, dilations, pad: asPad(padsOf(x, window)) };
}

/** Size and strides of a pooling window. */
export function poolingOf(window: Window): Record<'size' | 'strides', Pair> {
  const across = alongWidth(window);
  return { size: [window.kernel, across.kernel], strides: [window.stride, across.stride] };
}
