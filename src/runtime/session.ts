/** One engine of the page: a network, the last image's results, and whatever a reader asks about them. */
import * as tf from '@tensorflow/tfjs-core';
import {
  excerpt,
  functionOf,
  messageOf,
  type Explanation,
  type NetworkNode,
  nodeOf,
  type Place,
  weightsOf,
} from '../core/index.js';
import { useBackend } from './backend.js';
import { EngineError } from './engine-error.js';
import { inputOf } from './image.js';
import { checkPreprocessing, usualIn } from './imagenet.js';
import { lateChunk } from './late-chunk.js';
import type { LoadedNetwork, Results } from './loaded-network.js';
import type { Lease, NetworkStore } from './network-store.js';
import { cannotRun } from './obstacles.js';
import type { ParamsOf, ResultOf } from './protocol.js';
import { pickChannels, softmax, statisticsOf } from './statistics.js';
import { thumbnailOf } from './thumbnail.js';
import type {
  Activation,
  BackendName,
  Loaded,
  Prediction,
  Preprocessing,
  Progress,
  RunResult,
  Thumbnail,
  WeightData,
} from './types.js';

const loadExplain = lateChunk('The part that explains values', () => import('./explain/explain.js'));

interface Ready {
  readonly lease: Lease;
  readonly classes: readonly string[] | undefined;
  readonly preprocessing: Preprocessing;
}

/** What calls build on. Never altered: a load or a run puts another in its place once it has succeeded. */
interface State {
  /** Of the call that made it; 0 before the first. */
  readonly change: number;
  readonly ready: Ready | undefined;
  readonly results: Results;
  /** Whether the image came as a picture, and so has been normalised here. */
  readonly isPicture: boolean;
}

const EMPTY: State = { change: 0, ready: undefined, results: new Map(), isPicture: false };

export class Session {
  private state = EMPTY;
  /** What the last change has replaced, for as long as the page may not want the change: until it goes on from it. */
  private before: State | undefined;

  constructor(
    private readonly store: NetworkStore,
    private readonly backend: BackendName,
  ) {}

  async load(params: ParamsOf<'load'>, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Loaded> {
    if (params.preprocessing) checkPreprocessing(params.preprocessing);
    const beforeUpload = (): void => useBackend(this.backend);
    const lease = await this.store.acquire(params, { signal, onProgress, beforeUpload });
    const { source, scheme, notes } = lease.loaded.weights;
    const preprocessing = params.preprocessing ?? usualIn(scheme);
    const ready = { lease, classes: params.classes, preprocessing };
    this.change({ ...EMPTY, change: params.change, ready });
    const sizes = params.network.nodes
      .flatMap(weightsOf)
      .map(({ shape }) => shape.reduce((size, axis) => size * axis, 4));
    const bytes = sizes.reduce((a, b) => a + b, 0);
    return { source, scheme, ...(notes && { notes }), preprocessing, tensors: sizes.length, bytes };
  }

  async run({ image, top, fit, change }: ParamsOf<'run'>): Promise<RunResult> {
    const ready = this.loaded();
    const { lease, preprocessing } = ready;
    const { network } = lease.loaded;
    const input = await inputOf(image, network.inputShape, preprocessing, fit);
    useBackend(this.backend);
    const start = performance.now();
    const results = lease.loaded.run(tf.tensor4d(input, [1, ...network.inputShape], 'float32'));
    this.change({ change, ready, results, isPicture: image.kind !== 'tensor' });
    const last = network.nodes.at(-1)!;
    const obstacle = lease.loaded.plan.obstacles.get(last.id);
    const logits = obstacle ? new Float32Array() : await read(results.get(last.id)!);
    return {
      top: this.rank(last, logits, top),
      logits,
      milliseconds: performance.now() - start,
      backend: this.backend,
      ...(obstacle && { unknown: obstacle.node }),
    };
  }

  async activation({ node: id, channels }: ParamsOf<'activation'>): Promise<Activation> {
    const { loaded } = this.hasRun().lease;
    const node = findNode(loaded, id);
    const obstacle = loaded.plan.obstacles.get(id);
    if (obstacle) throw cannotRun(id, obstacle);
    const data = await this.read(loaded, id, read);
    const [height, width, depth] = node.outputShape;
    const stats = statisticsOf(data, depth, cutOf(node));
    if (channels === 'all') return { node: id, shape: node.outputShape, data, stats };
    checkChannels(node, channels);
    return { node: id, shape: [height, width, channels.length], data: pickChannels(data, depth, channels), stats };
  }

  async thumbnails({ nodes, size }: ParamsOf<'thumbnails'>): Promise<ResultOf<'thumbnails'>> {
    const { loaded } = this.hasRun().lease;
    const pictures: [string, Thumbnail][] = [];
    for (const id of nodes.filter((id) => !loaded.plan.obstacles.has(id))) {
      const [height, width] = findNode(loaded, id).outputShape;
      const map = await this.read(loaded, id, readMean);
      pictures.push([id, thumbnailOf(map, height, width, size)]);
    }
    return pictures;
  }

  weightsOf(id: string): readonly WeightData[] {
    const { loaded } = this.loaded().lease;
    const values = loaded.of(id);
    return weightsOf(findNode(loaded, id)).map(({ name, shape }) => ({ name, shape, data: values[name]!.slice() }));
  }

  async explain({ node: id, place, most }: ParamsOf<'explain'>): Promise<Explanation> {
    const { lease, preprocessing } = this.hasRun();
    const { loaded } = lease;
    const { network, plan } = loaded;
    const node = findNode(loaded, id);
    const obstacle = plan.obstacles.get(id);
    if (obstacle) throw cannotRun(id, obstacle);
    checkPlace(node, place);
    const { explain } = await loadExplain();
    const value = await this.read(loaded, id, (tensor) => readAt(tensor, place));
    const inputs: Float32Array[] = [];
    for (const input of node.inputs) inputs.push(await this.read(loaded, input, read));
    return explain({
      network,
      weightsOf: (of) => loaded.of(of),
      value,
      context: { node, inputs, weights: loaded.of(id), place, most },
      preprocessing: this.state.isPicture ? preprocessing : undefined,
    });
  }

  close(): void {
    if (this.before) discard(this.before, this.state);
    discard(this.state, EMPTY);
    [this.state, this.before] = [EMPTY, undefined];
  }

  /** Takes back the last change where the page does not go on from it: its answer came too late to be wanted. */
  settle(since: number): void {
    const { before, state } = this;
    if (!before) return;
    this.state = state.change === since ? state : before;
    this.before = undefined;
    discard(this.state === state ? before : state, this.state);
  }

  private change(state: State): void {
    this.before = this.state;
    this.state = state;
  }

  /** Reads a node's output, and disposes of it where it was made only for this. */
  private async read<T>(loaded: LoadedNetwork, id: string, reader: (tensor: tf.Tensor4D) => Promise<T>): Promise<T> {
    useBackend(this.backend);
    const { results } = this.state;
    const tensor = results.get(id);
    if (tensor) return reader(tensor);
    const made = loaded.rerun(results, id);
    try {
      return await reader(made);
    } finally {
      made.dispose();
    }
  }

  /** A map has no classes; what ends in softmax or sigmoid is probabilities already. */
  private rank(node: NetworkNode, logits: Float32Array, top: number): readonly Prediction[] {
    const { outputShape } = node;
    if (outputShape[0] * outputShape[1] > 1) return [];
    const classes = this.state.ready?.classes;
    if (logits.length === 1) return functionOf(node) === 'sigmoid' ? ofTwo(logits[0]!, classes) : []; // one number is no class
    const order = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!).slice(0, top);
    const shares = PROBABILITIES.has(functionOf(node)) ? logits : softmax(logits);
    return order.map((index) => ({ index, label: classes?.[index] ?? String(index), probability: shares[index]! }));
  }

