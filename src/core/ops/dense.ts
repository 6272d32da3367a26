import { product, symbol } from '../expr.js';
import { defineOp, seesPlace, type WeightSpec } from '../op.js';
import { elementsOf } from '../shape.js';

export interface DenseAttributes {
  readonly units: number;
  readonly bias: boolean;
}

const kernel: WeightSpec = { name: 'kernel', role: 'weight', shape: [symbol('N_i'), symbol('N_o')] };
const bias: WeightSpec = { name: 'bias', role: 'bias', shape: [symbol('N_o')] };
const macs = product('N_i', 'N_o');

/** A fully connected layer over the flattened input; kernel `[N_i, N_o]`. Keeps the three axes: `1×1×units`. */
export const dense = defineOp<DenseAttributes>({
  title: () => 'fully connected layer',
  arity: 1,
  outputShape: (_, { units }) => [1, 1, units],
  symbols: (input, _, { units }) => ({ N_i: elementsOf(input), N_o: units }),
  weights: (attributes) => (attributes.bias ? [kernel, bias] : [kernel]),
  macs: () => macs,
  role: 'full-connection',
  inPlace: false,
  sight: seesPlace,
});
