/** Where the values of a tensor lie whose axes may follow one another in any order. */

/**
 * Tells the place of each value in row-major order, `to`, and the one it is taken `from`; steps and start count values. A function
 * that is called, and no generator: tensors have millions of values.
 */
export function walkStrides(
  sizes: readonly number[],
  steps: readonly number[],
  start: number,
  take: (to: number, from: number) => void,
): void {
  const values = sizes.reduce((product, size) => product * size, 1);
  const at = sizes.map(() => 0);
  for (let to = 0, from = start; to < values; to++) {
    take(to, from);
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++at[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      at[axis] = 0;
    }
  }
}
