/** What can be wrong with a file of weights, for programs. */
export type FileErrorCode =
  | 'weights-format'
  | 'weights-dtype'
  | 'weights-duplicate'
  | 'weights-offsets'
  | 'weights-names'
  | 'weights-missing'
  | 'weights-unexpected'
  | 'weights-shape'
  | 'weights-value';

/** What an error says about where it is. */
export interface Where {
  /** Id of the node concerned. */
  readonly node?: string | undefined;
  /** Name of the stored tensor concerned. */
  readonly tensor?: string | undefined;
}

/** What is wrong with a file; `message` names the file or the tensor, what was expected and what came. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly node: string | undefined;
  readonly tensor: string | undefined;
  constructor(
    readonly code: FileErrorCode,
    message: string,
    { node, tensor }: Where = {},
  ) {
    super(message);
    this.node = node;
    this.tensor = tensor;
  }
}
