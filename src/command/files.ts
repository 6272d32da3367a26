import type { BlobLike } from '../formats/index.js';

/** The files that a command is given, and the one that it writes. */
export interface Files {
  /** Rejects with `UsageError` where there is none. */
  open(path: string): Promise<BlobLike>;
  exists(path: string): boolean;
}
