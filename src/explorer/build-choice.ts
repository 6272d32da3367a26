import { costOf, ShapeError, type FamilyRegister, type Network, type NetworkCost } from '../core/index.js';
import { problemOf, type Problem } from './problem.js';
import type { NetworkChoice } from './source.js';

export interface BuildResult {
  readonly network: Network;
  readonly cost: NetworkCost;
}

export const counted = (network: Network): BuildResult => ({ network, cost: costOf(network) });

/** What a choice builds, cut off before a layer that does not fit, and why not all of it could be built. */
export function buildChoice(
  families: FamilyRegister,
  { network, options }: NetworkChoice,
): { readonly result?: BuildResult; readonly misfit?: Problem } {
  try {
    return { result: counted(families.build(network, options)) };
  } catch (error) {
    const misfit = problemOf('options', error);
    return error instanceof ShapeError ? { result: counted(error.network), misfit } : { misfit };
  }
}
