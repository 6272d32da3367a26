/** Layer kinds that families other than MobileNetV2 have: they come with these. */
import { adaptiveAveragePool } from './adaptive-average-pool.js';
import { channelShuffle } from './channel-shuffle.js';
import { concat } from './concat.js';
import { localResponseNorm } from './local-response-norm.js';
import { maxPool } from './max-pool.js';
import { split } from './split.js';

export const opsOfFamilies = {
  'adaptive-average-pool': adaptiveAveragePool,
  'channel-shuffle': channelShuffle,
  concat,
  'local-response-norm': localResponseNorm,
  'max-pool': maxPool,
  split,
} as const;
