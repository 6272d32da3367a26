/** Chunks that several elements load when a reader first needs them, and what they are to a reader. */
import { lateChunk } from '../runtime/late-chunk.js';

export { isChunkLost, lateChunk } from '../runtime/late-chunk.js';

export const loadRuntime = lateChunk('The part that runs networks', () => import('../runtime/index.js'));
export const loadImported = lateChunk('The part that opens models', () => import('./imported.js'));
