/** What `toLayersModel` loads: tfjs-layers, a whole backend and the reading of weights. */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Network } from '../core/index.js';
import { startFullBackend } from './full-backend.js';
import { buildLayersModel } from './layers-model.js';
import type { SentWeights } from './protocol.js';
import type { BackendChoice } from './types.js';
import { readWeights } from './weight-source.js';

export async function makeLayersModel(
  network: Network,
  weights: SentWeights,
  backend: BackendChoice,
): Promise<LayersModel> {
  const read = await readWeights(network, weights);
  await startFullBackend(backend);
  return buildLayersModel(network, read);
}
