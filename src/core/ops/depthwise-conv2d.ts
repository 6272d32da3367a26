import { number, product, symbol } from '../expr.js';
import { defineOp, seesWindow, type WeightSpec } from '../op.js';
import { formatWindow, slideOver, windowAxes, type Window } from './window.js';

export interface DepthwiseConv2dAttributes extends Window {
  /** Filters a channel; 1 where absent. */
  readonly multiplier?: number;
  readonly bias?: boolean;
}

function weights(attributes: DepthwiseConv2dAttributes): readonly WeightSpec[] {
  const { multiplier = 1, bias } = attributes;
  const shape = [...windowAxes(attributes), symbol('N_i'), number(multiplier)];
  const kernel: WeightSpec = { name: 'kernel', role: 'weight', shape };
  return bias ? [kernel, { name: 'bias', role: 'bias', shape: [product('N_i', multiplier)] }] : [kernel];
}

/**
 * The grouped convolution with g = N_i: each channel has K×K filters of its own, nearly always one; kernel
 * `[K, K, N_i, M]` for M filters a channel, whose results lie beside each other.
 */
export const depthwiseConv2d = defineOp<DepthwiseConv2dAttributes>({
  title: (attributes) => `depthwise convolution ${formatWindow(attributes)}`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2] * (attributes.multiplier ?? 1)],
  symbols: ([, , channels], [height, width], { kernel }) => ({ K: kernel, N_i: channels, H: height, W: width }),
  weights,
  macs: (attributes) =>
    product(...windowAxes(attributes), 'N_i', ...(attributes.multiplier ? [attributes.multiplier] : []), 'H', 'W'),
  role: 'channel-filter',
  inPlace: false,
  sight: seesWindow,
});
