/** What a reader gives and gets when a network is trained in the page. */
import type { BackendName, Preprocessing } from '../runtime/types.js';

/** Labelled images, all of one size. */
export interface TrainingData {
  /** `(N, side, side, 3)` pixel bytes: rows of pixels of red, green and blue, image after image. */
  readonly images: Uint8Array;
  /** `(N,)` indices into `classes`. */
  readonly labels: Uint8Array;
  /** Pixels a side; must be the network's resolution. */
  readonly side: number;
  /** Names, as many as the network has outputs. */
  readonly classes: readonly string[];
  /** What the images are, for captions: `CIFAR-10, data_batch_1.bin`. */
  readonly source: string;
}

/** What training can run on; tfjs has no gradients on webgpu that we have tried. */
export type TrainingBackend = Exclude<BackendName, 'webgpu'>;

/** How long training has come; given after every step. */
export interface TrainingProgress {
  /** The epoch under way, from 1. */
  readonly epoch: number;
  /** Steps done, of `steps` in the whole training. */
  readonly step: number;
  readonly steps: number;
  /** Cross-entropy with smoothed labels of this step's batch, in nats. */
  readonly loss: number;
  /** Trained images, over all steps so far; the first step, which also prepares the backend, is left out once there are others. */
  readonly imagesPerSecond: number;
  /** What the rest takes at this speed, evaluation included where an epoch has shown how long that takes. */
  readonly msLeft: number;
}

/** One point of the curve. */
export interface TrainingEpoch {
  /** From 1. */
  readonly epoch: number;
  /** Mean over the epoch's batches, in nats; labels smoothed as in training. */
  readonly loss: number;
  /** Share, 0 to 1, of the augmented training images that were right at the time they were seen. */
  readonly trainAccuracy: number;
  /** Share of the held-out images, not augmented, batch norm with its running statistics; `null` where none are held out. */
  readonly testAccuracy: number | null;
  /** This epoch alone, evaluation included. */
  readonly seconds: number;
}

export interface TrainingOptions {
  /** Decides initial weights, which images are held out, their order and their augmentation. */
  readonly seed: number;
  readonly epochs: number;
  /** Images a step; images that fill no batch at an epoch's end are left out of that epoch. */
  readonly batch: number;
  /** The highest: reached after a fifth of all steps, from there straight down to 0. */
  readonly learningRate: number;
  /** Nesterov's; 0.9 where absent. */
  readonly momentum?: number;
  /** Added to the gradient of kernels, not of biases and batch norm; 2e-4 where absent. */
  readonly weightDecay?: number;
  /** Share of each label spread over all classes; 0.05 where absent. */
  readonly labelSmoothing?: number;
  /** Share of the images that is held out and tested on, 0 to less than 1; 0.2 where absent. */
  readonly testShare?: number;
  /** CIFAR-10's mean and deviation where absent. */
  readonly preprocessing?: Preprocessing;
  /** `auto` (where absent) takes webgl on a real GPU, else wasm, else cpu. */
  readonly backend?: 'auto' | TrainingBackend;
  /** Train in a worker of its own (where absent), or in the page. Where a worker cannot start, the page is used anyway. */
  readonly worker?: boolean;
  /** Stops training: every tensor is freed, and the promise is fulfilled with the epochs so far. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  readonly onEpoch?: ((epoch: TrainingEpoch) => void) | undefined;
}

export interface TrainingResult {
  /** Those that were finished. */
  readonly epochs: readonly TrainingEpoch[];
  readonly seconds: number;
  /** `null` where training was stopped before a backend had started. */
  readonly backend: TrainingBackend | null;
  /** Whether the signal ended it. */
  readonly stopped: boolean;
  readonly inWorker: boolean;
  /** How many images were trained on, and how many tested on. */
  readonly trained: number;
  readonly tested: number;
}

/** A picture of one thing, to cut views from. */
export interface Drawing {
  readonly image: Blob | ImageBitmap;
  /** One of the classes. */
  readonly class: string;
}

export interface ViewOptions {
  readonly seed: number;
  /** How many views in all; the drawings take turns. */
  readonly count: number;
  /** Pixels a side. */
  readonly side: number;
  /** All classes, in the order of the network's outputs. */
  readonly classes: readonly string[];
}

export interface Cifar10Options {
  /** Pixels a side; 32 are the file's own. */
  readonly side: number;
  /** The first so many images; all where absent. */
  readonly limit?: number;
}
