import { familyOf, resolveOptions, sameOption } from '../../core/index.js';
import type { NetworkChoice } from '../../explorer/source.js';
import type { ExplorerState } from '../../explorer/state.js';

/** Whether a state shows the network of a choice, by whatever preset: the same family with the same value of every option. */
export function shows({ network: shown }: ExplorerState, { network, options }: NetworkChoice): boolean {
  if (shown.id !== network) return false;
  const wanted = resolveOptions(familyOf(network), options);
  return Object.keys(wanted).every((name) => name === 'preset' || sameOption(wanted[name], shown.options[name]));
}
