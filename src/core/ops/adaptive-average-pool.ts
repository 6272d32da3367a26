import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';

export interface AdaptiveAveragePoolAttributes {
  /** Height and width of the result, whatever comes in. */
  readonly size: number;
}

/**
 * PyTorch's `AdaptiveAvgPool2d`: row i of the result is the mean of rows ⌊i·H/size⌋ to ⌈(i+1)·H/size⌉ − 1, which may
 * overlap. A map that has that size already passes unchanged.
 */
export const adaptiveAveragePool = defineOp<AdaptiveAveragePoolAttributes>({
  title: ({ size }) => `average pooling to ${size}×${size}`,
  arity: 1,
  outputShape: ([shape], { size }) => [size, size, shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
