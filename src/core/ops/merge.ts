import { number } from '../expr.js';
import { defineOp, noSymbols } from '../op.js';
import { formatShape, type Shape } from '../shape.js';

export interface MergeAttributes {
  readonly function: 'sum' | 'product' | 'maximum' | 'minimum' | 'difference' | 'quotient';
  /** One of the two is stored with the network, in this shape; it is the second one, unless `constantFirst`. */
  readonly constant?: Shape;
  readonly constantFirst?: true;
}

function broadcast(left: Shape, right: Shape): Shape {
  const along = (axis: 0 | 1 | 2): number => {
    const [size, other] = [left[axis], right[axis]];
    if (size === other || other === 1) return size;
    if (size === 1) return other;
    throw new RangeError(`${formatShape(left)} and ${formatShape(right)} cannot be combined element by element`);
  };
  return [along(0), along(1), along(2)];
}

/** Two tensors, element by element; an axis of 1 is repeated along that of the other. */
export const merge = defineOp<MergeAttributes>({
  title: (attributes) => `elementwise ${attributes.function}`,
  arity: Infinity,
  outputShape(inputs, { constant }) {
    const [left, right, ...more] = constant ? [...inputs, constant] : inputs;
    if (!left || !right || more.length) throw new RangeError(`expected two tensors, got ${inputs.length}`);
    return broadcast(left, right);
  },
  symbols: noSymbols,
  weights: ({ constant, function: name }) =>
    constant ? [{ name: 'constant', role: name === 'sum' ? 'bias' : 'weight', shape: constant.map(number) }] : [],
  elementwise: 'addElements',
  role: 'combination',
  inPlace: false,
  sight: () => ({ by: 'broadcast' }),
});
