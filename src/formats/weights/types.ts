import type { Options } from '../../core/index.js';

/** One tensor of a weights file, as its header names it. */
export interface ListedTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** What a weights file says of itself, and whether it fits a network; no number has been read. */
export interface Examination {
  /** Name of the file to begin with. */
  readonly file: string;
  readonly tensors: readonly ListedTensor[];
  /** Whether it is a whole tfjs model, layers and all, and not weights alone. */
  readonly isModel: boolean;
  /** Why it does not fit: the first tensor, what was expected and what came. Absent where it fits. */
  readonly problem?: string;
  /** A network of ours that it fits, where the given one does not. */
  readonly fitting?: { readonly network: string; readonly options: Options };
}
