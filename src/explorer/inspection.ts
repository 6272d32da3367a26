import type { Explanation, Fit, Network, Place } from '../core/index.js';
import type {
  Activation,
  ActivationOptions,
  Engine,
  Loaded,
  Prediction,
  Progress,
  RunResult,
  Thumbnail,
  WeightData,
} from '../runtime/index.js';
import { arrivalFor, type Arrival } from './arrival.js';
import { WaitingError } from './errors.js';
import type { InspectedState } from './inspected-state.js';
import type { ImageChoice } from './image-choice.js';
import { Latest } from './latest.js';
import { isLoss, problemOf, sourceIn, tryAgain, type ErrorSource, type Remedy } from './problem.js';
import { isChunkLost, lateChunk, loadRuntime } from './chunks.js';
import { Loading, type Part } from './loading.js';
import { pictured, PICTURE_SIZE } from './pictured.js';
import type { FetchedImage } from './shipped.js';
import type { StateChangeEvent } from './state-change.js';
import type { UsedWeights, WeightsAbout } from './weights/about.js';
import type { WeightsChoice } from './weights/choice.js';
import type { Plan } from './weights/plan.js';

/** `idle`: nobody has looked at an activation yet, and nothing is loaded. */
export type Phase = 'idle' | 'loading' | 'running' | 'ready' | 'failed';

type Inputs = Pick<InspectedState, 'image' | 'weights'>;

/** An image that has come, and what it was chosen as. */
interface ChosenImage extends FetchedImage {
  readonly choice: ImageChoice | undefined;
}

const loadPlan = lateChunk('The part that finds weights', () => import('./weights/plan.js'));
const loadShipped = lateChunk('The part that finds images', () => import('./shipped.js'));

/** A second engine, and what it runs with. */
interface EngineBeside {
  readonly engine: Engine;
  readonly weights: UsedWeights;
  /** What its classes are called, where that is known. */
  readonly classes: readonly string[] | undefined;
}

const used = (loaded: Loaded, about: WeightsAbout): UsedWeights => ({
  ...loaded,
  ...about,
  notes: [...(about.notes ?? []), ...(loaded.notes ?? [])],
});

/** While a slider moves, the network changes at every step; it is loaded when the reader rests. */
const REST_MS = 200;

/**
 * Runs the network of a state once somebody looks: loads weights, runs the image, and again when either changes. Fires
 * `change` when what it holds has changed. The engine behind it is shared by the whole page.
 */
class Runner extends EventTarget {
  phase: Phase = 'idle';
  progress: Progress | undefined;
  weights: UsedWeights | undefined;
  /** What the engine has said of the image. */
  result: RunResult | undefined;
  /** How that image was fitted to the input. */
  fit: Fit = 'crop';
  /** What the package says in its place, until the engine has said it: of exactly this network, weights and image. */
  stored: Arrival | undefined;
  thumbnails: ReadonlyMap<string, Thumbnail> = new Map();
  /** Counts runs: what was read from an earlier one is out of date. */
  generation = 0;
  /** The image that was run last. */
  image: ChosenImage | undefined;
  private engine: Promise<Engine> | undefined;
  private readonly runs = new Latest();
  /** What the engine holds; another network as soon as an option changes. */
  private engineInputs: { readonly network: Network; readonly weights: WeightsChoice } | undefined;
  /** The weights that the engine holds, also while another network is being loaded. */
  private loadedPlan: Plan | undefined;
  /** What has come is not asked for again. */
  private fetchedImage: ChosenImage | undefined;
  /** Set while the good image stands in for one that is refused, of which a reader is still told. */
  private standIn: Pick<ChosenImage, 'choice'> | undefined;
  /** The image that was last shown as stored. */
  private storedImage: Pick<ChosenImage, 'choice'> | undefined;
  private readonly loading = new Loading();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what has been asked for: an answer to an earlier question is out of date. */
  private question = 0;
  private arriving: Promise<boolean> | undefined;

  constructor(private readonly state: InspectedState) {
    super();
    state.addEventListener('change', (event) => this.stateChanged(event as StateChangeEvent));
  }

  /** Whether there will be something else to show in a moment. */
  get isBusy(): boolean {
    return this.phase === 'loading' || this.phase === 'running';
  }

  /** What the network takes the image for, most probable first. */
  get top(): readonly Prediction[] | undefined {
    return (this.result ?? this.stored)?.top;
  }

  /**
   * Shows what the package knows of what is chosen, where nothing has run: neither engine nor weights are loaded for it.
   * Whether there is something to show.
   */
  arrive(): Promise<boolean> {
    return (this.arriving ??= this.findStored());
  }

  private async findStored(): Promise<boolean> {
    const { question } = this;
    if (this.result) return true;
    const stored = await arrivalFor(this.state).catch(() => undefined); // of what is lost, an engine tells
    if (question === this.question && stored && !this.result) this.present(stored);
    else this.enter(this.phase);
    return Boolean(this.top);
  }

