import type { Shape } from '../../src/core/index.js';

/** Channels first → channels last, and back. */
export function channelsLast(values: ArrayLike<number>, [height, width, channels]: Shape): Float32Array {
  const result = new Float32Array(values.length);
  for (let c = 0, from = 0; c < channels; c++)
    for (let at = 0; at < height * width; at++, from++) result[at * channels + c] = values[from]!;
  return result;
}

export function channelsFirst(values: ArrayLike<number>, [height, width, channels]: Shape): Float32Array {
  const result = new Float32Array(values.length);
  for (let c = 0, to = 0; c < channels; c++)
    for (let at = 0; at < height * width; at++, to++) result[to] = values[at * channels + c]!;
  return result;
}
