/** What is checked before anything starts, in sentences: that images, options and network belong together. */
import type { Network } from '../core/index.js';
import { EngineError } from '../runtime/engine-error.js';
import { checkPreprocessing } from '../runtime/imagenet.js';
import type { Preprocessing } from '../runtime/types.js';
import type { TrainingData, TrainingOptions } from './types.js';

/** Mean and deviation of CIFAR-10's training images, by which our networks are trained. */
const CIFAR10: Preprocessing = { mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] };

/** Every option, as it crosses to the worker. */
export type Settings = Required<Omit<TrainingOptions, 'worker' | 'signal' | 'onProgress' | 'onEpoch'>>;

/** Fills in the recipe of the shipped checkpoints. Throws `EngineError` for a value that training could not run with. */
export function settingsFrom(options: TrainingOptions): Settings {
  const settings = {
    seed: options.seed,
    epochs: options.epochs,
    batch: options.batch,
    learningRate: options.learningRate,
    momentum: options.momentum ?? 0.9,
    weightDecay: options.weightDecay ?? 2e-4,
    labelSmoothing: options.labelSmoothing ?? 0.05,
    testShare: options.testShare ?? 0.2,
    preprocessing: options.preprocessing ?? CIFAR10,
    backend: options.backend ?? 'auto',
  };
  const share = (value: number): boolean => value >= 0 && value < 1;
  check('seed', settings.seed, Number.isSafeInteger, 'a whole number');
  check('epochs', settings.epochs, isCount, 'a whole number of at least 1');
  check('batch', settings.batch, (value) => isCount(value) && value > 1, 'a whole number of at least 2');
  check('learningRate', settings.learningRate, (value) => value > 0 && value < Infinity, 'a number above 0');
  check('momentum', settings.momentum, share, 'a number from 0 to below 1');
  check('weightDecay', settings.weightDecay, (value) => value >= 0 && value < Infinity, 'a number of at least 0');
  check('labelSmoothing', settings.labelSmoothing, share, 'a number from 0 to below 1');
  check('testShare', settings.testShare, share, 'a number from 0 to below 1');
  checkPreprocessing(settings.preprocessing);
  return settings;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

function check(option: string, value: number, isFine: (value: number) => boolean, expected: string): void {
  if (!isFine(value)) throw new EngineError('training-options', `${option}: expected ${expected}, got ${value}`);
}

/** Throws `EngineError` where the data are not what they say, or are not for this network. */
export function checkData(network: Network, { images, labels, side, classes }: TrainingData): void {
  const [height, width, channels] = network.inputShape;
  const outputs = network.outputShape.reduce((product, axis) => product * axis, 1);
  if (side !== height || side !== width || channels !== 3)
    throw refusal(`side: expected ${height}×${width}×${channels}, as the network takes; got ${side}×${side}×3`);
  if (classes.length !== outputs)
    throw refusal(`classes: expected ${outputs}, as many as the network has outputs; got ${classes.length}`);
  if (labels.length === 0) throw refusal('images: expected some to train on, got none');
  const bytes = labels.length * side * side * 3;
  if (images.length !== bytes)
    throw refusal(`images: expected ${labels.length} of ${side}×${side}×3, ${bytes} bytes; got ${images.length} bytes`);
  const wrong = labels.findIndex((label) => label >= classes.length);
  if (wrong >= 0)
    throw refusal(`labels: expected 0 to ${classes.length - 1}, got ${labels[wrong]} for image ${wrong + 1}`);
}

const refusal = (message: string): EngineError => new EngineError('training-data', message);

/** How many images are held out, and how many are left. Throws where too few are left: batch norm needs two. */
export function sizesOf(count: number, testShare: number): { readonly trained: number; readonly tested: number } {
  const tested = Math.round(count * testShare);
  if (count - tested >= 2) return { trained: count - tested, tested };
  throw refusal(`images: expected at least 2 to train on, got ${count - tested} of ${count} (${tested} are held out)`);
}
