import { defineOp, noSymbols, noWeights, sameAsInput, seesPlace } from '../op.js';

/** By the name that a reader sees, but for the first two. Softmax works along one axis, all others value by value. */
export type ActivationFunction =
  | 'relu'
  | 'relu6'
  | 'leaky ReLU'
  | 'ELU'
  | 'SELU'
  | 'GELU'
  | 'GELU (tanh)'
  | 'swish'
  | 'hard swish'
  | 'mish'
  | 'sigmoid'
  | 'hard sigmoid'
  | 'tanh'
  | 'softplus'
  | 'softsign'
  | 'softmax'
  | 'clip'
  | 'exp'
  | 'log'
  | 'erf'
  | 'absolute value'
  | 'power';

export interface ActivationAttributes {
  readonly function: ActivationFunction;
  /** Leaky ReLU's slope of what is negative; ELU's factor of it (1 where absent); hard sigmoid's slope (0.2); the exponent of a power. */
  readonly alpha?: number;
  /** Of a clip; no limit where absent. */
  readonly least?: number;
  readonly most?: number;
  /** Along which axis softmax sums up to 1: rows, columns or, where absent, channels. */
  readonly axis?: 0 | 1 | 2;
}

/** The name that a reader sees. */
export const formatActivation = ({ function: name }: ActivationAttributes): string =>
  name === 'relu6' ? 'ReLU6' : name === 'relu' ? 'ReLU' : name;

export const activation = defineOp<ActivationAttributes>({
  title: formatActivation,
  arity: 1,
  outputShape: sameAsInput,
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'activationElements',
  role: 'activation',
  inPlace: true,
  sight: seesPlace,
});
