import { messageOf } from '../core/index.js';
import { CodedError, FileError, type FileErrorCode } from '../formats/file-error.js';

export type EngineErrorCode =
  | 'no-browser'
  | 'backend-unavailable'
  | 'context-lost'
  | 'worker-lost'
  | 'chunk-lost'
  | 'closed'
  | 'not-loaded'
  | 'not-run'
  | 'unknown-node'
  | 'place'
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
export class EngineError extends CodedError<EngineErrorCode> {
  override readonly name = 'EngineError';

  /** Also one of another copy of this class: what runs with tfjs is bundled by itself. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'EngineError';
  }

  /** What it is about: what a reader would change. */
  get source(): 'weights' | 'image' | 'engine' {
    return SOURCES[this.code] ?? 'engine';
  }
}

type ImageCode = 'image-undecodable' | 'image-size' | 'image-value';
type Sources = Record<FileErrorCode | 'fetch-failed' | 'weights-seed', 'weights'> & Record<ImageCode, 'image'>;

const SOURCES: Partial<Record<EngineErrorCode, 'weights' | 'image'>> = {
  'fetch-failed': 'weights',
  'model-format': 'weights',
  'weights-format': 'weights',
  'weights-dtype': 'weights',
  'weights-duplicate': 'weights',
  'weights-offsets': 'weights',
  'weights-names': 'weights',
  'weights-missing': 'weights',
  'weights-unexpected': 'weights',
  'weights-shape': 'weights',
  'weights-value': 'weights',
  'weights-seed': 'weights',
  'image-undecodable': 'image',
  'image-size': 'image',
  'image-value': 'image',
} satisfies Sources;

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
