import { symbol } from '../expr.js';
import { defineOp, sameAsInput, seesPlace, type WeightRole, type WeightSpec } from '../op.js';

export interface BatchNormAttributes {
  /** Added to the variance before the root: 1e-5 in PyTorch, 1e-3 in Keras' MobileNetV2. */
  readonly epsilon: number;
  /** Without γ, where false. */
  readonly scale?: false;
  /** Without β, where false. */
  readonly center?: false;
  /** Keras' Normalization: the statistics are of the data, and how many values were seen is kept beside them. */
  readonly counted?: true;
}

const perChannel = (name: string, role: WeightRole): WeightSpec => ({ name, role, shape: [symbol('N')] });

const weights = [
  perChannel('gamma', 'normTrainable'),
  perChannel('beta', 'normTrainable'),
  perChannel('moving_mean', 'normStatistics'),
  perChannel('moving_variance', 'normStatistics'),
];

export const batchNorm = defineOp<BatchNormAttributes>({
  title: () => 'batch normalisation',
  arity: 1,
  outputShape: sameAsInput,
  symbols: ([, , channels]) => ({ N: channels }),
  weights: ({ scale, center, counted }) => [
    ...weights.filter(({ name }) => !(name === 'gamma' && scale === false) && !(name === 'beta' && center === false)),
    ...(counted ? [{ name: 'count', role: 'normStatistics', shape: [] } as const] : []),
  ],
  elementwise: 'normElements',
  role: 'norm',
  inPlace: true,
  sight: seesPlace,
});
