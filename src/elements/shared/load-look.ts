import { lateChunk } from '../../explorer/chunks.js';

export type { Activation } from '../../runtime/index.js';

/** What a script asks of a running network, which few pages do. */
export const loadLook = lateChunk('The part that looks into networks', () => import('./look-into.js'));
