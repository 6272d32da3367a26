/** What follows from constants and shapes alone: the chains that make shapes and axes, and weights that are prepared. */
import { MOST_FILLED, MOST_FOLDED } from '../../core/limits.js';
import { once } from '../../core/once.js';
import { constantOf, gather, reshaped, sizeOf, stridesOf, transposed, type Constant } from './constant.js';
import type { Dims } from './graph.js';
import { isConstant, isLive, type Operation } from './operation.js';
import { Unsupported } from './unsupported.js';

function checked(dims: Dims): Dims {
  if (sizeOf(dims) > MOST_FOLDED || !dims.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw new Unsupported(`expected at most ${MOST_FOLDED} values that follow from constants, got more`);
  return dims;
}

export function constants({ inputs }: Operation): readonly Constant[] {
  const known = inputs.filter((input) => input !== undefined);
  if (!known.every(isConstant)) throw new Unsupported('expected constants, got what is computed');
  return known;
}

/** The sizes of a tensor, computed or not. */
export function shapeOf(operation: Operation): Constant {
  const [input] = operation.inputs;
  if (!isLive(input) && !isConstant(input)) throw new Unsupported('expected a tensor of known shape');
  return constantOf([input.dims.length], input.dims, true);
}

export function elementwise(calculate: (a: number, b: number) => number) {
  return (operation: Operation): Constant => {
    const [left, right] = constants(operation);
    if (!left || !right) throw new Unsupported('expected two constants, got fewer');
    return combined(left, right, calculate);
  };
}

function combined(left: Constant, right: Constant, calculate: (a: number, b: number) => number): Constant {
  const rank = Math.max(left.dims.length, right.dims.length);
  const pad = (dims: Dims): Dims => [...Array<number>(rank - dims.length).fill(1), ...dims];
  const [a, b] = [pad(left.dims), pad(right.dims)];
  const dims = checked(a.map((size, axis) => (size === 1 ? b[axis]! : size)));
  const isWhole = left.isWhole && right.isWhole;
  const values = once(() => {
    const [first, second] = [spreadOver(left, a, dims), spreadOver(right, b, dims)];
    return Float64Array.from({ length: sizeOf(dims) }, (_, at) => {
      const value = calculate(first[at]!, second[at]!);
      return isWhole ? Math.trunc(value) : value;
    });
  });
  return { dims, isWhole, values };
}

/** Values repeated along axes of 1. */
function spreadOver({ values }: Constant, own: Dims, dims: Dims): ArrayLike<number> {
  if (own.join() === dims.join()) return values();
  const strides = stridesOf(own);
  return gather(
    values(),
    dims,
    own.map((size, axis) => (size === 1 ? 0 : strides[axis]!)),
    0,
  );
}

export const expanded = (constant: Constant, dims: Dims): Constant =>
  combined(constant, constantOf(dims, new Float32Array(sizeOf(checked(dims))), constant.isWhole), (value) => value);

export function mapped(change: (value: number) => number) {
  return (operation: Operation): Constant => {
    const [input] = constants(operation);
    if (!input) throw new Unsupported('expected a constant, got none');
    return { ...input, values: once(() => Float64Array.from(input.values(), change)) };
  };
}

/** The product of all values. */
export function multiplied({ dims, isWhole, values }: Constant, keepsDims: boolean): Constant {
  const value = Array.from(values()).reduce((result, one) => result * one, 1);
  return { dims: keepsDims ? dims.map(() => 1) : [], isWhole, values: () => [value] };
}

export function gathered(input: Constant, indices: Constant, axis: number): Constant {
  const at = axis < 0 ? axis + input.dims.length : axis;
  const outer = input.dims.slice(0, at);
  const inner = input.dims.slice(at + 1);
  const dims = checked([...outer, ...indices.dims, ...inner]);
  const size = input.dims[at]!;
  const block = sizeOf(inner);
  const values = once(() => {
    const [source, places] = [
      input.values(),
      Array.from(indices.values(), (place) => (place < 0 ? place + size : place)),
    ];
    if (places.some((place) => !(place >= 0 && place < size)))
      throw new RangeError(`expected places below ${size}, got others`);
    const result = new Float64Array(sizeOf(dims));
    for (let to = 0, row = 0; row < sizeOf(outer); row++)
      for (const place of places)
        for (let k = 0; k < block; k++, to++) result[to] = source[(row * size + place) * block + k]!;
    return result;
  });
  return { dims, isWhole: input.isWhole, values };
}

export function joined(parts: readonly Constant[], axis: number): Constant {
  const [first] = parts;
  if (!first) throw new Unsupported('expected constants, got none');
  const at = axis < 0 ? axis + first.dims.length : axis;
  const size = parts.reduce((sum, { dims }) => sum + dims[at]!, 0);
  const dims = checked(first.dims.with(at, size));
  const outer = sizeOf(dims.slice(0, at));
  const values = once(() => {
    const result = new Float64Array(sizeOf(dims));
    const blocks = parts.map((part) => ({ values: part.values(), length: sizeOf(part.dims.slice(at)) }));
    for (let row = 0, to = 0; row < outer; row++)
      for (const { values, length } of blocks)
        for (let k = 0; k < length; k++, to++) result[to] = values[row * length + k]!;
    return result;
  });
  return { dims, isWhole: parts.every(({ isWhole }) => isWhole), values };
}

export interface ConstantCut {
  readonly axis: number;
  readonly begin: number;
  readonly end: number;
  readonly step: number;
}

export function cut(input: Constant, cuts: readonly ConstantCut[]): Constant {
  const strides = stridesOf(input.dims);
  let [start, sizes, steps] = [0, [...input.dims], [...strides]];
  for (const { axis, begin, end, step } of cuts) {
    const size = input.dims[axis] ?? 0;
    if (step === 0) throw new Unsupported('expected a step other than 0, got 0');
    const limit = (place: number): number =>
      step > 0
        ? Math.min(size, Math.max(0, place < 0 ? place + size : place))
        : Math.min(size - 1, Math.max(-1, place < 0 ? place + size : place));
    const [from, to] = [limit(begin), limit(end)];
    start += from * strides[axis]!;
    sizes = sizes.with(axis, Math.max(0, Math.ceil((to - from) / step)));
    steps = steps.with(axis, strides[axis]! * step);
  }
  const dims = checked(sizes);
  return { ...input, dims, values: once(() => Float64Array.from(gather(input.values(), dims, steps, start))) };
}

/** -1 for what is left, 0 for the input's own. */
export function relaid(input: Constant, dims: Dims): Constant {
  const sizes = dims.map((size, axis) => (size === 0 ? (input.dims[axis] ?? 0) : size));
  const known = sizes.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const whole = sizes.map((size) => (size === -1 ? sizeOf(input.dims) / (known || 1) : size));
  if (sizeOf(whole) !== sizeOf(input.dims))
    throw new RangeError(`${input.dims.join('×')} cannot be laid out as ${dims.join('×')}`);
  return reshaped(input, whole);
}

export const withAxes = (dims: Dims, axes: readonly number[]): Dims => {
  const rank = dims.length + axes.length;
  const added = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const left = [...dims];
  return Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (left.shift() ?? 1)));
};

export const withoutAxes = (dims: Dims, axes: readonly number[] | undefined): Dims => {
  const dropped = new Set(axes?.map((axis) => (axis < 0 ? axis + dims.length : axis)));
  return dims.filter((size, axis) => (axes?.length ? !dropped.has(axis) : size !== 1));
};

/** Of any size that weights may have: it is made when it is needed, as they are decoded. */
export function filled(dims: Dims, value: number, isWhole: boolean): Constant {
  if (!(sizeOf(dims) <= MOST_FILLED) || dims.some((size) => !Number.isSafeInteger(size) || size < 0))
    throw new Unsupported(`expected at most ${MOST_FILLED} equal values, got more`);
  return { dims, isWhole, values: once(() => new Float32Array(sizeOf(dims)).fill(value)) };
}

export const turned = (input: Constant, order: readonly number[] | undefined): Constant =>
  transposed(input, order ?? input.dims.map((_, axis) => input.dims.length - 1 - axis));

export function range(start: number, limit: number, step: number): Constant {
  const length = Math.max(0, Math.ceil((limit - start) / step));
  checked([length]);
  return constantOf(
    [length],
    Float64Array.from({ length }, (_, at) => start + at * step),
    true,
  );
}
