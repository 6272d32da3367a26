import { defineOp, noSymbols, noWeights, sameAsInput, seesPlace } from '../op.js';

export interface RescaleAttributes {
  readonly scale: number;
  readonly offset: number;
}

/** The same factor and offset for every value, which training does not change. */
export const rescale = defineOp<RescaleAttributes>({
  title: () => 'rescaling',
  sentence: ({ scale, offset }) => `Multiplies every value by ${scale}${offset ? ` and adds ${offset}` : ''}.`,
  arity: 1,
  outputShape: sameAsInput,
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: true,
  sight: seesPlace,
});
