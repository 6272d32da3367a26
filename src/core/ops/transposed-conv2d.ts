import { product, quotient, symbol } from '../expr.js';
import { defineOp, type WeightSpec } from '../op.js';
import type { Shape } from '../shape.js';
import { alongWidth, formatWindow, spanOf, windowAxes, type Window } from './window.js';

/** The window is that of the convolution which would lead back, from the output to the input. */
export interface TransposedConv2dAttributes extends Window {
  readonly filters: number;
  readonly groups: number;
  readonly bias: boolean;
  /** Rows and columns that are added at the bottom and the right. */
  readonly extra?: readonly [rows: number, columns: number];
}

const perGroup = (name: string, groups: number) => (groups === 1 ? symbol(name) : quotient(name, 'g'));

const kernelOf = (attributes: TransposedConv2dAttributes): WeightSpec => ({
  name: 'kernel',
  role: 'weight',
  shape: [...windowAxes(attributes), perGroup('N_o', attributes.groups), symbol('N_i')],
});

function unslide(size: number, window: Window, extra: number): number {
  const { stride, padding } = window;
  return padding === 'same' ? size * stride : (size - 1) * stride + spanOf(window) - 2 * padding + extra;
}

/**
 * Each value of the input lays a window of its weights on the output, where they add up; kernel `[K, K, N_o/g, N_i]`, as in
 * Keras. MACs = kernel × input positions, those that fall outside counted.
 */
export const transposedConv2d = defineOp<TransposedConv2dAttributes>({
  title: (attributes) => `transposed convolution ${formatWindow(attributes)}`,
  arity: 1,
  outputShape([shape], attributes) {
    const [height, width, channels] = shape!;
    const { groups, filters, extra = [0, 0] } = attributes;
    if (channels % groups) throw new RangeError(`${groups} groups do not divide ${channels} input channels`);
    if (filters % groups) throw new RangeError(`${groups} groups do not divide ${filters} output channels`);
    return [unslide(height, attributes, extra[0]), unslide(width, alongWidth(attributes), extra[1]), filters];
  },
  symbols: ([height, width, channels]: Shape, [, , filters], { kernel, groups }) => ({
    K: kernel,
    N_i: channels,
    N_o: filters,
    g: groups,
    H: height,
    W: width,
  }),
  weights: (attributes) =>
    attributes.bias
      ? [kernelOf(attributes), { name: 'bias', role: 'bias', shape: [symbol('N_o')] }]
      : [kernelOf(attributes)],
  macs: (attributes) => product(...kernelOf(attributes).shape, 'H', 'W'),
  role: 'other',
  inPlace: false,
  sight: (window) => ({ by: 'spread', window }),
});
