/** Tensors laid out anew, in parts, joined, padded and resized. */
import { excerpt } from '../../core/excerpt.js';
import { float32, sizeOf, transposed, type Constant } from './constant.js';
import { mapOf, mapped } from './convolving.js';
import type { Dims } from './graph.js';
import { layOut, pickAxes, shapeBy, usualAxes, withFreeAxes, type Axis, type Live } from './layout.js';
import { isConstant, type Operation } from './operation.js';
import { Unsupported } from './unsupported.js';

/** A shape that has the batch of the file in it, for one image. */
export const forOne = ({ around: { batch } }: Operation, dims: Dims): Dims =>
  batch > 1 && dims[0] === batch ? dims.with(0, 1) : dims;

/** Costs nothing: the values stay where they are. `dims`: -1 for what is left, 0 for the input's own where `copies`. */
export function reshape(input: Live, dims: Dims, copies = true): Live {
  const elements = sizeOf(input.dims);
  const sizes = dims.map((size, axis) => (size === 0 && copies ? (input.dims[axis] ?? 1) : size));
  const known = sizes.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const whole = sizes.map((size) => (size === -1 ? elements / known : size));
  if (sizeOf(whole) !== elements || !whole.every((size) => Number.isSafeInteger(size) && size > 0))
    throw new RangeError(`${input.dims.join('×')} cannot be laid out as ${excerpt(dims)}`);
  return { ...input, dims: whole };
}

export function transpose(operation: Operation, input: Live, order: readonly number[]): Live {
  const { dims } = input;
  if (order.toSorted((a, b) => a - b).some((axis, at) => axis !== at) || order.length !== dims.length)
    throw new RangeError(`expected each of ${dims.length} axes once, got ${excerpt(order)}`);
  const moved = order.map((axis) => dims[axis]!);
  const shuffled = shuffle(operation, input, order) ?? shufflePixels(operation, input, order);
  if (shuffled) return { ...shuffled, dims: moved };
  const { value, axes } = operation.laid(input);
  const own = order.map((axis) => axes[axis]).filter((axis) => axis !== undefined);
  return { node: value.node, dims: moved, order: withFreeAxes(own) };
}

/** Two axes that together are the channels change places: the channels of groups are dealt out anew. */
function shuffle(operation: Operation, input: Live, order: readonly number[]): Live | undefined {
  const { dims } = input;
  const at = order.findIndex((axis, to) => axis !== to);
  const isSwap =
    at >= 0 &&
    order[at] === at + 1 &&
    order[at + 1] === at &&
    order.every((axis, to) => axis === to || to === at || to === at + 1);
  if (!isSwap || dims[at] === 1 || dims[at + 1] === 1) return undefined;
  const merged = [...dims.slice(0, at), dims[at]! * dims[at + 1]!, ...dims.slice(at + 2)];
  const shape = operation.shapeOf(input.node);
  const laid = layOut(shape, { dims: merged, order: input.order });
  if (!laid || laid.axes[at] !== 2 || laid.shape.join() !== shape.join()) return undefined;
  return operation.like(input, operation.add('shuffle', 'channel-shuffle', { groups: dims[at]! }, [input.node]));
}

/** Of channels first: blocks of channels become blocks of places, or the other way round, as PyTorch spells them. */
function shufflePixels(operation: Operation, input: Live, order: readonly number[]): Live | undefined {
  const spreads = order.join() === '0,1,4,2,5,3';
  if (!spreads && order.join() !== '0,1,3,5,2,4') return undefined;
  const { dims } = input;
  const [, channels, a, b, c, d] = dims as [number, number, number, number, number, number];
  const block = spreads ? a : b;
  if (block < 2 || (spreads ? b : d) !== block) return undefined;
  const map = spreads ? [1, channels * block * block, c, d] : [1, channels, a * block, c * block];
  const node = operation.arrange({ ...input, dims: map }, [2, 3, 1]);
  const attributes = { block, first: 'channels', ...(!spreads && { inverse: true as const }) } as const;
  const made = operation.add('shuffle', 'depth-to-space', attributes, [node]);
  return operation.made(made, [1, 1, 1, 1], [2, 3, 1]);
}

