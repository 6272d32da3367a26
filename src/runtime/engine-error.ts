export type EngineErrorCode =
  | 'backend-unavailable'
  | 'context-lost'
  | 'worker-lost'
  | 'closed'
  | 'not-loaded'
  | 'not-run'
  | 'unknown-node'
  | 'unknown-layer'
  | 'fetch-failed'
  | 'weights-format'
  | 'weights-dtype'
  | 'weights-duplicate'
  | 'weights-offsets'
  | 'weights-names'
  | 'weights-missing'
  | 'weights-unexpected'
  | 'weights-shape'
  | 'weights-value'
  | 'image-undecodable'
  | 'image-size'
  | 'training-data'
  | 'training-options'
  | 'training-busy'
  | 'training-diverged'
  | 'failed';

/** What an error says about where it is. */
export interface Where {
  /** Id of the node concerned. */
  readonly node?: string | undefined;
  /** Name of the stored tensor concerned. */
  readonly tensor?: string | undefined;
}

/** What went wrong in the engine; `code` is for programs, `message` says what was expected and what came. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly node: string | undefined;
  readonly tensor: string | undefined;
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    { node, tensor }: Where = {},
  ) {
    super(message);
    this.node = node;
    this.tensor = tensor;
  }
}
