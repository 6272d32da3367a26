import { defineOp, noSymbols, noWeights, sameAsInput, seesPlace } from '../op.js';

export interface LocalResponseNormAttributes {
  /** How many neighbouring channels n take part, the own one included. */
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly k: number;
}

/**
 * x / (k + α/n · Σ x²)^β over n neighbouring channels (Krizhevsky et al. 2012, section 3.3; α is divided by n as in
 * Caffe and PyTorch). It has no parameters, and its work is in no field of `Cost`: `normElements` are batch norm's,
 * which the counting tools weigh by batch norm's scale and shift, and none of them counts this layer at all.
 */
export const localResponseNorm = defineOp<LocalResponseNormAttributes>({
  title: ({ size }) => `local response normalisation over ${size} channels`,
  arity: 1,
  outputShape: sameAsInput,
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
