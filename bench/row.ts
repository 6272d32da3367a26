/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 'MB' | 'kB' | 'images/s' | '';
  /** The largest value that is fine; absent where the row is there for information. */
  readonly budget?: number;
  /** Depends on the machine and on what else it does: never a reason to fail by itself. */
  readonly isTimed: boolean;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
