import { lateChunk } from '../../explorer/chunks.js';

/**
 * The claims, a chunk of their own. Everybody who shows one asks here: a chunk that imports them itself could not be had any
 * more once they were lost, since browsers may remember a lost module and only what is asked for here is asked for anew.
 */
export const loadClaims = lateChunk('What the list says', () => import('../../core/claims.js'));
