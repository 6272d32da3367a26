import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';
import { tripleOf } from '../shape.js';

export interface ReduceAttributes {
  readonly function: 'mean' | 'sum' | 'maximum' | 'minimum';
  /** 0: rows, 1: columns, 2: channels. */
  readonly axes: readonly (0 | 1 | 2)[];
}

const AXES = ['rows', 'columns', 'channels'];

export const reduce = defineOp<ReduceAttributes>({
  title: ({ axes, ...attributes }) => `${attributes.function} over ${axes.map((axis) => AXES[axis]).join(' and ')}`,
  arity: 1,
  outputShape: ([shape], { axes }) =>
    tripleOf(shape!.map((size, axis) => (axes.some((other) => other === axis) ? 1 : size))),
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
