import type { Fit } from '../core/fit.js';
import type { Explanation, Network, Place, Shape } from '../core/index.js';

export type { Fit } from '../core/fit.js';
export type * from '../core/explanation.js';
export type { Examination, ListedTensor } from '../formats/weights/types.js';

/** What can do the arithmetic. `auto` takes webgpu or webgl on a real GPU, else wasm, else cpu. */
export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';
export type BackendChoice = 'auto' | BackendName;

export interface EngineOptions {
  readonly backend?: BackendChoice;
  /** Run in a Web Worker (default), or in the page. Where a worker cannot start, the page is used anyway. */
  readonly worker?: boolean;
  /** Told how much of the engine itself has loaded: code and binaries, each as it has come. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How files are fetched, as far as it crosses to a worker. */
export type FetchInit = Pick<RequestInit, 'credentials' | 'mode' | 'referrerPolicy'>;

/** Gets a file when it is needed; once more after a worker was lost. */
export type ReadFile = (onProgress: (progress: Progress) => void) => Promise<Blob>;

/**
 * Where weights come from: a `.safetensors` or a tfjs `model.json` with its shards, or a seed for random ones. `read` gets
 * a file in a way of its own; `key` is the same for the same file.
 */
export type WeightsSource =
  | { readonly url: string | URL; readonly init?: FetchInit | undefined }
  | { readonly data: ArrayBuffer | Blob | readonly Blob[] }
  | { readonly read: ReadFile; readonly key: string }
  | { readonly seed: number };

/** How the training normalised its images: `(v / 255 - mean[c]) / std[c]`, for red, green and blue. */
export interface Preprocessing {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** In which order the channels come in then; `rgb` where absent. */
  readonly order?: 'rgb' | 'bgr' | undefined;
}

export interface RequestOptions {
  /** Once aborted, the promise rejects with the signal's reason, and the call has changed nothing. */
  readonly signal?: AbortSignal | undefined;
}

export interface LoadOptions extends RequestOptions {
  /** Names of the classes, in the order of the logits. */
  readonly classes?: readonly string[] | undefined;
  /** Where absent, ImageNet's mean and deviation; for weights with Keras' names from −1 to 1. */
  readonly preprocessing?: Preprocessing | undefined;
  /** Takes weights without the network's classifier, or with another: its own are then 0, and what is over is left aside. */
  readonly withoutHead?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  readonly loaded: number;
  /** 0 where the server does not say. */
  readonly total: number;
}

export interface Loaded {
  /** `random` weights predict nothing; the page has to say so. */
  readonly source: 'trained' | 'random';
  /** Tensors and bytes of the network's weights. */
  readonly tensors: number;
  readonly bytes: number;
  /** Whose names the tensors had: `torchvision`, `timm`, `keras`, `post`, or `core` for our own. */
  readonly scheme: string;
  /** Sentences on what the file has otherwise than the network; absent where it has all of it, and nothing else. */
  readonly notes?: readonly string[] | undefined;
  /** How images are normalised for these weights. */
  readonly preprocessing: Preprocessing;
}

/** An image already normalised, rows of pixels of three channels: nothing is done to it. */
export interface TensorImage {
  readonly data: Float32Array;
  readonly shape: Shape;
}

export type ImageSource = ImageData | ImageBitmap | HTMLImageElement | Blob | TensorImage;

export interface Prediction {
  readonly index: number;
  /** The class's name, or its index as text where no names are known. */
  readonly label: string;
  readonly probability: number;
}

export interface RunOptions extends RequestOptions {
  /** How many predictions; 5 where absent. */
  readonly top?: number;
  /** How the image becomes the input; `crop` where absent. A `TensorImage` is one already. */
  readonly fit?: Fit | undefined;
}

export interface RunResult {
  /** Most probable first. */
  readonly top: readonly Prediction[];
  /** Of the last node; none where `unknown` stands before it. */
  readonly logits: Float32Array;
  /** Id of the layer that cannot be run (most often: is not known) and keeps the network from its end; absent where all can. */
  readonly unknown?: string;
  /** The network alone, without decoding and resizing the image. */
  readonly milliseconds: number;
  readonly backend: BackendName;
}

/** Of one value a channel. */
export interface ChannelStatistics {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** Share of values that are exactly 0: 1 where an activation has cut all of them. */
  readonly zeros: Float32Array;
}

/** Over all values of a tensor, whichever channels were asked for. */
export interface Statistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  /** Share of values that are exactly 0. */
  readonly zeros: number;
  /** Share of values that ReLU6 has cut at 6; 0 for every other node. */
  readonly saturated: number;
  readonly channels: ChannelStatistics;
}

export interface Activation {
  readonly node: string;
  /** `[height, width, channels]` of `data`; fewer channels than the node has, where fewer were asked for. */
  readonly shape: Shape;
  /** Rows of pixels of channels. */
  readonly data: Float32Array;
  readonly stats: Statistics;
}

export interface ActivationOptions extends RequestOptions {
  /** Which channels `data` holds, in this order; `all` where absent. */
  readonly channels?: readonly number[] | 'all';
}

export interface ExplainOptions extends RequestOptions {
  /** How many parts of a sum, or values of a choice, are listed at most: the largest; 16 where absent. The rest is added up. */
  readonly most?: number;
}

/** The mean over all channels, made small. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
  readonly min: number;
  readonly max: number;
}

/** A stored tensor in TensorFlow's layout. */
export interface WeightData {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface Memory {
  /** On the backend, of all engines of the page together. */
  readonly tensors: number;
  readonly bytes: number;
}

/**
 * One reader's view of a network that runs. Engines of a page share one worker, and one copy of weights where network
 * and weights are the same; each has its own image.
 *
 * Calls take effect in the order in which they are made, awaited or not: `load(a); run(x); load(b); run(y)` runs x on a and
 * y on b. A call that fails or is aborted changes nothing: the network and the image before it stay in force for the calls
 * after it. What a call is given (images, buffers, lists) is read when the call is made, and may be changed right after it;
 * an `<img>` that is still loading is read as soon as it has loaded, and the calls after it wait. A file is read as it is
 * then. `close` ends the calls before it: they reject with the code `closed`.
 */
export interface Engine {
  readonly backend: BackendName;
  readonly inWorker: boolean;
  /** Replaces the network. Every tensor is checked by name and shape before anything runs. */
  load(network: Network, weights: WeightsSource, options?: LoadOptions): Promise<Loaded>;
  run(image: ImageSource, options?: RunOptions): Promise<RunResult>;
  /** The output of any node for the last image. */
  activation(node: string, options?: ActivationOptions): Promise<Activation>;
  /** A small picture of each node that can be run, none larger than `size` in either direction. */
  thumbnails(nodes: readonly string[], size: number, options?: RequestOptions): Promise<Map<string, Thumbnail>>;
  weightsOf(node: string, options?: RequestOptions): Promise<readonly WeightData[]>;
  /**
   * How one value of a node's output for the last image comes about: what goes in and from where, weights, products, sum and
   * bias, or the numbers of the node's formula. The arithmetic is the node's own, with its weights as they were loaded, also
   * where the engine has folded or fused it. `place`: row, column and channel, from 0. Rejects with `EngineError`
   * (`unknown-node`, `place` for one that the node does not have, `not-run`).
   */
  explain(node: string, place: Place, options?: ExplainOptions): Promise<Explanation>;
  memory(): Promise<Memory>;
  /** Frees every tensor of this engine. The worker ends a moment after the last engine has closed. */
  close(): Promise<void>;
}
