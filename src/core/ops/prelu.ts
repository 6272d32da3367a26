import { number } from '../expr.js';
import { defineOp, noSymbols, sameAsInput, seesPlace } from '../op.js';
import type { Shape } from '../shape.js';

export interface PreluAttributes {
  /** Of α: the input's, or 1 along axes that share one. */
  readonly shape: Shape;
}

/** He et al. 2015: a ReLU whose slope of what is negative is trained. */
export const prelu = defineOp<PreluAttributes>({
  title: () => 'PReLU',
  arity: 1,
  outputShape: sameAsInput,
  symbols: noSymbols,
  weights: ({ shape }) => [{ name: 'alpha', role: 'weight', shape: shape.map(number) }],
  elementwise: 'activationElements',
  role: 'activation',
  inPlace: true,
  sight: seesPlace,
});
