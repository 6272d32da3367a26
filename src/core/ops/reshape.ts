import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';
import { elementsOf, formatShape, type Shape } from '../shape.js';

export interface ReshapeAttributes {
  readonly shape: Shape;
}

/** Rows first, then columns, then channels: values keep their order. */
export const reshape = defineOp<ReshapeAttributes>({
  title: ({ shape }) => (shape[0] * shape[1] === 1 ? 'flattening' : `reshaping to ${formatShape(shape)}`),
  arity: 1,
  outputShape([input], { shape }) {
    if (elementsOf(input!) !== elementsOf(shape))
      throw new RangeError(`${formatShape(input!)} cannot be laid out as ${formatShape(shape)}`);
    return shape;
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: true,
  sight: seesPlace,
});
