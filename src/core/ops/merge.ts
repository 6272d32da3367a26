import { defineOp, noSymbols, noWeights } from '../op.js';
import { formatShape, type Shape } from '../shape.js';

export interface MergeAttributes {
  readonly function: 'sum' | 'product' | 'maximum' | 'minimum';
}

const VERBS = { sum: 'Adds', product: 'Multiplies', maximum: 'Takes the larger of', minimum: 'Takes the smaller of' };

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
  sentence: (attributes) => `${VERBS[attributes.function]} two tensors, element by element.`,
  arity: 2,
  outputShape: ([left, right]) => broadcast(left!, right!),
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'addElements',
  role: 'combination',
  inPlace: false,
  sight: () => ({ by: 'broadcast' }),
});
