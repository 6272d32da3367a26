/** D3's `sum` and `max`, which come in one file with all else that it does to lists: 2 kB more in every graph. */

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** `undefined` where there are none. */
export const largest = (values: readonly number[]): number | undefined =>
  values.length ? values.reduce((most, value) => Math.max(most, value)) : undefined;
