import { messageOf } from '../core/index.js';
import { FileError, type FileErrorCode, type Where } from '../formats/file-error.js';

export type EngineErrorCode =
  | 'backend-unavailable'
  | 'context-lost'
  | 'worker-lost'
  | 'chunk-lost'
  | 'closed'
  | 'not-loaded'
  | 'not-run'
  | 'unknown-node'
  | 'unknown-layer'
  | 'window-unsupported'
  | 'network-size'
  | 'fetch-failed'
  | FileErrorCode
  | 'weights-seed'
  | 'image-undecodable'
  | 'image-size'
  | 'image-value'
  | 'preprocessing'
  | 'training-data'
  | 'training-options'
  | 'training-busy'
  | 'training-diverged'
  | 'failed';

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

/** What a file's reader says, said by the engine; anything else passes through. */
export const fileErrorAsEngines = (error: unknown): never => {
  throw error instanceof FileError ? engineErrorOf(error) : error;
};

/** Any failure as one of the engine's: what a file's reader says keeps its code, anything else has `failed`. */
export function engineErrorOf(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  if (error instanceof FileError) return new EngineError(error.code, error.message, error);
  return new EngineError('failed', messageOf(error));
}