  /** Starts loading and running, if that has not happened yet. */
  start(): void {
    if (this.phase === 'idle') this.schedule(0);
  }

  /** Tries again after a failure. */
  retry(): void {
    this.engineInputs = this.standIn = undefined;
    this.schedule(0);
  }

  /** Ends the engine; the next `start` begins anew. */
  stop(): void {
    clearTimeout(this.timer);
    this.runs.cancel();
    void this.engine?.then((engine) => engine.close()).catch(() => undefined);
    this.engine = undefined;
    this.engineInputs = undefined;
    this.askAnew();
    this.forget();
    this.enter('idle');
  }

  /** The output of a node for the current image. Rejects with an `EngineError`, or `AbortError` when it is out of date. */
  async activation(node: string, options: ActivationOptions = {}): Promise<Activation> {
    return (await this.running()).activation(node, this.timely(options));
  }

  async weightsOf(node: string, signal?: AbortSignal): Promise<readonly WeightData[]> {
    return (await this.running()).weightsOf(node, this.timely({ signal }));
  }

  /** How one value of a node comes about. Rejects as `activation` does. */
  async explain(node: string, place: Place, signal?: AbortSignal): Promise<Explanation> {
    return (await this.running()).explain(node, place, this.timely({ signal }));
  }

  /** Which backend computes, and whether in a worker; `undefined` before it runs. */
  async about(): Promise<Pick<Engine, 'backend' | 'inWorker'> | undefined> {
    return this.engine;
  }

