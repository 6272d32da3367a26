/** Tensors laid out anew, in parts, padded, resized and reduced. */
import { excerpt } from '../../core/excerpt.js';
import type { ReduceAttributes } from '../../core/ops/reduce.js';
import { numbersOf, sizeOf } from '../graph/constant.js';
import { mapOf, mapped } from '../graph/convolving.js';
import { withAxes, withoutAxes } from '../graph/folding.js';
import type { Operation, ReadOperation } from '../graph/operation.js';
import { reduce } from '../graph/pooling.js';
import { axisOf, forOne, pad, reshape, resize, slice, split, transpose } from '../graph/shaping.js';
import { Unsupported } from '../graph/unsupported.js';

const axesIn = (operation: Operation): readonly number[] | undefined => operation.list('axes') ?? operation.numbers(1);

export const reducing =
  (name: ReduceAttributes['function']): ReadOperation =>
  (operation) => {
    const axes = axesIn(operation) ?? [];
    if (!axes.length && operation.number('noop_with_empty_axes', 0)) return operation.live(0);
    return reduce(operation, operation.live(0), name, axes, operation.number('keepdims', 1) === 1);
  };

export const reshaping: ReadOperation = (operation) => {
  const dims = operation.list('shape') ?? operation.numbers(1);
  if (!dims) throw new Unsupported('expected a shape, got none');
  return reshape(operation.live(0), forOne(operation, dims), operation.number('allowzero', 0) === 0);
};

export const flatten: ReadOperation = (operation) => {
  const input = operation.live(0);
  const axis = operation.number('axis', 1);
  const at = axis < 0 ? axis + input.dims.length : axis;
  return reshape(input, [sizeOf(input.dims.slice(0, at)), sizeOf(input.dims.slice(at))], false);
};

export const squeeze: ReadOperation = (operation) => {
  const input = operation.live(0);
  return reshape(input, withoutAxes(input.dims, axesIn(operation)), false);
};

export const unsqueeze: ReadOperation = (operation) => {
  const input = operation.live(0);
  return reshape(input, withAxes(input.dims, axesIn(operation) ?? []), false);
};

export const transposing: ReadOperation = (operation) => {
  const input = operation.live(0);
  const order = operation.list('perm') ?? input.dims.map((_, axis) => input.dims.length - 1 - axis);
  return transpose(operation, input, order);
};

export const splitting: ReadOperation = (operation) => {
  const input = operation.live(0);
  const axis = axisOf(operation.number('axis', 0), input.dims.length);
  const count = operation.node.outputs.length;
  const size = Math.ceil(input.dims[axis]! / count);
  const even = Array.from({ length: count }, (_, part) => Math.min(size, input.dims[axis]! - part * size));
  return split(operation, input, axis, operation.list('split') ?? operation.numbers(1) ?? even);
};

/** The cuts that a Slice makes, by attributes or, from opset 10 on, by inputs. */
export function cutsIn(operation: Operation, rank: number) {
  const [starts, ends] = [
    operation.list('starts') ?? operation.numbers(1),
    operation.list('ends') ?? operation.numbers(2),
  ];
  if (!starts || starts.length !== ends?.length) throw new Unsupported('expected as many starts as ends, got others');
  const axes = operation.list('axes') ?? operation.numbers(3) ?? starts.map((_, axis) => axis);
  const steps = operation.numbers(4) ?? starts.map(() => 1);
  return starts.map((begin, at) => ({
    axis: axisOf(axes[at]!, rank),
    begin,
    end: ends[at]!,
    step: steps[at]!,
  }));
}

export const slicing: ReadOperation = (operation) => {
  const input = operation.live(0);
  return slice(operation, input, cutsIn(operation, input.dims.length));
};

