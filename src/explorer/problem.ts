/** What a problem is about: of each, one is known at a time. */
export type ErrorSource = 'options' | 'weights' | 'image' | 'engine' | 'page';

/** What a reader sees when something could not be done. */
export interface Problem {
  readonly source: ErrorSource;
  readonly message: string;
  /** Path of the node that fails, where it is one node. */
  readonly node?: string;
}
