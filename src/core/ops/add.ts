import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';
import { formatShape, sameShape } from '../shape.js';

export type AddAttributes = Record<never, never>;

export const add = defineOp<AddAttributes>({
  title: () => 'addition',
  arity: 2,
  outputShape([left, right]) {
    if (!sameShape(left!, right!))
      throw new RangeError(`${formatShape(left!)} and ${formatShape(right!)} cannot be added`);
    return left!;
  },
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'addElements',
  role: 'sum',
  inPlace: false,
  sight: seesPlace,
});
