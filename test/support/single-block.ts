import { addBottleneck, type BottleneckSpec } from '../../src/core/blocks/inverted-residual.js';
import { NetworkBuilder, type Network } from '../../src/core/network.js';
import type { Shape } from '../../src/core/index.js';

const plain: Omit<BottleneckSpec, 't' | 'outputChannels' | 'stride'> = {
  shortcut: 'identity',
  unitExpansion: true,
  projectionNorm: true,
  activationPosition: 'linear',
  bottleneck: 'inverted',
  padding: 1,
  epsilon: 1e-5,
  divisor: 8,
  names: () => ({}),
};

/** A network of one bottleneck, `block`, as the post draws it: an expansion even where t is 1, and batch norm after every convolution. */
export function buildBottleneck(
  shape: Shape,
  spec: Pick<BottleneckSpec, 't' | 'outputChannels' | 'stride'> & Partial<BottleneckSpec>,
): Network {
  const builder = new NetworkBuilder('bottleneck', 'one bottleneck', {});
  const input = builder.add('input', 'input', { shape }, []);
  addBottleneck(builder, 'block', input, { ...plain, ...spec });
  return builder.finish();
}
