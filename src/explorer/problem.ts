/** What a problem is about: of each, one is known at a time. */
export type ErrorSource = 'options' | 'weights' | 'image' | 'engine' | 'page';

/** What a reader sees when something could not be done. */
export interface Problem {
  readonly source: ErrorSource;
  readonly message: string;
  /** Path of the node that fails, where it is one node. */
  readonly node?: string;
  /** What a reader can do about it. */
  readonly remedy?: Remedy | undefined;
}

/** What a reader can do about a problem, on a button. */
export interface Remedy {
  readonly words: string;
  readonly act: () => void;
}

export const tryAgain = (act: () => void): Remedy => ({ words: 'Try again', act });