  private loaded(): Ready {
    const { ready } = this.state;
    if (!ready) throw new EngineError('not-loaded', 'expected a network: load one first');
    return ready;
  }

  private hasRun(): Ready {
    const ready = this.loaded();
    if (!this.state.results.size) throw new EngineError('not-run', 'expected an image: run one first');
    return ready;
  }
}

/** Frees what a state holds and the one that stays does not. */
function discard({ ready, results }: State, stays: State): void {
  if (results !== stays.results) for (const tensor of results.values()) tensor.dispose();
  if (ready?.lease !== stays.ready?.lease) ready?.lease.release();
}

function findNode({ network }: LoadedNetwork, id: string): NetworkNode {
  try {
    return nodeOf(network, id);
  } catch (error) {
    throw new EngineError('unknown-node', messageOf(error), { node: id });
  }
}

/** One value between 0 and 1 says how likely the second of two classes is. */
function ofTwo(probability: number, classes: readonly string[] | undefined): readonly Prediction[] {
  const both = [1 - probability, probability].map((share, index) => ({
    index,
    label: classes?.[index] ?? String(index),
    probability: share,
  }));
  return both.sort((a, b) => b.probability - a.probability);
}

const PROBABILITIES: ReadonlySet<string | undefined> = new Set(['softmax', 'sigmoid']);

const cutOf = (node: NetworkNode): number => (functionOf(node) === 'relu6' ? 6 : Infinity);

function checkChannels(node: NetworkNode, channels: readonly number[]): void {
  const depth = node.outputShape[2];
  const wrong = channels.find((channel) => !Number.isInteger(channel) || channel < 0 || channel >= depth);
  if (wrong === undefined) return;
  throw new EngineError('failed', `${node.id}: expected channels from 0 to ${depth - 1}, got ${wrong}`, {
    node: node.id,
  });
}

function checkPlace({ id, outputShape }: NetworkNode, place: Place): void {
  const isRight =
    place.length === 3 && place.every((at, axis) => Number.isInteger(at) && at >= 0 && at < outputShape[axis]!);
  if (isRight) return;
  const [height, width, depth] = outputShape;
  const expected = `rows from 0 to ${height - 1}, columns to ${width - 1}, channels to ${depth - 1}`;
  throw new EngineError('place', `${id}: expected ${expected}, got ${excerpt(place)}`, { node: id });
}

/** A copy to give away: all backends but wasm hand out the array that they go on using. */
async function read(tensor: tf.Tensor): Promise<Float32Array> {
  const values = (await tensor.data()) as Float32Array;
  return tf.getBackend() === 'wasm' ? values : values.slice();
}

/** The mean over channels is taken on the backend, so that one value a pixel is read and not hundreds. */
async function readMean(tensor: tf.Tensor4D): Promise<Float32Array> {
  const mean = tf.tidy(() => tf.mean(tensor, 3));
  try {
    return await read(mean);
  } finally {
    mean.dispose();
  }
}

async function readAt(tensor: tf.Tensor4D, place: Place): Promise<number> {
  const value = tf.slice4d(tensor, [0, ...place], [1, 1, 1, 1]);
  try {
    return (await read(value))[0]!;
  } finally {
    value.dispose();
  }
}
