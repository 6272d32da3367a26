/** Few numbers a group, and what may be said of their means. */
import { sum } from 'd3-array';
import { criticalT } from './student-t.js';

/** How sure an interval is, unless somebody asks for another. */
export const LEVEL = 0.95;

/** One group: a seed a value. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** Standard deviation with n − 1 below; `undefined` for a single value, which has none. */
  readonly deviation: number | undefined;
}

/** The arithmetic mean; `NaN` of nothing. */
export const meanOf = (values: readonly number[]): number => sum(values) / values.length;

/** Of a sample: n − 1 below. */
function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return sum(values, (value) => (value - mean) ** 2) / (values.length - 1);
}

/** `undefined` where there are no values. */
export function summarise(values: readonly number[]): Summary | undefined {
  if (!values.length) return undefined;
  const deviation = values.length > 1 ? Math.sqrt(varianceOf(values)) : undefined;
  return { count: values.length, mean: meanOf(values), deviation };
}

/** Mean of one group less mean of another, and between what that lies with probability `LEVEL`. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Degrees of freedom (Welch–Satterthwaite), mostly not whole. */
  readonly degrees: number;
}

/**
 * Welch's interval for the difference of two means, whose groups may be of different size and spread (B. L. Welch,
 * Biometrika 34, 1947). `undefined` where a group has fewer than two values: nothing tells how far they spread.
 */
export function welchInterval(
  values: readonly number[],
  reference: readonly number[],
  level = LEVEL,
): Difference | undefined {
  if (values.length < 2 || reference.length < 2) return undefined;
  const value = meanOf(values) - meanOf(reference);
  const [ours, theirs] = [values, reference].map((group) => varianceOf(group) / group.length) as [number, number];
  const squared = ours + theirs;
  // Two groups without any spread: the limit of ever smaller ones, an interval that is a point.
  if (squared === 0) return { value, low: value, high: value, degrees: values.length + reference.length - 2 };
  const degrees = squared ** 2 / (ours ** 2 / (values.length - 1) + theirs ** 2 / (reference.length - 1));
  const half = criticalT(level, degrees) * Math.sqrt(squared);
  return { value, low: value - half, high: value + half, degrees };
}

/** Whether a difference is within the noise: its interval contains 0. */
export const isNoise = ({ low, high }: Difference): boolean => low <= 0 && high >= 0;
