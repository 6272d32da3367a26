import { number, product, symbol } from '../expr.js';
import { defineOp, type WeightSpec } from '../op.js';
import { formatWindow, slideOver, type Window } from './window.js';

export type DepthwiseConv2dAttributes = Window;

const weights: readonly WeightSpec[] = [
  { name: 'kernel', role: 'weight', shape: [symbol('K'), symbol('K'), symbol('N_i'), number(1)] },
];
const macs = product('K', 'K', 'N_i', 'H', 'W');

/** The grouped convolution with g = N_i = N_o: one K×K filter a channel; kernel `[K, K, N_i, 1]`. */
export const depthwiseConv2d = defineOp<DepthwiseConv2dAttributes>({
  title: (attributes) => `depthwise convolution ${formatWindow(attributes)}`,
  sentence: ({ kernel }) => `Gives every channel one ${kernel}×${kernel} filter of its own; no channel sees another.`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2]],
  symbols: ([, , channels], [height, width], { kernel }) => ({ K: kernel, N_i: channels, H: height, W: width }),
  weights: () => weights,
  macs: () => macs,
});
