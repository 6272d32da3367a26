import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';

export type GlobalAveragePoolAttributes = Record<never, never>;

export const globalAveragePool = defineOp<GlobalAveragePoolAttributes>({
  title: () => 'global average pooling',
  arity: 1,
  outputShape: ([shape]) => [1, 1, shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
