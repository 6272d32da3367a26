/** Core's late chunks, said by the engine where they cannot be had. */
import { ChunkError, lateChunk as loadLate } from '../core/late-chunk.js';
import { EngineError } from './engine-error.js';

export { addressAgain, loadAgain } from '../core/late-chunk.js';

/** As core's, but rejects with an `EngineError` (`chunk-lost`). */
export function lateChunk<T>(what: string, load: () => Promise<T>): () => Promise<T> {
  const get = loadLate(what, load);
  return () =>
    get().catch((error: Error) => {
      throw error instanceof ChunkError ? new EngineError('chunk-lost', error.message) : error;
    });
}
