import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';

export interface ChannelShuffleAttributes {
  readonly groups: number;
}

/** Output channel i·g + j is input channel j·(N/g) + i (Zhang et al. 2017, section 3.1). Moves values, computes none. */
export const channelShuffle = defineOp<ChannelShuffleAttributes>({
  title: ({ groups }) => `channel shuffle, ${groups} groups`,
  arity: 1,
  outputShape([shape], { groups }) {
    if (shape![2] % groups) throw new RangeError(`${groups} groups do not divide ${shape![2]} channels`);
    return shape!;
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
