import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';
import type { Shape } from '../shape.js';

export interface InputAttributes {
  readonly shape: Shape;
}

export const input = defineOp<InputAttributes>({
  title: () => 'input image',
  arity: 0,
  outputShape: (_, { shape }) => shape,
  symbols: noSymbols,
  weights: noWeights,
  role: 'source',
  inPlace: false,
  sight: seesPlace,
});
