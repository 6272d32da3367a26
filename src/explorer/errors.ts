/** What cannot be taken or had here, as classes: readers of errors ask for fields, not for words. */
import type { ErrorSource } from './problem.js';

export type InputErrorCode =
  | 'address-refused'
  | 'file-format'
  | 'file-size'
  | 'image-unknown'
  | 'image-values'
  | 'locked'
  | 'model-files'
  | 'model-live'
  | 'model-size'
  | 'weights-classes'
  | 'weights-fetch'
  | 'weights-seed'
  | 'weights-unknown';

/** Something that an author, a link or a reader gave, and that cannot be taken. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(
    readonly source: ErrorSource,
    readonly code: InputErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What a network runs with or is drawn with, and may come from an address. */
export type Input = 'image' | 'model' | 'overlay' | 'weights';
/** What is fetched, as sentences call it. */
export type Resource = Input | 'experiment';

/** What a problem with it is about. */
export const sourceOf = (resource: Resource): ErrorSource =>
  resource === 'image' || resource === 'weights' ? resource : resource === 'model' ? 'options' : 'page';

/** Something that waits for a reader: to agree to another host, or to choose files again. */
export class WaitingError extends Error {
  override readonly name = 'WaitingError';
  constructor(
    readonly source: ErrorSource,
    message: string,
  ) {
    super(message);
  }
}

/** A file that was not had; it may be there another time. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  /** As the engine's. */
  readonly code = 'fetch-failed';
  readonly source: ErrorSource;
  constructor(
    resource: Resource,
    /** The path, and the host where it has one. */
    readonly expected: string,
    readonly received: string,
    /** Absent where no host answered. */
    readonly status?: number,
  ) {
    super(`${resource}: expected ${expected}, got ${received}`);
    this.source = sourceOf(resource);
  }
}
