/** How often which values occur. */
import { nice, tickStep } from 'd3-array';

export interface Bar {
  /** The values from `from` up to `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** In a picture 1 wide and 1 high. */
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

export interface Histogram {
  readonly bars: readonly Bar[];
  readonly min: number;
  readonly max: number;
  /** How many of all values are drawn. */
  readonly drawn: number;
  readonly total: number;
  /** Exact zeros, drawn only where they are as rare as other values. */
  readonly zeros: number;
  /** Values at `ceiling`, left out. */
  readonly saturated: number;
}

const BARS = 40;

/**
 * Bins of equal width on round numbers, with an edge at 0. Exact zeros (what ReLU cut) and values at `ceiling` (what ReLU6
 * cut) are counted apart: they are spikes beside which nothing else could be seen.
 */
export function layoutHistogram(values: Float32Array, ceiling = Infinity): Histogram {
  const facts = count(values, ceiling);
  const { low, high, zeros, saturated } = facts;
  const drawn = values.length - zeros - saturated;
  const rest = { drawn, total: values.length, zeros, saturated };
  if (!drawn) return { bars: [], min: 0, max: 0, ...rest };
  const [min, max] = low === high ? [Math.min(low, 0), Math.max(high, 0)] : nice(low, high, BARS);
  const step = tickStep(min, max, BARS);
  const counts = fill(values, ceiling, min, step, Math.max(1, Math.round((max - min) / step)));
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bars = Array.from(counts, (number, index) => ({
    from: min + index * step,
    to: min + (index + 1) * step,
    count: number,
    x: index / counts.length,
    width: 1 / counts.length,
    height: number / most,
  }));
  return { bars, min, max, ...rest };
}

// Plain loops: there may be a million values, and a reader waits.
function count(values: Float32Array, ceiling: number) {
  let [low, high, zeros, saturated] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) zeros++;
    else if (value >= ceiling) saturated++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high, zeros, saturated };
}

function fill(values: Float32Array, ceiling: number, min: number, step: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const last = bins - 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0 || value >= ceiling) continue;
    const bin = ((value - min) / step) | 0; // none lies below `min`
    counts[bin < last ? bin : last]!++;
  }
  return counts;
}

/** Values of one channel of rows of pixels of channels. */
export function channelOf(data: Float32Array, channels: number, channel: number): Float32Array {
  return Float32Array.from({ length: data.length / channels }, (_, pixel) => data[pixel * channels + channel]!);
}
