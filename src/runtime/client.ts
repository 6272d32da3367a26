/** The promise face of the engine for the page. Nothing of tfjs is here; it loads when the first engine opens. */
import type { Explanation, Network, Place } from '../core/index.js';
import type { CallOptions, Connection } from './connection.js';
import { CODE_BYTES, WASM_BYTES } from './engine-bytes.js';
import { EngineError } from './engine-error.js';
import { needsBrowser } from './needs-browser.js';
import type { CallName, ParamsOf, ResultOf } from './protocol.js';
import { keepWeights, KeptImage, sendNetwork, weightsKey } from './sending.js';
import { isLoss, sharedConnection, type SharedConnection } from './shared-connection.js';
import { orAborted, Turns } from './turns.js';
import type {
  Activation,
  ActivationOptions,
  BackendChoice,
  BackendName,
  Engine,
  EngineOptions,
  ExplainOptions,
  ImageSource,
  Loaded,
  LoadOptions,
  Memory,
  Progress,
  RequestOptions,
  RunOptions,
  RunResult,
  Thumbnail,
  WeightData,
  WeightsSource,
} from './types.js';

export { EngineError, type EngineErrorCode } from './engine-error.js';
export type * from './types.js';

/** Opens an engine. Engines of a page share one worker and, where network and weights are the same, one copy of them. */
export async function openEngine({ backend = 'auto', worker = true, onProgress }: EngineOptions = {}): Promise<Engine> {
  needsBrowser('openEngine');
  const engine = new ClientEngine(sharedConnection(backend, worker), backend);
  await engine.open(onProgress);
  return engine;
}

const closedError = (): EngineError => new EngineError('closed', 'expected an open engine, got one that is closed');

type Params<C extends CallName> = Omit<ParamsOf<C>, 'session' | 'since'>;

/** Makes the parameters of a call: what is sent may be transferred away, and is needed again after a loss. */
type Prepare<C extends CallName> = () => Promise<{
  readonly params: Params<C>;
  readonly transfer?: readonly Transferable[];
}>;

/** The same each time that it is sent, whatever the caller does with it meanwhile. */
function prepareCopy<C extends CallName>(params: Params<C>): Prepare<C> {
  const copy = structuredClone(params);
  return async () => ({ params: copy });
}

/** A call that later ones build on. */
interface Change<C extends CallName> {
  readonly number: number;
  readonly prepare: Prepare<C>;
  release(): void;
}

/** The last load and the run after it. */
interface Changes {
  readonly load?: Change<'load'>;
  readonly run?: Change<'run'>;
}

class ClientEngine implements Engine {
  backend: BackendName = 'cpu';
  inWorker = false;
  private readonly session: number;
  /** Calls are sent one at a time, each after the answer to the one before: so they take effect in their order. */
  private readonly turns = new Turns();
  private readonly closing = new AbortController();
  /** The connection that this session is open on; on another one it has to be opened first. */
  private sessionConnection: Connection | undefined;
  /** What was answered last, and so is in force. */
  private current: Changes = {};
  /** What of it the connection has: nothing of it where it has taken the place of a lost one. */
  private theirs: Changes = {};

  constructor(
    private readonly shared: SharedConnection,
    private readonly choice: BackendChoice,
  ) {
    shared.acquire();
    this.session = shared.nextNumber();
  }

  async open(onProgress?: (progress: Progress) => void): Promise<void> {
    const report = (loaded: number, total = CODE_BYTES + WASM_BYTES): void => onProgress?.({ loaded, total });
    report(0);
    try {
      await this.turns.take(() => this.recovering(() => this.connection(report)));
    } catch (error) {
      this.closing.abort();
      this.shared.release();
      throw error;
    }
  }

  async load(network: Network, weights: WeightsSource, options: LoadOptions = {}): Promise<Loaded> {
    const { classes, preprocessing, withoutHead, signal, onProgress } = options;
    const sent = sendNetwork(network);
    const number = this.shared.nextNumber();
    const key = JSON.stringify([sent.nodes, weightsKey(weights), withoutHead]);
    const rest = structuredClone({ change: number, network: sent, key, classes, preprocessing, withoutHead });
    const kept = keepWeights(weights, onProgress);
    const prepare: Prepare<'load'> = async () => ({ params: { ...rest, weights: await kept() } });
    const load = { number, prepare, release: () => {} };
    return this.ask('load', prepare, { signal, onProgress }, () => this.accept({ load }));
  }

  async run(image: ImageSource, { top = 5, fit = 'crop', signal }: RunOptions = {}): Promise<RunResult> {
    const copy = new KeptImage(image);
    const number = this.shared.nextNumber();
    const prepare: Prepare<'run'> = async () => {
      const { sent, transfer } = await copy.send();
      return { params: { change: number, image: sent, top, fit }, transfer };
    };
    const run = { number, prepare, release: () => copy.release() };
    try {
      return await this.ask('run', prepare, { signal }, () => this.accept({ ...this.current, run }));
    } finally {
      if (this.current.run !== run) copy.release();
    }
  }

