import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';

export type GlobalAveragePoolAttributes = Record<never, never>;

export const globalAveragePool = defineOp<GlobalAveragePoolAttributes>({
  title: () => 'global average pooling',
  sentence: () => 'Replaces each channel by its mean over the whole image.',
  arity: 1,
  outputShape: ([shape]) => [1, 1, shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
