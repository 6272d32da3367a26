/** Tensors laid out anew, in parts, padded and resized, as TensorFlow says it. */
import type { ReduceAttributes } from '../../core/ops/reduce.js';
import { mapOf, mapped } from '../graph/convolving.js';
import { withAxes, withoutAxes } from '../graph/folding.js';
import type { Operation, ReadOperation } from '../graph/operation.js';
import { reduce } from '../graph/pooling.js';
import { axisOf, forOne, pad, reshape, resize, slice, split, transpose, type Cut } from '../graph/shaping.js';
import { Unsupported } from '../graph/unsupported.js';

export const reducing =
  (name: ReduceAttributes['function']): ReadOperation =>
  (operation) =>
    reduce(operation, operation.live(0), name, operation.numbers(1) ?? [], operation.number('keep_dims', 0) === 1);

export const reshaping: ReadOperation = (operation) => {
  const dims = operation.numbers(1) ?? operation.list('new_shape');
  if (!dims) throw new Unsupported('expected a shape, got none');
  return reshape(operation.live(0), forOne(operation, dims), false);
};

export const squeeze: ReadOperation = (operation) => {
  const input = operation.live(0);
  return reshape(input, withoutAxes(input.dims, operation.list('squeeze_dims')), false);
};

export const expandDims: ReadOperation = (operation) => {
  const input = operation.live(0);
  return reshape(input, withAxes(input.dims, operation.numbers(1) ?? []), false);
};

export const transposing: ReadOperation = (operation) =>
  transpose(operation, operation.live(0), operation.numbers(1) ?? []);

export const slicing: ReadOperation = (operation) => {
  const input = operation.live(0);
  const [begins, sizes] = [operation.numbers(1) ?? [], operation.numbers(2) ?? []];
  const cuts = begins.map((begin, axis) => ({
    axis,
    begin,
    end: sizes[axis] === -1 ? input.dims[axis]! : begin + sizes[axis]!,
    step: 1,
  }));
  return slice(operation, input, cuts);
};

/** Bits say where a begin or an end counts, and where an axis goes away. */
export function stridedCuts(operation: Operation, dims: readonly number[]) {
  const [begins, ends, steps] = [1, 2, 3].map((at) => operation.numbers(at) ?? []);
  if (operation.number('ellipsis_mask', 0) || operation.number('new_axis_mask', 0))
    throw new Unsupported('expected a slice along each axis, got one with an ellipsis or a new axis');
  const has = (mask: string, axis: number): boolean => ((operation.number(mask, 0) >> axis) & 1) === 1;
  const dropped = begins!.map((_, axis) => axis).filter((axis) => has('shrink_axis_mask', axis));
  const cuts = begins!.map((begin, axis): Cut => {
    const step = steps![axis] ?? 1;
    const isOne = dropped.includes(axis);
    const from = has('begin_mask', axis) ? (step > 0 ? 0 : dims[axis]!) : begin;
    const place = from < 0 ? from + dims[axis]! : from;
    return {
      axis,
      begin: place,
      end: isOne ? place + 1 : has('end_mask', axis) ? (step > 0 ? dims[axis]! : -dims[axis]! - 1) : ends![axis]!,
      step,
    };
  });
  return { cuts, dropped };
}

export const stridedSlice: ReadOperation = (operation) => {
  const input = operation.live(0);
  const { cuts, dropped } = stridedCuts(operation, input.dims);
  const part = slice(operation, input, cuts);
  return dropped.length
    ? reshape(
        part,
        part.dims.filter((_, axis) => !dropped.includes(axis)),
        false,
      )
    : part;
};

export const splitting: ReadOperation = (operation) => {
  const input = operation.live(1);
  const axis = axisOf(operation.numbers(0)?.[0] ?? 0, input.dims.length);
  const parts = operation.node.outputs.length;
  return split(operation, input, axis, Array<number>(parts).fill(input.dims[axis]! / parts));
};

export const splittingBySizes: ReadOperation = (operation) => {
  const input = operation.live(0);
  const axis = axisOf(operation.numbers(2)?.[0] ?? 0, input.dims.length);
  const sizes = operation.numbers(1) ?? [];
  const rest = input.dims[axis]! - sizes.filter((size) => size >= 0).reduce((sum, size) => sum + size, 0);
  return split(
    operation,
    input,
    axis,
    sizes.map((size) => (size < 0 ? rest : size)),
  );
};

/** Pairs of before and after, axis by axis. */
export const padding =
  (isReflected: boolean): ReadOperation =>
  (operation) => {
    const pairs = operation.numbers(1) ?? [];
    if (isReflected && operation.text('mode', 'REFLECT') !== 'REFLECT')
      throw new Unsupported('expected reflection, got another mode');
    const pads = [...pairs.filter((_, at) => at % 2 === 0), ...pairs.filter((_, at) => at % 2 === 1)];
    return pad(operation, operation.live(0), pads, isReflected ? 'reflected' : (operation.numbers(2)?.[0] ?? 0));
  };

export const resizing =
  (interpolation: 'nearest' | 'bilinear'): ReadOperation =>
  (operation) => {
    const [height, width] = operation.numbers(1) ?? [];
    if (height === undefined || width === undefined)
      throw new Unsupported('expected a height and a width, got neither');
    const align = operation.number('align_corners', 0)
      ? 'corners'
      : operation.number('half_pixel_centers', 0)
        ? 'centres'
        : undefined;
    return resize(operation, operation.live(0), { height, width, interpolation, align });
  };

export const depthToSpace =
  (inverse: boolean): ReadOperation =>
  (operation) => {
    const { node, axes } = mapOf(operation, operation.live(0));
    const attributes = {
      block: operation.number('block_size', NaN),
      first: 'places',
      ...(inverse && { inverse: true as const }),
    } as const;
    return mapped(operation, operation.add('shuffle', 'depth-to-space', attributes, [node]), axes);
  };