/** The axis of core's that is an axis of the file's, in tensors that are alike laid out. */
function alongAxis(operation: Operation, inputs: readonly Live[], axis: number) {
  const axes = axesAround(operation, inputs, axis);
  const nodes = inputs.map((input) => operation.arrange(input, axes));
  return { nodes, axes, own: axes.indexOf(axis) as Axis };
}

/** As tensors of their rank are laid out; where that leaves a longer axis out, those that are longer, in order. */
function axesAround(
  operation: Operation,
  inputs: readonly Pick<Live, 'dims'>[],
  axis: number,
): readonly (number | undefined)[] {
  const rank = inputs[0]!.dims.length;
  const needed = Array.from({ length: rank }, (_, at) => at).filter(
    (at) => at === axis || inputs.some(({ dims }) => dims[at] !== 1),
  );
  const usual = usualAxes(rank, operation.around.channelsFirst);
  if (needed.every((at) => usual.includes(at))) return usual;
  if (needed.length > 3)
    throw new Unsupported(`expected at most three axes other than 1, got ${inputs[0]!.dims.join('×')}`);
  return [...Array<undefined>(3 - needed.length).fill(undefined), ...needed];
}

export const axisOf = (axis: number, rank: number): number => {
  const at = axis < 0 ? axis + rank : axis;
  if (Number.isSafeInteger(at) && at >= 0 && at < rank) return at;
  throw new RangeError(`expected an axis of ${rank}, got ${axis}`);
};

export function concatenate(operation: Operation, axis: number): Live {
  const parts = operation.inputs.filter((input) => input !== undefined);
  if (parts.length === 1) return operation.live(0);
  const [first, ...others] = parts;
  if (isConstant(first) && others.length === 1) return behindConstant(operation, first, operation.live(1), axis);
  const inputs = parts.map((_, at) => operation.live(at));
  const at = axisOf(axis, inputs[0]!.dims.length);
  const { nodes, axes, own } = alongAxis(operation, inputs, at);
  const attributes = own === 2 ? {} : { axis: own };
  const joined = nodes.reduce((left, right) => operation.add('concat', 'concat', attributes, [left, right]));
  const size = inputs.reduce((sum, input) => sum + input.dims[at]!, 0);
  return operation.made(joined, inputs[0]!.dims.with(at, size), axes);
}

/** A class token before all others. */
function behindConstant(operation: Operation, constant: Constant, input: Live, axis: number): Live {
  const at = axisOf(axis, input.dims.length);
  const axes = axesAround(operation, [input, constant], at);
  const own = axes.indexOf(at) as Axis;
  const node = operation.arrange(input, axes);
  const order = axes.filter((one) => one !== undefined);
  const rest = constant.dims.map((_, one) => one).filter((one) => !order.includes(one));
  const stored = transposed(constant, [...rest, ...order]);
  const attributes = { constant: shapeBy(constant.dims, axes), ...(own !== 2 && { axis: own }) };
  const made = operation.add('concat', 'concat', attributes, [node], { constant: float32(stored) });
  return operation.made(made, input.dims.with(at, input.dims[at]! + constant.dims[at]!), axes);
}

export interface Cut {
  readonly axis: number;
  readonly begin: number;
  readonly end: number;
  readonly step: number;
}

/** What lies from `begin` to before `end` along each axis that is cut. */
export function slice(operation: Operation, input: Live, cuts: readonly Cut[]): Live {
  let [begins, sizes, steps]: number[][] = [input.dims.map(() => 0), [...input.dims], input.dims.map(() => 1)];
  for (const { axis, begin, end, step } of cuts) {
    const size = input.dims[axis]!;
    if (step < 1) throw new Unsupported(`expected a step of at least 1, got ${step}`);
    const limit = (place: number): number => Math.min(size, Math.max(0, place < 0 ? place + size : place));
    const [from, to] = [limit(begin), limit(end)];
    if (to <= from) throw new RangeError(`nothing is left along axis ${axis}`);
    [begins, sizes] = [begins!.with(axis, from), sizes!.with(axis, Math.ceil((to - from) / step))];
    steps = steps!.with(axis, step);
  }
  if (sizes!.join() === input.dims.join()) return input;
  const changed = sizes!.findIndex((size, axis) => size !== input.dims[axis]);
  const { nodes, axes } = alongAxis(operation, [input], changed);
  const stepShape = pickAxes(steps!, axes, 1);
  const attributes = {
    begin: pickAxes(begins!, axes, 0),
    shape: pickAxes(sizes!, axes, 1),
    ...(stepShape.some((step) => step > 1) && { steps: stepShape }),
  };
  return operation.made(operation.add('slice', 'slice', attributes, nodes), sizes!, axes);
}

