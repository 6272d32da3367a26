import { product, quotient, symbol } from '../expr.js';
import { defineOp, seesWindow, type WeightSpec } from '../op.js';
import { formatWindow, slideOver, windowAxes, type Window } from './window.js';

export interface Conv2dAttributes extends Window {
  readonly filters: number;
  /** Number of groups g: each output channel sees N_i/g input channels. 1 is an ordinary convolution. */
  readonly groups: number;
  readonly bias: boolean;
}

const kernelOf = (attributes: Conv2dAttributes): WeightSpec => ({
  name: 'kernel',
  role: 'weight',
  shape: [...windowAxes(attributes), attributes.groups === 1 ? N_i : perGroup, symbol('N_o')],
});
const N_i = symbol('N_i');
const perGroup = quotient('N_i', 'g');
const bias: WeightSpec = { name: 'bias', role: 'bias', shape: [symbol('N_o')] };

/** Looks at one position at a time. */
export const isPointwise = ({ kernel, across }: Window): boolean => kernel * (across?.kernel ?? kernel) === 1;

/** A convolution; kernel `[K, K, N_i/g, N_o]`, MACs = kernel × output positions (padding zeros counted, as every paper does). */
export const conv2d = defineOp<Conv2dAttributes>({
  title: (attributes) =>
    `${attributes.groups > 1 ? 'grouped ' : ''}${isPointwise(attributes) ? 'pointwise ' : ''}convolution ${formatWindow(attributes)}`,
  arity: 1,
  outputShape([shape], attributes) {
    const channels = shape![2];
    const { groups, filters } = attributes;
    if (channels % groups) throw new RangeError(`${groups} groups do not divide ${channels} input channels`);
    if (filters % groups) throw new RangeError(`${groups} groups do not divide ${filters} output channels`);
    return [...slideOver(shape!, attributes), filters];
  },
  symbols: ([, , channels], [height, width, filters], { kernel, groups }) => ({
    K: kernel,
    N_i: channels,
    N_o: filters,
    g: groups,
    H: height,
    W: width,
  }),
  weights: (attributes) => (attributes.bias ? [kernelOf(attributes), bias] : [kernelOf(attributes)]),
  macs: (attributes) => product(...kernelOf(attributes).shape, 'H', 'W'),
  role: 'convolution',
  inPlace: false,
  sight: seesWindow,
});