/** One place of an axis, which goes away. */
export const gather: ReadOperation = (operation) => {
  const input = operation.live(0);
  const indices = operation.needed(1);
  if (sizeOf(indices.dims) !== 1) throw new Unsupported(`expected one place to take, got ${sizeOf(indices.dims)}`);
  const axis = axisOf(operation.number('axis', 0), input.dims.length);
  const place = numbersOf(indices)[0]!;
  const begin = place < 0 ? place + input.dims[axis]! : place;
  const part = slice(operation, input, [{ axis, begin, end: begin + 1, step: 1 }]);
  return indices.dims.length ? part : reshape(part, withoutAxes(part.dims, [axis]), false);
};

export const padding: ReadOperation = (operation) => {
  const mode = operation.text('mode', 'constant');
  if (mode !== 'constant' && mode !== 'reflect')
    throw new Unsupported(`expected padding by a constant or reflected, got ${excerpt(mode)}`);
  const pads = operation.list('pads') ?? operation.numbers(1);
  if (!pads) throw new Unsupported('expected pads, got none');
  const value = operation.numbers(2)?.[0] ?? operation.number('value', 0);
  return pad(operation, operation.live(0), pads, mode === 'reflect' ? 'reflected' : value);
};

const ALIGNMENTS: ReadonlyMap<string, 'corners' | 'centres' | undefined> = new Map([
  ['align_corners', 'corners'],
  ['half_pixel', 'centres'],
  ['pytorch_half_pixel', 'centres'],
  ['asymmetric', undefined],
]);

/** Upsample, and Resize before opset 11, have scales as their second input and are asymmetric. */
export const resizing: ReadOperation = (operation) => {
  const input = operation.live(0);
  const mode = operation.text('mode', 'nearest');
  const interpolation = mode === 'linear' ? 'bilinear' : mode;
  if (interpolation !== 'nearest' && interpolation !== 'bilinear')
    throw new Unsupported(`expected nearest or linear, got ${excerpt(mode)}`);
  const isOld = operation.node.op === 'Upsample' || operation.inputs.length < 3;
  const scales = operation.list('scales') ?? operation.numbers(isOld ? 1 : 2);
  const sizes = operation.numbers(3) ?? scales?.map((scale, axis) => Math.floor(scale * input.dims[axis]!));
  if (sizes?.length !== 4 || sizes[1] !== input.dims[1])
    throw new Unsupported('expected sizes of rows and columns alone, got others');
  const alignment = operation.text('coordinate_transformation_mode', isOld ? 'asymmetric' : 'half_pixel');
  if (!ALIGNMENTS.has(alignment)) throw new Unsupported(`expected a known alignment, got ${excerpt(alignment)}`);
  const isWhole = sizes.every((size, axis) => (size / input.dims[axis]!) % 1 === 0);
  const align = ALIGNMENTS.get(alignment);
  // Of whole factors, half a pixel moves no nearest neighbour.
  const isSame = interpolation === 'nearest' && isWhole && align === 'centres';
  const rounding = operation.text('nearest_mode', 'round_prefer_floor');
  if (interpolation === 'nearest' && !isSame && (align !== undefined || (rounding !== 'floor' && !isOld && !isWhole)))
    throw new Unsupported(`expected nearest neighbours by rounding down, got ${excerpt(rounding)}`);
  return resize(operation, input, {
    height: sizes[2]!,
    width: sizes[3]!,
    interpolation,
    align: isSame ? undefined : align,
  });
};

export const depthToSpace =
  (inverse: boolean): ReadOperation =>
  (operation) => {
    const { node, axes } = mapOf(operation, operation.live(0));
    const first = !inverse && operation.text('mode', 'DCR') === 'CRD' ? 'channels' : 'places';
    const attributes = {
      block: operation.number('blocksize', NaN),
      first,
      ...(inverse && { inverse: true as const }),
    } as const;
    return mapped(operation, operation.add('shuffle', 'depth-to-space', attributes, [node]), axes);
  };

export const expand: ReadOperation = (operation) => {
  const input = operation.live(0);
  const dims = operation.numbers(1) ?? [];
  const changes = dims.some((size, at) => size !== 1 && size !== input.dims[at - dims.length + input.dims.length]);
  if (changes || dims.length > input.dims.length)
    throw new Unsupported(`expected a shape that repeats nothing, got ${excerpt(dims)}`);
  return input;
};
