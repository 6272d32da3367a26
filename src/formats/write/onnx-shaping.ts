/** What lays tensors out anew, or takes a part of them, as ONNX's operations, channels first. */
import type { Shape } from '../../core/index.js';
import { AXES, type OnnxWriter, type Writing } from './onnx-writer.js';

/** Rows, columns and channels behind the batch, and back to channels first. */
const [CHANNELS_LAST, CHANNELS_FIRST] = [
  [0, 2, 3, 1],
  [0, 3, 1, 2],
];

const channelsLast = (writer: OnnxWriter, tensor: string, name: string): string =>
  writer.add('Transpose', [tensor], name, { perm: CHANNELS_LAST });

const channelsFirst = (writer: OnnxWriter, tensor: string, name: string): string =>
  writer.add('Transpose', [tensor], name, { perm: CHANNELS_FIRST });

/** For any number of images: 0 keeps the batch's size. */
const addReshape = (writer: OnnxWriter, tensor: string, name: string, dims: readonly number[]): string =>
  writer.add('Reshape', [tensor, writer.wholes(`${name}/dims`, [0, ...dims])], name);

/** Values keep their order with rows first and channels last. */
export function reshapeOf({ node: { id, attributes }, inputs, writer }: Writing<'reshape'>): string {
  const last = channelsLast(writer, inputs[0]!, `${id}/last`);
  return channelsFirst(writer, addReshape(writer, last, `${id}/reshaped`, attributes.shape), id);
}

export function transposeOf({ node: { id, attributes }, inputs, writer }: Writing<'transpose'>): string {
  const [rows, columns, channels] = attributes.order.map((axis) => AXES[axis]) as [number, number, number];
  return writer.add('Transpose', [inputs[0]!], id, { perm: [0, channels, rows, columns] });
}

export function sliceOf({ node: { id, attributes }, inputs, writer }: Writing<'slice'>): string {
  const { begin, shape, steps = [1, 1, 1] } = attributes;
  const ends = begin.map((first, axis) => first + (shape[axis]! - 1) * steps[axis]! + 1);
  const wholes = (word: string, values: readonly number[]): string => writer.wholes(`${id}/${word}`, values);
  const place = [wholes('starts', begin), wholes('ends', ends), wholes('axes', AXES), wholes('steps', steps)];
  return writer.add('Slice', [inputs[0]!, ...place], id);
}

const TRANSFORMATIONS = { corners: 'align_corners', centres: 'half_pixel', none: 'asymmetric' };

/** By sizes, not by scales, which are rounded; the batch's is asked of what comes in. */
export function resizeOf({ node, inputs, writer }: Writing<'resize'>): string {
  const { id, outputShape, attributes } = node;
  const { interpolation, align = 'none' } = attributes;
  const [height, width, channels] = outputShape;
  const batch = writer.add(
    'Gather',
    [writer.add('Shape', [inputs[0]!], `${id}/shape`), writer.wholes(`${id}/first`, [0])],
    `${id}/batch`,
  );
  const own = writer.wholes(`${id}/own`, [channels, height, width]);
  const sizes = writer.add('Concat', [batch, own], `${id}/sizes`, { axis: 0 });
  return writer.add('Resize', [inputs[0]!, '', '', sizes], id, {
    mode: interpolation === 'nearest' ? 'nearest' : 'linear',
    coordinate_transformation_mode: TRANSFORMATIONS[align],
    ...(interpolation === 'nearest' && { nearest_mode: align === 'none' ? 'floor' : 'round_prefer_ceil' }),
  });
}

export function depthToSpaceOf({ node, inputs, writer }: Writing<'depth-to-space'>): string {
  const { id, attributes, outputShape } = node;
  const { block, first, inverse } = attributes;
  const [x] = inputs as [string];
  if (!inverse)
    return writer.add('DepthToSpace', [x], id, { blocksize: block, mode: first === 'places' ? 'DCR' : 'CRD' });
  if (first === 'places') return writer.add('SpaceToDepth', [x], id, { blocksize: block });
  const [height, width, channels] = outputShape;
  const places = block * block;
  const unfolded = writer.add('SpaceToDepth', [x], `${id}/moved`, { blocksize: block });
  const table = addReshape(writer, unfolded, `${id}/table`, [places, channels / places, height, width]);
  const transposed = writer.add('Transpose', [table], `${id}/turned`, { perm: [0, 2, 1, 3, 4] });
  return addReshape(writer, transposed, id, [channels, height, width]);
}

