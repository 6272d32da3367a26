/** `[height, width, channels]` of one tensor, batch left out (it is always 1). */
export type Shape = readonly [height: number, width: number, channels: number];

/** The number of values in a tensor. */
export const elementsOf = ([height, width, channels]: Shape): number => height * width * channels;

/** `112×112×32`, as papers print it; `?` where it is not known. */
export const formatShape = (shape: readonly number[]): string => (shape[0] === 0 ? '?' : shape.join('×'));

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
