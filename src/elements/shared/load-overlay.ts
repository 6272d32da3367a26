import { lateChunk } from '../../explorer/chunks.js';

export const loadOverlay = lateChunk('The part that lays figures over the network', () => import('./overlay.js'));
