import {
  buildNetwork,
  countOperations,
  countParameters,
  type Countable,
  type Network,
  type ConventionId,
} from '../../core/index.js';
import type { Uses } from '../../core/budget.js';
import { memoryOf, type NetworkMemory, type Precision } from '../../core/memory.js';
import type { NetworkChoice } from '../source.js';

/** A network that is counted once, and read under any convention. */
export interface Measured {
  readonly network: Network;
  /** Bytes of the weights, batch norm folded. */
  readonly weightBytes: (precision: Precision) => number;
  /** The most bytes of activations that are needed at one time. */
  readonly peakBytes: (precision: Precision) => number;
}

/** A network that is compared. */
export interface Subject extends Measured {
  readonly choice: NetworkChoice;
}

/** The measures that a network is compared by. */
export type Measure = 'operations' | 'parameters';

export const subjectOf = (choice: NetworkChoice): Subject =>
  describe(choice, buildNetwork(choice.network, choice.options));

export const describe = (choice: NetworkChoice, network: Network): Subject => ({ choice, ...measure(network) });

/** Counts a network. */
export function measure(network: Network): Measured {
  const memories = new Map<Precision, NetworkMemory>();
  // A budget asks each published network several times for every letter that is typed.
  const memory = (precision: Precision): NetworkMemory => {
    if (!memories.has(precision)) memories.set(precision, memoryOf(network, { precision }));
    return memories.get(precision)!;
  };
  return {
    network,
    weightBytes: (precision) => memory(precision).weights,
    peakBytes: (precision) => memory(precision).peak.alive,
  };
}

export const countOf = (measure: Measure, of: Countable, convention: ConventionId): number =>
  (measure === 'operations' ? countOperations : countParameters)(of, convention);

/** What a network uses of each part of a budget. */
export const usesOf = (measured: Measured, convention: ConventionId, precision: Precision): Uses => ({
  memory: measured.peakBytes(precision),
  operations: countOf('operations', measured.network, convention),
  parameters: countOf('parameters', measured.network, convention),
  weights: measured.weightBytes(precision),
});
