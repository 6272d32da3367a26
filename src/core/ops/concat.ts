import { defineOp, noSymbols, noWeights, seesPlace } from '../op.js';
import { formatShape } from '../shape.js';

export type ConcatAttributes = Record<never, never>;

export const concat = defineOp<ConcatAttributes>({
  title: () => 'concatenation',
  sentence: () => 'Puts the channels of two branches side by side.',
  arity: 2,
  outputShape([left, right]) {
    const [height, width, channels] = left!;
    if (right![0] !== height || right![1] !== width) {
      throw new RangeError(`${formatShape(left!)} and ${formatShape(right!)} cannot be put side by side`);
    }
    return [height, width, channels + right![2]];
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'concatenation',
  inPlace: false,
  sight: seesPlace,
});
