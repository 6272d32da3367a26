import { product, quotient, symbol, type Expression } from '../expr.js';
import { defineOp, type WeightSpec } from '../op.js';
import { formatWindow, slideOver, type Window } from './window.js';

export interface Conv2dAttributes extends Window {
  readonly filters: number;
  /** Number of groups g: each output channel sees N_i/g input channels. 1 is an ordinary convolution. */
  readonly groups: number;
  readonly bias: boolean;
}

const kernelOf = (inputs: Expression): WeightSpec => ({
  name: 'kernel',
  role: 'weight',
  shape: [symbol('K'), symbol('K'), inputs, symbol('N_o')],
});
const ordinary = kernelOf(symbol('N_i'));
const grouped = kernelOf(quotient('N_i', 'g'));
const bias: WeightSpec = { name: 'bias', role: 'bias', shape: [symbol('N_o')] };

const macsOf = ({ shape }: WeightSpec): Expression => product(...shape, 'H', 'W');
const ordinaryMacs = macsOf(ordinary);
const groupedMacs = macsOf(grouped);

/** A convolution with square kernel; kernel `[K, K, N_i/g, N_o]`, MACs = kernel × output positions (padding zeros counted, as every paper does). */
export const conv2d = defineOp<Conv2dAttributes>({
  title: (attributes) =>
    `${attributes.groups > 1 ? 'grouped ' : ''}${attributes.kernel === 1 ? 'pointwise ' : ''}convolution ${formatWindow(attributes)}`,
  sentence: ({ kernel, filters, groups }) =>
    kernel === 1
      ? `Mixes the channels of each position on its own into ${filters} new ones${groups > 1 ? `, within ${groups} groups` : ''}.`
      : `Slides ${filters} filters of ${kernel}×${kernel} over ${groups > 1 ? `${groups} separate groups of channels` : 'all channels at once'}.`,
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
  weights: (attributes) => {
    const kernel = attributes.groups === 1 ? ordinary : grouped;
    return attributes.bias ? [kernel, bias] : [kernel];
  },
  macs: ({ groups }) => (groups === 1 ? ordinaryMacs : groupedMacs),
});
