/** The network runs: an engine in a worker, and the same network as a `tf.LayersModel`. tfjs loads on first use. */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Network } from '../core/index.js';
import { sendWeights } from './sending.js';
import type { BackendChoice, WeightsSource } from './types.js';

export { EngineError, openEngine, type EngineErrorCode } from './client.js';
export { IMAGENET } from './imagenet.js';
export type * from './types.js';

export interface LayersModelOptions {
  /** `auto` takes what runs fastest. tfjs trains on webgl and cpu only. */
  readonly backend?: BackendChoice;
}

/**
 * Builds the network as a `tf.LayersModel` in the page, its layers named as our nodes, to save, train or hand to other
 * tools. Padding that tfjs-layers does not know is a layer of its own, `<node>/pad`. The caller disposes of the model.
 */
export async function toLayersModel(
  network: Network,
  weights: WeightsSource,
  { backend = 'auto' }: LayersModelOptions = {},
): Promise<LayersModel> {
  const { makeLayersModel } = await import('./to-layers-model.js');
  return makeLayersModel(network, sendWeights(weights), backend);
}
