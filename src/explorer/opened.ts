import type { Network } from '../core/index.js';
import type { Preprocessing, WeightsSource } from '../runtime/index.js';

/** What is known of a network that came from a file. */
export interface OpenedModel {
  /** Where the file is; absent where a reader gave it. */
  readonly address?: string | undefined;
  /** Sentences that a reader has to know, about the network as it was built. */
  readonly notesOn: (network: Network) => readonly string[];
  /** The file's own weights; absent where it has none. */
  readonly weights?: WeightsSource | undefined;
  readonly weightsTitle: string;
  readonly preprocessing: Preprocessing;
  /** Names of the classes, and where they are from. */
  readonly classes?: { readonly names: readonly string[]; readonly source: string } | undefined;
}

/** By the id that its network has in the register. */
export const openedModels = new Map<string, OpenedModel>();
