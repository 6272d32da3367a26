/** Batch norm folded into the convolution before it: the same values from one operation instead of two. */
import type { NodeOf } from '../core/index.js';
import type { NodeWeights } from './weights.js';

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
  const { gamma, beta, moving_mean: mean, moving_variance: variance } = weights as Record<string, Float32Array>;
  const scale = Float64Array.from(gamma!, (value, c) => value / Math.sqrt(variance![c]! + attributes.epsilon));
  const shift = Float64Array.from(beta!, (value, c) => value - mean![c]! * scale[c]!);
  return { scale, shift };
}

/** Output channels are the innermost axis of `[K, K, N_i, N_o]` and, with a last axis of 1, of `[K, K, N_i, 1]`. */
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
