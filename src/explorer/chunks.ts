/** Chunks that several elements load when a reader first needs them, and what they are to a reader. */
import { lateChunk } from '../core/late-chunk.js';

export { lateChunk };

/** Whether a chunk could not be loaded, one of a page or of its engine: retrying may help. */
export const isChunkLost = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'chunk-lost';

export const loadRuntime = lateChunk('The part that runs networks', () => import('../runtime/index.js'));
export const loadImported = lateChunk('The part that opens models', () => import('./imported.js'));
