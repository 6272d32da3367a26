import { nice, range, tickStep } from 'd3-array';
import { short } from './frame.js';

export interface Tick {
  readonly value: number;
  /** Pixels along the axis. */
  readonly at: number;
  /** With as many decimals as its neighbours. */
  readonly text: string;
}

/** Where the axes of a chart lie, and what is marked on them. */
export interface ChartFrame<Mark = Tick> {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xTicks: readonly Mark[];
  readonly yTicks: readonly Mark[];
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
  const step = tickStep(low, high, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const texts = range(Math.round((high - low) / step) + 1).map((index) => (low + index * step).toFixed(decimals));
  return { at, ticks: texts.map((text) => ({ value: Number(text), at: at(Number(text)), text })) };
}

/** Whole numbers from 1 on, such as epochs: the first and the last at the ends. */
export function countAxis(last: number, from: number, to: number, spacing: number): Axis {
  const at = (value: number): number => short(from + ((value - 1) / (Math.max(2, last) - 1)) * (to - from));
  const room = Math.max(2, Math.floor(Math.abs(to - from) / spacing));
  const step = last <= room ? 1 : Math.ceil(tickStep(0, last, room));
  const whole = range(step === 1 ? 1 : step, last + 1, step);
  return { at, ticks: whole.map((value) => ({ value, at: at(value), text: `${value}` })) };
}