/** Row by row a product of matrices of columns and channels. */
export function matrixProductOf({ node: { id, attributes }, inputs, writer }: Writing<'matrix-product'>): string {
  const left = channelsLast(writer, inputs[0]!, `${id}/left`);
  const perm = attributes.transposed ? [0, 2, 1, 3] : CHANNELS_LAST; // of [batch, channels, rows, columns]
  const right = writer.add('Transpose', [inputs[1]!], `${id}/right`, { perm });
  return channelsFirst(writer, writer.add('MatMul', [left, right], `${id}/product`), id);
}

const REDUCTIONS = { mean: 'ReduceMean', sum: 'ReduceSum', maximum: 'ReduceMax', minimum: 'ReduceMin' };

export function reduceOf({ node: { id, attributes }, inputs, writer }: Writing<'reduce'>): string {
  const axes = attributes.axes.map((axis) => AXES[axis]);
  // Of this opset, only the sum is told its axes by a tensor.
  if (attributes.function === 'sum')
    return writer.add('ReduceSum', [inputs[0]!, writer.wholes(`${id}/axes`, axes)], id);
  return writer.add(REDUCTIONS[attributes.function], [inputs[0]!], id, { axes });
}

/** One number for all values, or one a channel. */
export function perChannel(writer: OnnxWriter, name: string, values: number | ArrayLike<number>): string {
  if (typeof values === 'number') return writer.numbers(name, [], [values]);
  return writer.numbers(name, [1, values.length, 1, 1], values);
}

export function rescaleOf({ node: { id, attributes }, inputs, writer }: Writing<'rescale'>): string {
  const { scale, offset } = attributes;
  const scaled = writer.add('Mul', [inputs[0]!, perChannel(writer, `${id}/scale`, scale)], `${id}/scaled`);
  return writer.add('Add', [scaled, perChannel(writer, `${id}/offset`, offset)], id);
}

/** Of each place all channels, of each channel all places, or all places of each group of channels. */
export function normOf({ node, inputs, writer, values }: Writing<'norm'>): string {
  const { id, attributes, outputShape } = node;
  const even = evenOf(node, inputs[0]!, writer, attributes.scale || attributes.center ? `${id}/even` : id, outputShape);
  const by = (op: string, x: string, weight: string, name: string): string =>
    writer.add(op, [x, perChannel(writer, `${id}/${weight}`, values(weight))], name);
  const scaled = attributes.scale ? by('Mul', even, 'gamma', attributes.center ? `${id}/scaled` : id) : even;
  return attributes.center ? by('Add', scaled, 'beta', id) : scaled;
}

/** With mean 0 and variance 1. */
function evenOf(
  { id, attributes }: Writing<'norm'>['node'],
  x: string,
  writer: OnnxWriter,
  name: string,
  [height, width, channels]: Shape,
): string {
  const { over, groups = 1, epsilon } = attributes;
  if (over === 'layer') {
    const last = channelsLast(writer, x, `${id}/last`);
    const ones = writer.numbers(`${id}/ones`, [channels], new Float32Array(channels).fill(1));
    const even = writer.add('LayerNormalization', [last, ones], `${id}/even-last`, { epsilon: { float: epsilon } });
    return channelsFirst(writer, even, name);
  }
  const parts = over === 'group' ? groups : channels;
  const table = addReshape(writer, x, `${id}/table`, [parts, (channels / parts) * height * width]);
  const ones = writer.numbers(`${id}/ones`, [parts], new Float32Array(parts).fill(1));
  const zeros = writer.numbers(`${id}/zeros`, [parts], new Float32Array(parts));
  const even = writer.add('InstanceNormalization', [table, ones, zeros], `${id}/even-table`, {
    epsilon: { float: epsilon },
  });
  return addReshape(writer, even, name, [channels, height, width]);
}