/** Parts along an axis; equal ones of the channels are a kind of their own. */
export function split(operation: Operation, input: Live, axis: number, sizes: readonly number[]): readonly Live[] {
  const at = axisOf(axis, input.dims.length);
  if (sizes.reduce((sum, size) => sum + size, 0) !== input.dims[at])
    throw new RangeError(`${input.dims[at]} along axis ${at} cannot be split into ${excerpt(sizes)}`);
  const { nodes, axes, own } = alongAxis(operation, [input], at);
  const isEven = own === 2 && sizes.every((size) => size === sizes[0]);
  let begin = 0;
  return sizes.map((size, part): Live => {
    const dims = input.dims.with(at, size);
    const from = begin;
    begin += size;
    if (!isEven) return slice(operation, input, [{ axis: at, begin: from, end: from + size, step: 1 }]);
    const node = operation.add(`part${part + 1}`, 'split', { part, parts: sizes.length }, nodes);
    return operation.made(node, dims, axes);
  });
}

export function softmax(operation: Operation, input: Live, axis: number): Live {
  const at = axisOf(axis, input.dims.length);
  const { value, axes } = operation.laid(input);
  const own = axes[at];
  if (own === undefined) throw new Unsupported('expected softmax over more than one value, got one');
  const attributes = { function: 'softmax', ...(own !== 2 && { axis: own }) } as const;
  return operation.like(value, operation.add('activation', 'activation', attributes, [value.node]));
}

/** By rows and columns of a map. `pads`: before each axis, then after each. */
export function pad(operation: Operation, input: Live, pads: readonly number[], value: number | 'reflected'): Live {
  const rank = input.dims.length;
  const { node, axes } = mapOf(operation, input);
  const at = (axis: number | undefined, after: boolean): number =>
    axis === undefined ? 0 : pads[axis + (after ? rank : 0)]!;
  const places = [axes[0], axes[1]].flatMap((axis) => (axis === undefined ? [] : [axis, axis + rank]));
  const behind = axes[2] + rank;
  const others = pads.filter((count, place) => count !== 0 && !places.includes(place) && place !== behind);
  const channels = pads[behind] ?? 0;
  if (others.length || pads.length !== 2 * rank || channels < 0)
    throw new Unsupported(`expected padding of rows and columns, or channels behind, got ${excerpt(pads)}`);
  if (pads.every((count) => count === 0)) return input;
  const margins = {
    top: at(axes[0], false),
    bottom: at(axes[0], true),
    left: at(axes[1], false),
    right: at(axes[1], true),
  };
  return mapped(
    operation,
    operation.add('pad', 'pad', { ...margins, ...(channels && { channels }), ...(value !== 0 && { value }) }, [node]),
    axes,
  );
}

export interface Resizing {
  readonly height: number;
  readonly width: number;
  readonly interpolation: 'nearest' | 'bilinear';
  readonly align?: 'corners' | 'centres' | undefined;
}

export function resize(operation: Operation, input: Live, { align, ...resizing }: Resizing): Live {
  const { node, axes } = mapOf(operation, input);
  return mapped(operation, operation.add('resize', 'resize', { ...resizing, ...(align && { align }) }, [node]), axes);
}

/** Two computed matrices, perhaps one for each of many. */
export function multiplyMatrices(operation: Operation, left: Live, right: Live, transposesRight = false): Live {
  const rank = Math.max(left.dims.length, right.dims.length);
  const axes = [rank - 3, rank - 2, rank - 1].map((axis) => (axis < 0 ? undefined : axis));
  if (left.dims.length !== right.dims.length) throw new Unsupported('expected two matrices of equal rank, got others');
  const nodes = [left, right].map((value) => operation.arrange(value, axes));
  const product = operation.add('product', 'matrix-product', transposesRight ? { transposed: true } : {}, nodes);
  const dims = [...left.dims.slice(0, -1), right.dims.at(transposesRight ? -2 : -1)!];
  return operation.made(product, dims, axes);
}
