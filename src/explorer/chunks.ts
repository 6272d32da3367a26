/** Chunks that several elements load when a reader first needs them, and what they are to a reader. */
import { lateChunk } from '../runtime/late-chunk.js';

export { lateChunk } from '../runtime/late-chunk.js';

export const loadRuntime = lateChunk('The part that runs networks', () => import('../runtime/index.js'));
export const loadImported = lateChunk('The part that opens models', () => import('./imported.js'));

/** Whether a chunk could not be had: trying again may help. */
export const isChunkLost = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'chunk-lost';
