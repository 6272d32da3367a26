import { defineOp, noSymbols, noWeights, seesAll, seesPlace } from '../op.js';
import { formatShape, type Shape } from '../shape.js';

export interface ConcatAttributes {
  /** Rows or columns; channels where absent. */
  readonly axis?: 0 | 1;
}

export const concat = defineOp<ConcatAttributes>({
  title: () => 'concatenation',
  sentence: ({ axis }) => `Puts the ${['rows', 'columns'][axis ?? 2] ?? 'channels'} of two branches side by side.`,
  arity: 2,
  outputShape([left, right], { axis = 2 }) {
    if (left!.some((size, at) => at !== axis && right![at] !== size)) {
      throw new RangeError(`${formatShape(left!)} and ${formatShape(right!)} cannot be put side by side`);
    }
    return left!.map((size, at) => (at === axis ? size + right![at]! : size)) as unknown as Shape;
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'concatenation',
  inPlace: false,
  sight: ({ axis }) => (axis === undefined ? seesPlace() : seesAll()),
});
