import type { Options } from '../../core/index.js';
import type { BlobLike } from '../platform-types.js';

/** One tensor of a weights file, as its header names it. */
export interface ListedTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** A tensor as it is to lie in a `.safetensors`; `bytes` may be a part of another file, which is not read yet. */
export interface PackedTensor extends ListedTensor {
  readonly bytes: BlobLike | ArrayBufferView;
}

/** Weights from a container, as a `.safetensors`. */
export interface Plain {
  readonly file: BlobLike;
  /** Sentences on what of the container was taken, and what was left aside. */
  readonly notes: readonly string[];
}

/** What a weights file says of itself, and whether it fits a network; no number has been read. */
export interface Examination {
  /** Name of the file to begin with. */
  readonly file: string;
  readonly tensors: readonly ListedTensor[];
  /** Sentences on what of the files was taken, and what was left aside. */
  readonly notes: readonly string[];
  /** Whether it is a whole tfjs model, layers and all, and not weights alone. */
  readonly isModel: boolean;
  /** Why it does not fit: the first tensor, what was expected and what came. Absent where it fits. */
  readonly problem?: string;
  /** A network of ours that it fits, where the given one does not. */
  readonly fitting?: NetworkOfWeights & {
    /** Set where all but the classifier is there; `left`: what is there instead. */
    readonly withoutHead?: boolean;
    readonly left?: readonly string[];
  };
  /** The network of ours that most of it fits, where it fits none. */
  readonly nearest?: NetworkOfWeights & {
    /** How many of the network's tensors are there, and how many it has. */
    readonly fits: number;
    readonly of: number;
    /** Names of those that are not there, or in another shape; and of tensors that the network does not have. */
    readonly missing: readonly string[];
    readonly left: readonly string[];
  };
}

export interface NetworkOfWeights {
  readonly network: string;
  readonly options: Options;
}
