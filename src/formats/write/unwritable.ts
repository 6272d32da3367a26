import { excerptName } from '../../core/index.js';

/** A layer that a format has nothing for, or nothing that is written here. */
export class UnwritableError extends RangeError {
  override readonly name = 'UnwritableError';
  constructor(
    /** Id of the node. */
    readonly node: string,
    readonly format: string,
    /** What it is. */
    readonly layer: string,
  ) {
    super(`${excerptName(node)}: ${excerptName(layer)} is not written as ${format} here`);
  }
}
