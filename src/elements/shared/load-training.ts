import { lateChunk } from '../../runtime/late-chunk.js';

export const loadTraining = lateChunk('The part that trains networks', () => import('../../training/index.js'));
