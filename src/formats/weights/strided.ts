/** Values of a tensor whose axes lie otherwise than one after the other → in row-major order. */
import { walkStrides } from '../strides.js';

/** Strides and offset in values. */
interface Strided {
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** Whether the last axis is the innermost, and nothing lies between; an axis of 1 may have any stride. */
export function isContiguous({ shape, strides }: Strided): boolean {
  let expected = 1;
  for (let at = shape.length - 1; at >= 0; at--) {
    if (shape[at] !== 1 && strides[at] !== expected) return false;
    expected *= shape[at]!;
  }
  return true;
}

/** `size`: bytes of a value; `values`: how many there are. */
export function gather(
  bytes: Uint8Array,
  size: number,
  { offset, shape, strides }: Strided,
  values: number,
): Uint8Array {
  const gathered = new Uint8Array(values * size);
  walkStrides(shape, strides, offset, (to, from) =>
    gathered.set(bytes.subarray(from * size, (from + 1) * size), to * size),
  );
  return gathered;
}
