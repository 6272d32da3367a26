/** All messages between a page and its worker. Types only. */
import type { Fit } from '../core/fit.js';
import type { Explanation, Network, Place } from '../core/index.js';
import type { ErrorFacts } from '../formats/file-error.js';
import type { EngineErrorCode } from './engine-error.js';
import type {
  Activation,
  BackendChoice,
  BackendName,
  FetchInit,
  Loaded,
  Memory,
  Preprocessing,
  Progress,
  RunResult,
  TensorImage,
  Thumbnail,
  WeightData,
} from './types.js';

export interface SentAddress {
  readonly url: string;
  readonly init?: FetchInit | undefined;
}

/** Weights as they cross: addresses are absolute, data are blobs, which are passed by reference. */
export type SentWeights = SentAddress | { readonly files: readonly Blob[] } | { readonly seed: number };

/** Images as they cross; `name` is for error messages. */
export type SentImage =
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'pixels'; readonly pixels: ImageData }
  | { readonly kind: 'tensor'; readonly tensor: TensorImage };

/** One engine of the page, and the change that it goes on from. */
interface InSession {
  session: number;
  /** The last `change` whose answer the page has taken; a later one was abandoned, and is taken back first. 0 for none. */
  since: number;
}

/** A call that others build on has a number, different from any other of its session. */
interface Changing extends InSession {
  change: number;
}

/** What can be asked, and what comes back. */
export interface Calls {
  open: { params: { session: number; backend: BackendChoice }; result: { backend: BackendName } };
  load: {
    params: Changing & {
      network: Network;
      weights: SentWeights;
      /** Equal keys: the same network with the same weights, held once. */
      key: string;
      classes: readonly string[] | undefined;
      preprocessing: Preprocessing | undefined;
      withoutHead: boolean | undefined;
    };
    result: Loaded;
  };
  run: { params: Changing & { image: SentImage; top: number; fit: Fit }; result: RunResult };
  activation: {
    params: InSession & { node: string; channels: readonly number[] | 'all' };
    result: Activation;
  };
  thumbnails: {
    params: InSession & { nodes: readonly string[]; size: number };
    result: readonly (readonly [string, Thumbnail])[];
  };
  weightsOf: { params: InSession & { node: string }; result: readonly WeightData[] };
  explain: { params: InSession & { node: string; place: Place; most: number }; result: Explanation };
  memory: { params: InSession; result: Memory };
  close: { params: InSession; result: null };
}

export type CallName = keyof Calls;
export type ParamsOf<C extends CallName> = Calls[C]['params'];
export type ResultOf<C extends CallName> = Calls[C]['result'];

export type Request = {
  [C in CallName]: { readonly id: number; readonly call: C; readonly params: ParamsOf<C> };
}[CallName];

export type PageMessage = Request | { readonly cancel: number };

/** An error as it crosses. */
export interface SentError extends ErrorFacts {
  readonly code: EngineErrorCode;
  readonly message: string;
}

export type WorkerMessage =
  /** The script has loaded; `lock` is a Web Lock that it holds as long as it lives. */
  | { readonly ready: true; readonly lock: string | null }
  /** A piece of the script that was left out. */
  | { readonly missing: string }
  | { readonly id: number; readonly result: ResultOf<CallName> }
  | { readonly id: number; readonly error: SentError }
  | { readonly id: number; readonly progress: Progress };