  /**
   * Another engine with the same network and weights, for many images beside the one that is shown: it shares the worker, and
   * the copy of the weights. The caller closes it. Rejects as loading does, with what is wrong or waits for the reader.
   */
  async openBeside(signal: AbortSignal): Promise<EngineBeside> {
    const { network } = this.state;
    const plan = (this.isLoaded() && this.loadedPlan) || (await this.findPlan());
    const { openEngine } = await loadRuntime();
    const engine = await openEngine();
    try {
      const loaded = await engine.load(network, plan.source, { ...plan.options, signal });
      return { engine, weights: used(loaded, plan.about), classes: plan.options.classes };
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  private running(): Promise<Engine> {
    return this.engine ?? Promise.reject(new Error('the network is not running'));
  }

  /** Ends with the caller's signal, and when the network or image changes. */
  private timely<T extends { readonly signal?: AbortSignal | undefined }>(options: T): T {
    const signals = [this.runs.signal, options.signal].filter((signal) => signal !== undefined);
    return { ...options, signal: AbortSignal.any(signals) };
  }

  private stateChanged({ aspect }: StateChangeEvent): void {
    if (aspect !== 'network' && aspect !== 'weights' && aspect !== 'image') return;
    this.standIn = undefined;
    this.askAnew();
    const isAlive = this.phase !== 'idle' || this.stored;
    if (this.stored) this.present(undefined);
    if (isAlive && !this.isUpToDate()) this.schedule(aspect === 'network' ? REST_MS : 0);
  }

  private askAnew(): void {
    this.question++;
    this.arriving = undefined;
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    const signal = this.runs.begin();
    if (this.engineInputs?.network !== this.state.network && !this.stored) this.forget();
    this.enter(this.isLoaded() ? 'running' : 'loading');
    this.timer = setTimeout(() => void this.refresh(signal), delay);
  }

  private isLoaded(): boolean {
    const { engineInputs, state } = this;
    return engineInputs?.network === state.network && engineInputs.weights === state.weights;
  }

  /** Whether what is shown is what is chosen. */
  private isUpToDate(): boolean {
    const { fit, image, phase, state } = this;
    return phase === 'ready' && this.isLoaded() && image?.choice === state.image && fit === state.fit;
  }

  /** Drops what another network, or other weights, have shown. */
  private forget(): void {
    this.result = undefined;
    this.present(undefined);
  }

  private present(stored: Arrival | undefined): void {
    this.stored = stored;
    if (stored) this.storedImage = { choice: this.state.image };
    this.thumbnails = stored?.thumbnails ?? new Map();
    this.weights = stored?.weights;
    this.enter(this.phase);
  }

  private async refresh(signal: AbortSignal): Promise<void> {
    if (!this.state.complete || this.state.model?.readsImage === false) return this.enter('idle');
    if (!this.result) void this.arrive(); // the engine is on its way
    const { image, weights } = this.state;
    try {
      const plan = this.isLoaded() ? undefined : await this.plan(signal);
      const engine = await (this.engine ??= this.open());
      signal.throwIfAborted();
      if (plan) await this.load(engine, plan, signal);
      await this.run(engine, signal);
    } catch (error) {
      if (!signal.aborted) this.fail(error, { image, weights });
    }
  }

  private async open(): Promise<Engine> {
    try {
      const { openEngine } = await loadRuntime();
      return await openEngine({ onProgress: (progress) => this.advance('engine', progress) });
    } catch (error) {
      this.engine = undefined; // so that the next look tries again
      throw error;
    }
  }

  /** What will be loaded is known before the engine, and so how much there is to wait for. */
  private async plan(signal: AbortSignal): Promise<Plan> {
    const plan = await this.findPlan();
    signal.throwIfAborted();
    const total = plan.about.checkpoint?.bytes ?? ('url' in plan.source ? NaN : 0);
    this.loading.expect('weights', total);
    this.showProgress();
    return plan;
  }

  private async findPlan(): Promise<Plan> {
    const { planWeights } = await loadPlan();
    return planWeights(this.state, this.state.weights, this.loadedPlan?.about.checkpoint);
  }

  private advance(part: Part, progress: Progress): void {
    this.loading.advance(part, progress);
    this.showProgress();
  }

  /** An engine goes on opening after a reader has cancelled. */
  private showProgress(): void {
    if (this.phase !== 'loading') return;
    this.progress = this.loading.progress;
    this.enter('loading');
  }

  private async load(engine: Engine, plan: Plan, signal: AbortSignal): Promise<void> {
    const onProgress = (progress: Progress): void => this.advance('weights', progress);
    const { network, weights } = this.state;
    const loaded = await engine.load(network, plan.source, { ...plan.options, signal, onProgress });
    if (!this.stored) this.forget(); // no result of other weights beside these
    this.weights = used(loaded, plan.about);
    this.loadedPlan = plan;
    this.loading.clear();
    this.progress = undefined;
    this.engineInputs = { network, weights };
    this.state.setProblem('weights', undefined);
  }

  private async run(engine: Engine, signal: AbortSignal): Promise<void> {
    this.enter('running');
    const image = await this.fetchImage(signal);
    const { fit } = this.state;
    this.result = await engine.run(image.blob, { fit, signal });
    [this.image, this.fit] = [image, fit];
    if (!this.standIn || this.standIn.choice !== image.choice) this.state.setProblem('image', undefined);
    this.state.setProblem('engine', undefined);
    this.thumbnails = await engine.thumbnails(pictured(this.state.network), PICTURE_SIZE, { signal });
    this.stored = undefined;
    this.generation++;
    this.enter('ready');
  }

  private async fetchImage(signal: AbortSignal): Promise<ChosenImage> {
    const { image: choice } = this.state;
    const known = [this.fetchedImage, this.image].find((image) => image && image.choice === choice);
    if (known) return known;
    const { fetchImage } = await loadShipped();
    const image = { ...(await fetchImage(choice)), choice };
    signal.throwIfAborted();
    return (this.fetchedImage = image);
  }

  /** Stops loading: back to the weights that were there, or to nothing. */
  cancel(): void {
    if (this.phase !== 'loading') return;
    this.runs.cancel();
    clearTimeout(this.timer);
    this.progress = undefined;
    this.settle('idle');
  }

  /** Goes on with what was last shown, as far as it belongs to the network that is drawn. */
  private settle(otherwise: Phase): void {
    this.enter(this.result ? 'ready' : otherwise);
    const { result, engineInputs } = this;
    if (result && engineInputs?.network === this.state.network)
      this.state.quietly(() => this.state.setWeights(engineInputs.weights));
  }

  /** Reports a failure. What was shown before stays, as far as it belongs to the network that is drawn. */
  private fail(error: unknown, inputs: Inputs): void {
    const problem = problemOf(sourceIn(error), error);
    const waits = error instanceof WaitingError;
    this.progress = undefined;
    const remedy = this.remedyFor(error, problem.source, inputs);
    if (isLoss(error) || isChunkLost(error)) this.onceOnline(remedy?.act ?? (() => this.retry()));
    this.state.setProblem(problem.source, { ...problem, remedy });
    this.settle(waits ? 'idle' : 'failed');
    const good = this.image ?? this.storedImage;
    if (problem.source === 'image' && good && !waits) this.standBy(good);
  }

  /** A connection that comes back is tried once, unless something else has been asked for meanwhile. */
  private onceOnline(again: () => void): void {
    addEventListener('online', again, { once: true, signal: this.runs.signal });
  }

  /** Back to the good image, which is run where that has not been done with these weights. */
  private standBy({ choice }: Pick<ChosenImage, 'choice'>): void {
    this.state.quietly(() => this.state.setImage(choice));
    this.standIn = { choice };
  }

  /** Connections come back, and engines start again; what cannot be taken stays what it is. */
  private remedyFor(error: unknown, source: ErrorSource, { image, weights }: Inputs): Remedy | undefined {
    if (!isLoss(error)) return source === 'engine' ? tryAgain(() => this.retry()) : undefined;
    // Also where something else has been gone back to.
    return tryAgain(() => {
      if (source === 'image') this.state.setImage(image);
      else if (source === 'weights') this.state.setWeights(weights);
      this.schedule(0);
    });
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.dispatchEvent(new Event('change'));
  }
}

/** As others have it: to read, to listen to and to ask. */
export type Inspection = Readonly<Runner>;

export const inspect = (state: InspectedState): Inspection => new Runner(state);
