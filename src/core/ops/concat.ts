import { number } from '../expr.js';
import { defineOp, noSymbols, seesAll, seesPlace } from '../op.js';
import { formatShape, tripleOf, type Shape } from '../shape.js';

export interface ConcatAttributes {
  /** Rows or columns; channels where absent. */
  readonly axis?: 0 | 1;
  /** One of the two is stored with the network, in this shape: the first one. */
  readonly constant?: Shape;
}

export const concat = defineOp<ConcatAttributes>({
  title: () => 'concatenation',
  arity: Infinity,
  outputShape(inputs, { axis = 2, constant }) {
    const [left, right, ...more] = constant ? [constant, ...inputs] : inputs;
    if (!left || !right || more.length) throw new RangeError(`expected two tensors, got ${inputs.length}`);
    if (left.some((size, at) => at !== axis && right[at] !== size)) {
      throw new RangeError(`${formatShape(left)} and ${formatShape(right)} cannot be put side by side`);
    }
    return tripleOf(left.map((size, at) => (at === axis ? size + right[at]! : size)));
  },
  symbols: noSymbols,
  weights: ({ constant }) => (constant ? [{ name: 'constant', role: 'weight', shape: constant.map(number) }] : []),
  role: 'concatenation',
  inPlace: false,
  sight: ({ axis }) => (axis === undefined ? seesPlace() : seesAll()),
});
