import {
  buildNetwork,
  countOperations,
  countParameters,
  type Countable,
  type Network,
  type ConventionId,
} from '../../core/index.js';
import { memoryOf, type NetworkMemory, type Precision } from '../../core/memory.js';
import type { NetworkChoice } from '../../explorer/source.js';

/** A network that is compared: counted once, read under any convention. */
export interface Subject {
  readonly choice: NetworkChoice;
  readonly network: Network;
  /** Bytes of the weights, batch norm folded. */
  readonly weightBytes: (precision: Precision) => number;
  /** The most bytes of activations that are needed at one time. */
  readonly peakBytes: (precision: Precision) => number;
}

/** The measures that a network is compared by. */
export type Measure = 'operations' | 'parameters';

export const subjectOf = (choice: NetworkChoice): Subject =>
  describe(choice, buildNetwork(choice.network, choice.options));

export function describe(choice: NetworkChoice, network: Network): Subject {
  const memories = new Map<Precision, NetworkMemory>();
  // A budget asks each published network several times for every letter that is typed.
  const memory = (precision: Precision): NetworkMemory => {
    if (!memories.has(precision)) memories.set(precision, memoryOf(network, { precision }));
    return memories.get(precision)!;
  };
  return {
    choice,
    network,
    weightBytes: (precision) => memory(precision).weights,
    peakBytes: (precision) => memory(precision).peak.alive,
  };
}

export const countOf = (measure: Measure, of: Countable, convention: ConventionId): number =>
  (measure === 'operations' ? countOperations : countParameters)(of, convention);
