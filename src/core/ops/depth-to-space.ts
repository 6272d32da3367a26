import { defineOp, noSymbols, noWeights, seesAll } from '../op.js';

export interface DepthToSpaceAttributes {
  readonly block: number;
  /** Of the channels that become a block: its places first, as TensorFlow has them, or the channels that stay, as PyTorch's pixel shuffle. */
  readonly first: 'places' | 'channels';
  /** The other way round: a block of places becomes channels. */
  readonly inverse?: true;
}

export const depthToSpace = defineOp<DepthToSpaceAttributes>({
  title: ({ block, inverse }) => `${inverse ? 'space to depth' : 'depth to space'} ${block}×${block}`,
  arity: 1,
  outputShape: ([shape], { block, inverse }) => {
    const [height, width, channels] = shape!;
    return inverse
      ? [height / block, width / block, channels * block * block]
      : [height * block, width * block, channels / (block * block)];
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: seesAll,
});
