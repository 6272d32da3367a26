import { defineOp, noSymbols, noWeights, seesAll } from '../op.js';
import { tripleOf } from '../shape.js';

export interface TransposeAttributes {
  /** Which axis of the input each of the output is: 0 rows, 1 columns, 2 channels. */
  readonly order: readonly [rows: 0 | 1 | 2, columns: 0 | 1 | 2, channels: 0 | 1 | 2];
}

export const transpose = defineOp<TransposeAttributes>({
  title: () => 'transposition',
  arity: 1,
  outputShape: ([shape], { order }) => tripleOf(order.map((axis) => shape![axis])),
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: seesAll,
});
