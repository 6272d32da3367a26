import { familyOf, NetworkBuilder, type Family, type Network } from '../../src/core/index.js';

/** Convolution, norm and activation, over and over; in stages and blocks, or as one long line, as files often have them. */
export function longChain(layers: number, { isGrouped = false } = {}): Network {
  const builder = new NetworkBuilder('chain', `a chain of ${layers} layers`, {});
  let last = builder.add('input', 'input', { shape: [56, 56, 16] }, []);
  const addUnit = (at: number): void => {
    const channels = 16 + 8 * (at % 7);
    last = builder.add(
      `conv${at}`,
      'conv2d',
      { filters: channels, kernel: 3, stride: 1, padding: 1, groups: 1, bias: false },
      [last],
    );
    last = builder.add(`norm${at}`, 'batch-norm', { epsilon: 1e-3 }, [last]);
    last = builder.add(`activation${at}`, 'activation', { function: 'relu' }, [last]);
  };
  const units = Math.floor((layers - 1) / 3);
  for (let at = 0; at < units; at++) {
    if (isGrouped) builder.scope(`block${at + 1}`, { role: 'block', title: 'block' }, () => addUnit(at));
    else addUnit(at);
  }
  return builder.finish();
}

/** A family of one network, for an element's own register. */
export const familyWith = (network: Network): Family => ({
  ...familyOf('mobilenet-v2'),
  id: network.id,
  title: network.title,
  options: [],
  presets: {},
  presetTitles: {},
  build: () => network,
});
