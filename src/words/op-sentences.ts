/** What each layer kind does, in one sentence. */
import {
  formatKernel,
  formatShape,
  isPointwise,
  type AttributesOf,
  type NetworkNode,
  type OpKind,
  type Shape,
} from '../core/index.js';
import { isCropping } from '../core/ops/pad.js';

const AXES = ['rows', 'columns', 'channels'];

const ORDINALS = ['first', 'second', 'third', 'fourth'];

const sides = ({ top, bottom, left, right, channels = 0 }: AttributesOf<'pad'>): string =>
  [`${top} above`, `${bottom} below`, `${left} left`, `${right} right`, `${channels} channels`]
    .filter((text) => !text.startsWith('0 '))
    .join(', ')
    .replaceAll('-', '');

const few = (values: number | readonly number[]): string =>
  typeof values === 'number' ? `${values}` : 'a number of its channel';

const VERBS = {
  sum: 'Adds',
  product: 'Multiplies',
  maximum: 'Takes the larger of',
  minimum: 'Takes the smaller of',
  difference: 'Subtracts the second from the first of',
  quotient: 'Divides the first by the second of',
};

/** A tensor with one value a channel meets one with a map a channel. */
const isOneAChannel = (inputs: readonly Shape[]): boolean =>
  inputs.some(([height, width]) => height * width > 1) &&
  inputs.some(([height, width, channels]) => height * width === 1 && channels > 1);

const sentences: {
  readonly [Kind in OpKind]: (attributes: AttributesOf<Kind>, inputs: readonly Shape[]) => string;
} = {
  input: () => 'The image, resized and normalised the way the training did it.',
  conv2d: (attributes) => {
    const { filters, groups } = attributes;
    return isPointwise(attributes)
      ? `Mixes the channels of each position on its own into ${filters} new ones${groups > 1 ? `, within ${groups} groups` : ''}.`
      : `Slides ${filters} filters of ${formatKernel(attributes)} over ${groups > 1 ? `${groups} separate groups of channels` : 'all channels at once'}.`;
  },
  'depthwise-conv2d': (attributes) =>
    `Gives every channel ${attributes.multiplier ?? 'one'} ${formatKernel(attributes)} filter${attributes.multiplier ? 's' : ''} of its own; no channel sees another.`,
  'batch-norm': () =>
    'Shifts and scales every channel with the mean and variance seen in training; folds into the convolution before it.',
  activation: (attributes) =>
    attributes.function === 'relu6'
      ? 'Cuts every value to the range from 0 to 6.'
      : attributes.function === 'relu'
        ? 'Sets every negative value to 0.'
        : `Puts its input through ${attributes.function}.`,
  add: () => 'Adds the shortcut to what the block has computed, element by element.',
  'average-pool': (attributes) => `Replaces each ${formatKernel(attributes)} patch of a channel by its mean.`,
  'global-average-pool': () => 'Replaces each channel by its mean over the whole image.',
  dense: ({ units }) =>
    `Gives each of ${units} outputs a weighted sum of all features; at the end, the score, or logit, of a class.`,
  'adaptive-average-pool': ({ size }) =>
    `Divides each channel into ${size}×${size} patches and replaces each patch by its mean.`,
  'channel-shuffle': ({ groups }) =>
    `Deals the channels of ${groups} groups out anew, so that each next group gets some of all.`,
  concat: ({ axis }) => `Puts the ${['rows', 'columns'][axis ?? 2] ?? 'channels'} of two branches side by side.`,
  'local-response-norm': ({ size }) =>
    `Damps a value where the ${size} channels around it are strong at the same place.`,
  'max-pool': (attributes) => {
    const { kernel, stride, across } = attributes;
    return kernel === 1 && !across
      ? `Keeps every ${stride === 2 ? 'second' : `${stride}th`} row and column of a channel.`
      : `Replaces each ${formatKernel(attributes)} patch of a channel by its largest value.`;
  },
  split: ({ part, parts }) => `Takes the ${ORDINALS[part] ?? `${part + 1}th`} of ${parts} equal parts of the channels.`,
  'depth-to-space': ({ block, inverse }) =>
    inverse
      ? `Lays the ${block}×${block} values of each block behind each other, as channels.`
      : `Lays ${block * block} channels out as a block of ${block}×${block} values.`,
  'matrix-product': () => 'Multiplies two computed matrices: every output is a sum of products of a row and a column.',
  merge: (attributes, inputs) => {
    if (isOneAChannel(inputs))
      return attributes.function === 'product'
        ? 'Multiplies every channel by a number of its own, which the other branch has computed.'
        : `${VERBS[attributes.function]} two tensors, one of which has a single value a channel, for all its places.`;
    return `${VERBS[attributes.function]} two tensors, element by element${attributes.constant ? '; one of them is stored' : ''}.`;
  },
  norm: ({ over }) =>
    `Brings ${over === 'layer' ? 'the channels of each place' : over === 'instance' ? 'each channel' : 'each group of channels'} to mean 0 and variance 1, then shifts and scales every channel.`,
  pad: (attributes) =>
    `${isCropping(attributes) ? 'Takes rows and columns away' : `Adds rows and columns of ${attributes.value === 'reflected' ? 'what lies inside' : attributes.value ? 'one value' : 'zeros'}`}: ${sides(attributes) || 'none'}.`,
  prelu: () => 'Multiplies every negative value by a slope that training has found.',
  reduce: ({ axes, ...attributes }) =>
    `Leaves one value, the ${attributes.function}, of all ${axes.map((axis) => AXES[axis]).join(' and ')}.`,
  rescale: ({ scale, offset }) => `Multiplies every value by ${few(scale)}${offset ? ` and adds ${few(offset)}` : ''}.`,
  reshape: ({ shape }) => `Lays the same values out as ${formatShape(shape)}.`,
  resize: ({ height, width, interpolation }) =>
    `Makes each channel ${height}×${width}, ${interpolation === 'nearest' ? 'each value that of the nearest' : 'interpolating between neighbours'}.`,
  slice: ({ begin, steps }) =>
    `Takes a part: from row ${begin[0]}, column ${begin[1]} and channel ${begin[2]} on${steps ? `, in steps of ${formatShape(steps)}` : ''}.`,
  transpose: ({ order }) => `Takes ${order.map((axis, to) => `${AXES[axis]} as ${AXES[to]}`).join(', ')}.`,
  'transposed-conv2d': (attributes) =>
    `Lays ${attributes.filters} filters of ${formatKernel(attributes)} on a larger map, each weighed by a value, and adds them up.`,
  unknown: ({ why, shape, tensors }) =>
    `It cannot be run here: ${why}. ${shape ? 'The file says what shape comes out' : 'Its output has no known shape'}, its operations are not counted${tensors.length ? '; its parameters are counted as the file lists them.' : ', nor are parameters, if it has any.'}`,
};

/** What a node does, in one sentence. A node's kind and attributes always belong together. */
export const nodeSentence = ({ kind, attributes, inputShapes }: NetworkNode): string =>
  (sentences[kind] as (attributes: unknown, inputs: readonly Shape[]) => string)(attributes, inputShapes);
