/** A network is trained in the page. tfjs loads on first use. */
import type { Network } from '../core/index.js';
import { lateChunk } from '../runtime/late-chunk.js';
import { needsBrowser } from '../runtime/needs-browser.js';
import type { Cifar10Options, Drawing, TrainingData, TrainingOptions, TrainingResult, ViewOptions } from './types.js';

export type * from './types.js';

const loadTraining = lateChunk('The part that trains', () => import('./client.js'));
const loadViews = lateChunk('The part that cuts views from drawings', () => import('./views.js'));
const loadCifar10 = lateChunk('The part that reads CIFAR-10', () => import('./cifar10.js'));

/**
 * Trains the network from random weights as `tf.LayersModel.fit` does, in a worker of its own that ends with it.
 * One training at a time: a second one is refused. Throws `EngineError` where data or options do not fit the network,
 * before anything starts.
 */
export async function trainNetwork(
  network: Network,
  data: TrainingData,
  options: TrainingOptions,
): Promise<TrainingResult> {
  needsBrowser('trainNetwork');
  const { train } = await loadTraining();
  return train(network, data, options);
}

/** Views cut from drawings: a random part, turned a little, mirrored, lighter or darker; the same for the same seed. */
export async function sampleViews(drawings: readonly Drawing[], options: ViewOptions): Promise<TrainingData> {
  needsBrowser('sampleViews');
  const { cutViews } = await loadViews();
  return cutViews(drawings, options);
}

/**
 * Images of CIFAR-10 from a file of the binary version: `data_batch_1.bin`, `test_batch.bin`, or the whole
 * `cifar-10-binary.tar.gz`, whose training batches are read up to `limit`.
 */
export async function readCifar10(file: Blob, options: Cifar10Options): Promise<TrainingData> {
  const { readImages } = await loadCifar10();
  return readImages(file, options);
}