  async activation(node: string, { channels = 'all', signal }: ActivationOptions = {}): Promise<Activation> {
    return this.ask('activation', prepareCopy<'activation'>({ node, channels }), { signal });
  }

  async thumbnails(
    nodes: readonly string[],
    size: number,
    { signal }: RequestOptions = {},
  ): Promise<Map<string, Thumbnail>> {
    return new Map(await this.ask('thumbnails', prepareCopy<'thumbnails'>({ nodes, size }), { signal }));
  }

  async weightsOf(node: string, { signal }: RequestOptions = {}): Promise<readonly WeightData[]> {
    return this.ask('weightsOf', prepareCopy<'weightsOf'>({ node }), { signal });
  }

  async explain(node: string, place: Place, { most = 16, signal }: ExplainOptions = {}): Promise<Explanation> {
    return this.ask('explain', prepareCopy<'explain'>({ node, place, most }), { signal });
  }

  async memory(): Promise<Memory> {
    return this.ask('memory', prepareCopy<'memory'>({}), {});
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort(closedError());
    this.current.run?.release();
    try {
      await this.turns.take(() => this.sessionConnection?.call('close', { session: this.session, since: this.since }));
    } catch (error) {
      if (!isLoss(error)) throw error; // what is lost holds nothing
    } finally {
      this.shared.release();
    }
  }

  private accept(changes: Changes): void {
    this.current.run?.release();
    this.current = this.theirs = changes;
  }

  /** The last change of which the connection knows that it was accepted. */
  private get since(): number {
    return (this.theirs.run ?? this.theirs.load)?.number ?? 0;
  }

  /** `accept` is called together with the answer: a call that is aborted before has not happened. */
  private ask<C extends CallName>(
    call: C,
    prepare: Prepare<C>,
    options: CallOptions,
    accept?: () => void,
  ): Promise<ResultOf<C>> {
    if (this.closing.signal.aborted) throw closedError();
    options.signal?.throwIfAborted();
    const signal = options.signal ? AbortSignal.any([options.signal, this.closing.signal]) : this.closing.signal;
    return new Promise((resolve, reject) => {
      const abandon = (): void => reject(signal.reason);
      const act = async (): Promise<void> => {
        const result = await this.recovering(() => this.answer(call, prepare, { ...options, signal }));
        signal.throwIfAborted();
        accept?.();
        resolve(result);
      };
      signal.addEventListener('abort', abandon, { once: true });
      void this.turns
        .take(act)
        .catch(reject)
        .finally(() => signal.removeEventListener('abort', abandon));
    });
  }

  private async answer<C extends CallName>(call: C, prepare: Prepare<C>, options: CallOptions): Promise<ResultOf<C>> {
    options.signal?.throwIfAborted();
    const connection = await this.connection();
    if (call !== 'load') await this.restore(connection, call !== 'run');
    return this.send(connection, call, prepare, options);
  }

  private async send<C extends CallName>(
    connection: Connection,
    call: C,
    prepare: Prepare<C>,
    { signal = this.closing.signal, ...options }: CallOptions = {},
  ): Promise<ResultOf<C>> {
    const { params, transfer = [] } = await orAborted(prepare(), signal);
    signal.throwIfAborted();
    const whole = { ...params, session: this.session, since: this.since } as ParamsOf<C>;
    return connection.call(call, whole, { ...options, signal, transfer });
  }

  /** Once more with a new connection after a loss; a second loss is reported. */
  private async recovering<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!isLoss(error)) throw error;
      const broken = this.sessionConnection;
      this.sessionConnection = undefined;
      if (broken) await this.shared.replace(broken);
      return act();
    }
  }

  /** A connection that knows this session. */
  private async connection(report?: (loaded: number, total?: number) => void): Promise<Connection> {
    if (this.sessionConnection) return this.sessionConnection;
    const connection = (this.sessionConnection = await this.shared.get());
    report?.(CODE_BYTES);
    try {
      const { backend } = await connection.call('open', { session: this.session, backend: this.choice });
      this.backend = backend;
      const bytes = CODE_BYTES + (backend === 'wasm' ? WASM_BYTES : 0);
      report?.(bytes, bytes);
    } catch (error) {
      if (!isLoss(error)) this.sessionConnection = undefined; // so that the next call opens it again
      throw error;
    }
    this.inWorker = connection.inWorker;
    this.theirs = {};
    return connection;
  }

  /** Gives a connection that took the place of a lost one what is in force: the network, and the image where it matters. */
  private async restore(connection: Connection, withImage: boolean): Promise<void> {
    const { load, run } = this.current;
    if (load && this.theirs.load !== load) {
      await this.send(connection, 'load', load.prepare);
      this.theirs = { load };
    }
    if (run && this.theirs.run !== run && withImage) {
      await this.send(connection, 'run', run.prepare);
      this.theirs = { load: load!, run };
    }
  }
}
