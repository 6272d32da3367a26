import { product } from '../expr.js';
import { defineOp, noWeights, seesAll } from '../op.js';
import { formatShape } from '../shape.js';

export interface MatrixProductAttributes {
  /** Whether the right one comes with rows and columns of its matrices exchanged. */
  readonly transposed?: true;
}

/** Row by row of two maps, each a matrix of columns and channels: attention. */
export const matrixProduct = defineOp<MatrixProductAttributes>({
  title: () => 'matrix product',
  arity: 2,
  outputShape([left, right], { transposed }) {
    const [inner, outer] = transposed ? [right![2], right![1]] : [right![1], right![2]];
    if (left![0] !== right![0] || left![2] !== inner)
      throw new RangeError(`${formatShape(left!)} and ${formatShape(right!)} cannot be multiplied as matrices`);
    return [left![0], left![1], outer];
  },
  symbols: ([, , inner], [rows, columns, outer]) => ({ H: rows, W: columns, N_i: inner, N_o: outer }),
  weights: noWeights,
  macs: () => product('H', 'W', 'N_i', 'N_o'),
  role: 'combination',
  inPlace: false,
  sight: seesAll,
});
