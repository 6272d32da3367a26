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
  /** Whether a picture comes in: without, there is nothing to run it on. */
  readonly readsImage: boolean;
  /** Names of the classes, and where they are from. */
  readonly classes?: { readonly names: readonly string[]; readonly source: string } | undefined;
}

/** The models that one explorer has opened, by the id that each has among its families. */
export type OpenedModels = ReadonlyMap<string, OpenedModel>;

/** The id of a model from this address, where it has been opened before: opened again, it is the same one. */
export const idAt = (models: OpenedModels, address: string): string | undefined =>
  [...models].find(([, model]) => model.address === address)?.[0];
