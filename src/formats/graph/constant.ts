/** Values that a file keeps, or that follow from shapes alone. None is decoded before somebody needs it. */
import { MOST_NUMBERS } from '../../core/limits.js';
import { once } from '../../core/once.js';
import { walkStrides } from '../strides.js';
import { Unsupported } from './unsupported.js';

export interface Constant {
  readonly dims: readonly number[];
  readonly values: () => ArrayLike<number>;
  /** Whole numbers, whose quotient is cut to one. */
  readonly isWhole: boolean;
  /** Stored as small whole numbers, of which `values` gives what they stand for. */
  readonly isQuantised?: boolean | undefined;
}

export const sizeOf = (dims: readonly number[]): number => dims.reduce((size, axis) => size * axis, 1);

export const constantOf = (dims: readonly number[], values: ArrayLike<number>, isWhole = false): Constant => ({
  dims,
  values: () => values,
  isWhole,
});

/** The same numbers, laid out otherwise; nothing is computed before they are needed. */
export const reshaped = (constant: Constant, dims: readonly number[]): Constant => ({ ...constant, dims });

export function transposed(constant: Constant, order: readonly number[]): Constant {
  if (order.every((axis, at) => axis === at)) return constant;
  const { dims, values } = constant;
  return {
    ...constant,
    dims: order.map((axis) => dims[axis]!),
    values: once(() => transposedValues(values(), dims, order)),
  };
}

function transposedValues(values: ArrayLike<number>, dims: readonly number[], order: readonly number[]): Float32Array {
  const strides = stridesOf(dims);
  const sizes = order.map((axis) => dims[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  return gather(values, sizes, steps, 0);
}

/** Values in a row whose places follow from steps along each axis. */
export function gather(
  values: ArrayLike<number>,
  sizes: readonly number[],
  steps: readonly number[],
  start: number,
): Float32Array {
  const result = new Float32Array(sizeOf(sizes));
  walkStrides(sizes, steps, start, (to, from) => (result[to] = values[from]!));
  return result;
}

export function stridesOf(dims: readonly number[]): number[] {
  const strides = dims.map(() => 1);
  for (let axis = dims.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * dims[axis + 1]!;
  return strides;
}

export const float32 = (constant: Constant): (() => Float32Array) => {
  const { values } = constant;
  return () => {
    const numbers = values();
    return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  };
};

/** All of them, as numbers: axes, shapes, limits. Throws `Unsupported` for more than that. */
export function numbersOf(constant: Constant): readonly number[] {
  if (sizeOf(constant.dims) > MOST_NUMBERS)
    throw new Unsupported(`expected a few numbers, got ${sizeOf(constant.dims)}`);
  return Array.from(constant.values());
}
