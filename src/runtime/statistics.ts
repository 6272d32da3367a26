import type { Statistics } from './types.js';

/** One pass over rows of pixels of channels. `cut` is where the node cuts its values, if it does. */
export function statisticsOf(data: Float32Array, channels: number, cut = Infinity): Statistics {
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  const min = new Float32Array(channels).fill(Infinity);
  const max = new Float32Array(channels).fill(-Infinity);
  const zeros = new Uint32Array(channels);
  let saturated = 0;
  for (let i = 0; i < data.length;) {
    for (let c = 0; c < channels; c++, i++) {
      const value = data[i]!;
      sum[c]! += value;
      squares[c]! += value * value;
      if (value < min[c]!) min[c] = value;
      if (value > max[c]!) max[c] = value;
      if (value === 0) zeros[c]!++;
      else if (value >= cut) saturated++;
    }
  }
  const pixels = data.length / channels;
  const total = totalOf(sum);
  return {
    min: min.reduce((a, b) => Math.min(a, b)),
    max: max.reduce((a, b) => Math.max(a, b)),
    mean: total / data.length,
    std: Math.sqrt(varianceOf(total, totalOf(squares), data.length)),
    zeros: zeros.reduce((a, b) => a + b) / data.length,
    saturated: saturated / data.length,
    channels: {
      mean: Float32Array.from(sum, (value) => value / pixels),
      variance: Float32Array.from(sum, (value, c) => varianceOf(value, squares[c]!, pixels)),
      min,
      max,
      zeros: Float32Array.from(zeros, (count) => count / pixels),
    },
  };
}

const totalOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** Of the population. Rounding may leave a constant channel a hair below 0. */
const varianceOf = (sum: number, squares: number, count: number): number =>
  Math.max(0, squares / count - (sum / count) ** 2);

/** The indices channels of rows of pixels of channels, in the order asked for. */
export function pickChannels(data: Float32Array, channels: number, indices: readonly number[]): Float32Array {
  const pixels = data.length / channels;
  const picked = new Float32Array(pixels * indices.length);
  for (let p = 0, to = 0; p < pixels; p++) for (const c of indices) picked[to++] = data[p * channels + c]!;
  return picked;
}

/** Shares that sum to 1; the largest logit is taken off first, so that nothing overflows. */
export function softmax(logits: Float32Array): Float32Array {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}
