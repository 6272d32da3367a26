/** `[height, width, channels]` of one tensor, batch left out (it is always 1). */
export type Shape = readonly [height: number, width: number, channels: number];

const isTriple = <Value>(values: readonly Value[]): values is readonly [Value, Value, Value] => values.length === 3;

/** Values that are one for each axis. Throws `RangeError` where they are not three. */
export function tripleOf<Value>(values: readonly Value[]): readonly [Value, Value, Value] {
  if (isTriple(values)) return values;
  throw new RangeError(`expected a value for each of 3 axes, got ${values.length}`);
}

/** The number of values in a tensor. */
export const elementsOf = ([height, width, channels]: Shape): number => height * width * channels;

/** `112×112×32`, as papers print it; `?` where it is not known. */
export const formatShape = (shape: readonly number[]): string => (shape[0] === 0 ? '?' : shape.join('×'));

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
