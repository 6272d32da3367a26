/** What every reader gives: a network like those of the register, with what its file says beside it. */
import type { Network, ShapeError } from '../core/network.js';
import type { Resolution } from '../core/options.js';
import type { SignalLike } from './platform-types.js';
import type { NetworkWeights } from './weights/weights.js';

export interface ReadOptions {
  /** The network's id and title; the model's own name where absent. */
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  /** Height and width where the file leaves them open; 224 where absent. */
  readonly resolution?: Resolution | undefined;
  /** Aborted where nobody waits for the model any more: reading ends where it next waits for bytes. */
  readonly signal?: SignalLike | undefined;
}

/** `(v / 255 - mean) / std`, one of each a channel. */
export interface PixelScaling {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** How numbers are stored as small whole ones: `(stored - zero) · scale`. */
export interface Quantisation {
  /** `int8`, `uint8`, … */
  readonly type: string;
  /** One for all, or one for each place along `axis`. */
  readonly scales: readonly number[];
  readonly zeros: readonly number[];
  readonly axis?: number | undefined;
}

export interface Model {
  readonly network: Network;
  /** Which layer does not fit, and why; the network ends before it. */
  readonly misfit: ShapeError | undefined;
  /** Sentences on what is not to be seen in the drawing. */
  readonly notes: readonly string[];
  /** Node ids by the names that the file has for layers, or for the tensors that operations give out. */
  readonly layers: ReadonlyMap<string, string>;
  /** Ids of the nodes that give out what the file calls its outputs, in its order. */
  readonly outputs: readonly string[];
  /** Whether the file leaves height and width open. */
  readonly isOpen: boolean;
  /** The same model, without its weights, at another height and width, where a graph leaves them open. */
  readonly at?: ((resolution: Resolution) => Model) | undefined;
  /** Whether it scales pixels itself, from 0 to 255. */
  readonly scalesPixels: boolean;
  /** Whether a picture of one or three channels comes in. */
  readonly readsImage: boolean;
  /** Absent where the file has none, or where those that belong to it were not given. */
  readonly weights?: NetworkWeights | undefined;
  /** How the file says that pixels are scaled; absent where it says nothing, or does it itself. */
  readonly preprocessing?: PixelScaling | undefined;
  /** Of tensors that are stored so, by their names in the file. */
  readonly quantised?: ReadonlyMap<string, Quantisation> | undefined;
  /** Names of the classes, where a file says them. */
  readonly classes?: readonly string[] | undefined;
}

/** Grey or coloured, of more than one row and one column. */
export const readsImage = ({ inputShape: [height, width, channels] }: Network): boolean =>
  height > 1 && width > 1 && (channels === 1 || channels === 3);

export const IMAGE_NOTE = ({ inputShape }: Network): string =>
  `It reads no picture, but ${inputShape.reduce((product, size) => product * size, 1)} values: it is drawn and counted, and cannot be shown a photo.`;
