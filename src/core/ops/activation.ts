import { defineOp, noSymbols, noWeights, sameAsInput } from '../op.js';

export interface ActivationAttributes {
  readonly function: 'relu' | 'relu6';
}

export const activation = defineOp<ActivationAttributes>({
  title: (attributes) => (attributes.function === 'relu6' ? 'ReLU6' : 'ReLU'),
  sentence: (attributes) =>
    attributes.function === 'relu6' ? 'Cuts every value to the range from 0 to 6.' : 'Sets every negative value to 0.',
  arity: 1,
  outputShape: sameAsInput,
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'activationElements',
});
