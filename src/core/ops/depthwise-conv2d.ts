import { number, product, symbol } from '../expr.js';
import { defineOp, type WeightSpec } from '../op.js';
import { formatKernel, formatWindow, slideOver, type Window } from './window.js';

export interface DepthwiseConv2dAttributes extends Window {
  /** Filters a channel; 1 where absent. */
  readonly multiplier?: number;
  readonly bias?: boolean;
}

const plain: readonly WeightSpec[] = [
  { name: 'kernel', role: 'weight', shape: [symbol('K'), symbol('K'), symbol('N_i'), number(1)] },
];
const plainMacs = product('K', 'K', 'N_i', 'H', 'W');

function weights({ kernel, across, multiplier = 1, bias }: DepthwiseConv2dAttributes): readonly WeightSpec[] {
  if (!across && !bias && multiplier === 1) return plain;
  const window = across ? [number(kernel), number(across.kernel)] : [symbol('K'), symbol('K')];
  const filters: WeightSpec = { name: 'kernel', role: 'weight', shape: [...window, symbol('N_i'), number(multiplier)] };
  const biases: WeightSpec = { name: 'bias', role: 'bias', shape: [product('N_i', multiplier)] };
  return bias ? [filters, biases] : [filters];
}

/**
 * The grouped convolution with g = N_i: each channel has K×K filters of its own, nearly always one; kernel
 * `[K, K, N_i, M]` for M filters a channel, whose results lie beside each other.
 */
export const depthwiseConv2d = defineOp<DepthwiseConv2dAttributes>({
  title: (attributes) => `depthwise convolution ${formatWindow(attributes)}`,
  sentence: (attributes) =>
    `Gives every channel ${attributes.multiplier ?? 'one'} ${formatKernel(attributes)} filter${attributes.multiplier ? 's' : ''} of its own; no channel sees another.`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2] * (attributes.multiplier ?? 1)],
  symbols: ([, , channels], [height, width], { kernel }) => ({ K: kernel, N_i: channels, H: height, W: width }),
  weights,
  macs: (attributes) =>
    attributes.across || attributes.multiplier
      ? product(...weights(attributes)[0]!.shape.slice(0, 3), attributes.multiplier ?? 1, 'H', 'W')
      : plainMacs,
});
