/** Value by value: functions of one tensor, and of two, one of which may be stored. */
import type { ActivationAttributes } from '../../core/ops/activation.js';
import type { MergeAttributes } from '../../core/ops/merge.js';
import { sameShape } from '../../core/shape.js';
import { float32, numbersOf, reshaped, sizeOf, transposed, type Constant } from './constant.js';
import type { Dims } from './graph.js';
import { shapeBy, usualAxes, type Axis, type Live } from './layout.js';
import { isConstant, isLive, type Operation } from './operation.js';
import { Unsupported } from './unsupported.js';

export const activate = (operation: Operation, input: Live, attributes: ActivationAttributes): Live =>
  operation.like(input, operation.add('activation', 'activation', attributes, [input.node]));

/** A clip from 0 is a ReLU, with its usual limit a ReLU6. */
export function clip(operation: Operation, input: Live, least: number | undefined, most: number | undefined): Live {
  const lower = least === undefined || least <= -LARGEST ? undefined : least;
  const upper = most === undefined || most >= LARGEST ? undefined : most;
  if (lower === undefined && upper === undefined) return input;
  if (lower === 0 && upper === undefined) return activate(operation, input, { function: 'relu' });
  if (lower === 0 && upper === 6) return activate(operation, input, { function: 'relu6' });
  return activate(operation, input, {
    function: 'clip',
    ...(lower !== undefined && { least: lower }),
    ...(upper !== undefined && { most: upper }),
  });
}

/** float32 goes no further. */
const LARGEST = 3.4e38;

export type Combination = MergeAttributes['function'];

/** The two inputs of an operation. */
export function combine(operation: Operation, name: Combination): Live {
  const [left, right] = operation.inputs;
  if (isLive(left) && isLive(right)) return combineLive(operation, name, left, right);
  if (isLive(left) && isConstant(right)) return withConstant(operation, name, left, right, false);
  if (isConstant(left) && isLive(right)) return withConstant(operation, name, right, left, true);
  throw new Unsupported(`expected two tensors, got ${operation.inputs.length}`);
}

export function combineLive(operation: Operation, name: Combination, left: Live, right: Live): Live {
  const dims = broadcast(left.dims, right.dims);
  const [a, b, layout] = alike(operation, left, right);
  const isPlain = name === 'sum' && sameShape(operation.shapeOf(a), operation.shapeOf(b));
  const node = isPlain
    ? operation.add('add', 'add', {}, [a, b])
    : operation.add(name, 'merge', { function: name }, [a, b]);
  return { node, dims, order: layout.order };
}

/** Both laid out in one way, and what that is. */
function alike(operation: Operation, left: Live, right: Live): readonly [number, number, Pick<Live, 'order'>] {
  const isSame =
    left.dims.join() === right.dims.join() &&
    left.order.join() === right.order.join() &&
    sameShape(operation.shapeOf(left.node), operation.shapeOf(right.node));
  if (isSame) return [left.node, right.node, left];
  const rank = Math.max(left.dims.length, right.dims.length);
  const [longLeft, longRight] = [padded(left, rank), padded(right, rank)];
  const axes = sharedAxes(operation, longLeft, longRight) ?? usualAxes(rank, operation.around.channelsFirst);
  const [a, b] = [operation.arrange(longLeft, axes), operation.arrange(longRight, axes)];
  return [a, b, operation.made(a, Array<number>(rank).fill(1), axes)];
}

/** The axes of the tensor with more of them, if they are all that the other has: nothing of it need be moved. */
function sharedAxes(operation: Operation, left: Live, right: Live): readonly (number | undefined)[] | undefined {
  const longer = (value: Live): number => value.dims.filter((size) => size !== 1).length;
  const [first, second] = longer(right) > longer(left) ? [right, left] : [left, right];
  if (second.dims.some((size, axis) => size !== 1 && first.dims[axis] === 1)) return undefined;
  const { axes } = operation.laid(first);
  return [0, 1, 2].map((own) => {
    const at = axes.indexOf(own as Axis);
    return at < 0 ? undefined : at;
  });
}

const padded = (value: Live, rank: number): Live => ({
  ...value,
  dims: [...Array<number>(rank - value.dims.length).fill(1), ...value.dims],
});

function broadcast(left: Dims, right: Dims): Dims {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, at) => {
    const [a = 1, b = 1] = [left[at - rank + left.length], right[at - rank + right.length]];
    if (a !== b && a !== 1 && b !== 1)
      throw new RangeError(`${left.join('×')} and ${right.join('×')} cannot be combined element by element`);
    return Math.max(a, b);
  });
}

function withConstant(
  operation: Operation,
  name: Combination,
  input: Live,
  constant: Constant,
  isFirst: boolean,
): Live {
  if (sizeOf(constant.dims) === 1) return withNumber(operation, name, input, numbersOf(constant)[0]!, isFirst);
  const rank = Math.max(input.dims.length, constant.dims.length);
  const long = padded(input, rank);
  const sizes = [...Array<number>(rank - constant.dims.length).fill(1), ...constant.dims];
  const dims = broadcast(long.dims, sizes);
  const widens = sizes.some((size, axis) => size > long.dims[axis]!);
  const axes = widens ? usualAxes(rank, operation.around.channelsFirst) : axesOf(operation, long);
  const node = operation.arrange(long, axes);
  const order = axes.filter((axis) => axis !== undefined);
  const rest = sizes.map((_, axis) => axis).filter((axis) => !order.includes(axis));
  if (rest.some((axis) => sizes[axis] !== 1))
    throw new Unsupported(`expected a constant that fits, got ${sizes.join('×')}`);
  const shape = shapeBy(sizes, axes);
  const stored = transposed(reshaped(constant, sizes), [...rest, ...order]);
  const attributes = { function: name, constant: shape, ...(isFirst && { constantFirst: true as const }) };
  const made = operation.add(name, 'merge', attributes, [node], { constant: float32(stored) });
  return operation.made(made, dims, axes);
}

const axesOf = (operation: Operation, value: Live): readonly (number | undefined)[] =>
  sharedAxes(operation, value, { ...value, dims: value.dims.map(() => 1) })!;

/** What one number does to all values. */
function withNumber(operation: Operation, name: Combination, input: Live, value: number, isFirst: boolean): Live {
  const rescale = (scale: number, offset: number): Live =>
    scale === 1 && offset === 0
      ? input
      : operation.like(input, operation.add('rescale', 'rescale', { scale, offset }, [input.node]));
  switch (name) {
    case 'sum':
      return rescale(1, value);
    case 'product':
      return rescale(value, 0);
    case 'difference':
      return isFirst ? rescale(-1, value) : rescale(1, -value);
    case 'quotient': {
      if (!isFirst) return rescale(1 / value, 0);
      const inverse = activate(operation, input, { function: 'power', alpha: -1 });
      return value === 1 ? inverse : withNumber(operation, 'product', inverse, value, false);
    }
    case 'maximum':
      return clip(operation, input, value, undefined);
    case 'minimum':
      return clip(operation, input, undefined, value);
  }
}
