/** The network runs: an engine in a worker, and the same network as a `tf.LayersModel`. tfjs loads on first use. */
import type { Network } from '../core/index.js';
import type { Downloading } from './download.js';
import { fileErrorAsEngines } from './engine-error.js';
import { lateChunk } from './late-chunk.js';
import type { LayersModelLike } from './layers-model-like.js';
import { needsBrowser } from './needs-browser.js';
import { keepWeights } from './sending.js';
import type { BackendChoice, Examination, WeightsSource } from './types.js';

export { EngineError, openEngine, type EngineErrorCode } from './client.js';
export { IMAGENET, MINUS_ONE_TO_ONE } from './imagenet.js';
export type { LayersModelLike, TensorLike } from './layers-model-like.js';
export type * from './types.js';

const loadLayersModel = lateChunk('The part that makes a tf.LayersModel', () => import('./to-layers-model.js'));
const loadWeightFit = lateChunk('The part that looks into weights', () => import('../formats/weights/weight-fit.js'));
const loadDownload = lateChunk('The part that fetches files', () => import('./download.js'));
const loadWeightSource = lateChunk('The part that reads weights', () => import('./weight-source.js'));

export interface LayersModelOptions {
  /** `auto` takes what runs fastest. Such a model trains on webgl and cpu; `trainNetwork` has what wasm lacks for it. */
  readonly backend?: BackendChoice;
}

/**
 * Builds the network as a `tf.LayersModel` in the page, its layers named as our nodes, to save, train or hand to other
 * tools (`as tf.LayersModel`). Padding that tfjs-layers does not know is a layer of its own, `<node>/pad`. The caller
 * disposes of the model.
 */
export async function toLayersModel(
  network: Network,
  weights: WeightsSource,
  { backend = 'auto' }: LayersModelOptions = {},
): Promise<LayersModelLike> {
  needsBrowser('toLayersModel');
  const { makeLayersModel } = await loadLayersModel();
  return makeLayersModel(network, await keepWeights(weights)(), backend);
}

/**
 * Looks into weights files without reading their numbers: what they hold, whether that fits the network, and which
 * network of ours it fits where not. `files`: a `.safetensors`, or a tfjs `model.json`, with or without its shards.
 * Rejects with `EngineError` where they are neither.
 */
export async function examineWeights(
  network: Network,
  files: readonly Blob[],
  signal?: AbortSignal,
): Promise<Examination> {
  const { examine } = await loadWeightFit();
  return examine(network, files, signal).catch(fileErrorAsEngines);
}

/** Fetches one file with progress. Rejects with `EngineError` (`fetch-failed`) or with the signal's reason. */
export async function downloadFile(url: string, options: Downloading = {}): Promise<Blob> {
  const { download } = await loadDownload();
  return download(url, options);
}

/** Where the shards of a tfjs `model.json` are, which was fetched from `url`. Rejects with `EngineError`. */
export async function shardsOf(model: Blob, url: string): Promise<string[]> {
  const { shardAddresses } = await loadWeightSource();
  return shardAddresses(model, url).catch(fileErrorAsEngines);
}
