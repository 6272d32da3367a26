import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';

export interface RescaleAttributes {
  /** One for all values, or one a channel. */
  readonly scale: number | readonly number[];
  readonly offset: number | readonly number[];
}

/** Factors and offsets which training does not change. */
export const rescale = defineOp<RescaleAttributes>({
  title: () => 'rescaling',
  arity: 1,
  outputShape([shape], attributes) {
    for (const values of [attributes.scale, attributes.offset])
      if (typeof values !== 'number' && values.length !== shape![2])
        throw new RangeError(`expected ${shape![2]} numbers, one a channel, got ${values.length}`);
    return shape!;
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: true,
  sight: seesPlace,
});
