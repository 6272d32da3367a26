import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';

export interface SplitAttributes {
  /** Which of the parts goes on from here, from 0; a node has one output, so each part is a node. */
  readonly part: number;
  readonly parts: number;
}

export const split = defineOp<SplitAttributes>({
  title: ({ part, parts }) => `channels, part ${part + 1} of ${parts}`,
  arity: 1,
  outputShape([shape], { parts }) {
    const [height, width, channels] = shape!;
    if (channels % parts) throw new RangeError(`${channels} channels cannot be split into ${parts} equal parts`);
    return [height, width, channels / parts];
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: seesPlace,
});
