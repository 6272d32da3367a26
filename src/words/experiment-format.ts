/** Accuracies as readers see them: shares of 1 in, percent and percentage points out. */
import type { Difference, Summary } from './experiment-statistics.js';

const SPACE = '\u00a0';

/** The sign of typesetters, as wide as a plus. */
const signed = (text: string): string => text.replace('-', '−');

/** `56.2 %` */
export const formatPercent = (share: number, decimals = 1): string => `${(100 * share).toFixed(decimals)}${SPACE}%`;

/** `2.1 points`, `1.0 point` */
export const formatPoints = (share: number): string => {
  const amount = (100 * share).toFixed(1);
  return `${signed(amount)}${SPACE}point${amount === '1.0' ? '' : 's'}`;
};

/** `1.2 to 3.0`, in points; with a decimal more where an end that is not 0 would read as 0. */
export function formatInterval(low: number, high: number): string {
  const ends = [100 * low, 100 * high];
  const isLost = ends.some((end) => Math.abs(end) < 0.05 && end !== 0);
  const [from, to] = ends.map((end) => signed(end.toFixed(isLost ? 2 : 1)));
  return `${from} to ${to}`;
}

/** `56.21 ± 0.43`, in percent: mean and standard deviation; the mean alone where there is a single value. */
export const formatSpread = ({ mean, deviation }: Summary): string =>
  (100 * mean).toFixed(2) + (deviation === undefined ? '' : ` ± ${(100 * deviation).toFixed(2)}`);

/** A difference without its sign, for sentences that say "below" and "above". */
export const amountOf = ({ value, low, high }: Difference): { value: number; low: number; high: number } =>
  value < 0 ? { value: -value, low: -high, high: -low } : { value, low, high };
