/** Batch norm folded into the convolution before it: the same values from one operation instead of two. */
import type { NodeOf } from '../core/index.js';
import type { NodeWeights } from '../formats/weights/weights.js';

export interface Folded {
  readonly kernel: Float32Array;
  readonly bias: Float32Array | undefined;
}

interface ScaleAndShift {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/** Batch norm of fixed statistics as `scale · x + shift`, a pair a channel. */
export function scaleAndShift({ attributes }: NodeOf<'batch-norm'>, weights: NodeWeights): ScaleAndShift {
  const { gamma, beta, moving_mean: mean, moving_variance: variance } = weights;
  const scale = Float64Array.from(variance!, (value, c) => (gamma?.[c] ?? 1) / Math.sqrt(value + attributes.epsilon));
  const shift = Float64Array.from(mean!, (value, c) => (beta?.[c] ?? 0) - value * scale[c]!);
  return { scale, shift };
}

/** Output channels are the innermost axis of `[K, K, N_i, N_o]`, and the two innermost of `[K, K, N_i, M]`. */
export function fold({ kernel, bias }: NodeWeights, norm: ScaleAndShift | undefined): Folded {
  if (!norm) return { kernel: kernel!, bias };
  const { scale, shift } = norm;
  const channels = scale.length;
  const folded = new Float32Array(kernel!.length);
  for (let start = 0; start < folded.length; start += channels) {
    for (let c = 0; c < channels; c++) folded[start + c] = kernel![start + c]! * scale[c]!;
  }
  return { kernel: folded, bias: Float32Array.from(shift, (value, c) => value + (bias ? bias[c]! * scale[c]! : 0)) };
}
