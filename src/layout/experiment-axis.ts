import { nice, ticks, tickStep } from 'd3-array';
import { short } from './frame.js';

export interface Tick {
  readonly value: number;
  /** Pixels along the axis. */
  readonly at: number;
  /** With as many decimals as its neighbours. */
  readonly text: string;
}

/** A linear scale with round ends. */
export interface Axis {
  readonly ticks: readonly Tick[];
  /** Pixels for a value. */
  readonly at: (value: number) => number;
}

export interface AxisRequest {
  readonly values: readonly number[];
  /** Pixels of its two ends; the second is smaller where larger values lie further up. */
  readonly from: number;
  readonly to: number;
  /** Pixels that a tick needs with its number. */
  readonly spacing: number;
  /** The least that the axis spans, so that next to nothing is not drawn large. */
  readonly span?: number;
}

/** Values that are equal, or none, still need an axis around them. */
function domainOf(values: readonly number[], span: number): [number, number] {
  if (!values.length) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const least = span || (low === high ? Math.abs(low) / 10 || 1 : 0);
  const missing = Math.max(0, least - (high - low)) / 2;
  return [low - missing, high + missing];
}

export function linearAxis({ values, from, to, spacing, span = 0 }: AxisRequest): Axis {
  const count = Math.max(2, Math.floor(Math.abs(to - from) / spacing));
  const [low, high] = nice(...domainOf(values, span), count);
  const at = (value: number): number => short(from + ((value - low) / (high - low)) * (to - from));
  const marks = ticks(low, high, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(tickStep(low, high, count))));
  return { at, ticks: marks.map((value) => ({ value, at: at(value), text: value.toFixed(decimals) })) };
}

/** Whole numbers from 1 on, such as epochs: the first and the last at the ends. */
export function countAxis(last: number, from: number, to: number, spacing: number): Axis {
  const at = (value: number): number => short(from + ((value - 1) / (Math.max(2, last) - 1)) * (to - from));
  const room = Math.max(2, Math.floor(Math.abs(to - from) / spacing));
  const whole = last <= room ? Array.from({ length: last }, (_, index) => index + 1) : ticks(1, last, room);
  return { at, ticks: whole.filter(Number.isInteger).map((value) => ({ value, at: at(value), text: `${value}` })) };
}
