/** The promise face of the engine for the page. Nothing of tfjs is here; it loads when the first engine opens. */
import type { Network } from '../core/index.js';
import type { CallOptions, Connection } from './connection.js';
import { EngineError } from './engine-error.js';
import type { CallName, ParamsOf, ResultOf } from './protocol.js';
import { sendImage, sendNetwork, sendWeights, weightsKey } from './sending.js';
import { isLoss, sharedConnection, type SharedConnection } from './shared-connection.js';
import type {
  Activation,
  ActivationOptions,
  BackendChoice,
  BackendName,
  Engine,
  EngineOptions,
  ImageSource,
  Loaded,
  LoadOptions,
  Memory,
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
export async function openEngine({ backend = 'auto', worker = true }: EngineOptions = {}): Promise<Engine> {
  const engine = new ClientEngine(sharedConnection(backend, worker), backend);
  await engine.open();
  return engine;
}

let nextSession = 1;

const closedError = (): EngineError => new EngineError('closed', 'expected an open engine, got one that is closed');

type Params<C extends CallName> = Omit<ParamsOf<C>, 'session'>;

/** Gives an operation its parameters anew: what is sent may be used up, and is needed again after a loss. */
interface Prepared<C extends CallName> {
  readonly params: Params<C>;
  readonly transfer?: readonly Transferable[];
}
type Prepare<C extends CallName> = () => Prepared<C> | Promise<Prepared<C>>;

class ClientEngine implements Engine {
  backend: BackendName = 'cpu';
  inWorker = false;
  private readonly session = nextSession++;
  /** The connection that knows this session; another one has to be told again. */
  private known: Connection | undefined;
  private opening: Promise<void> | undefined;
  private readonly closing = new AbortController();
  /** What a new worker needs to be where the lost one was. */
  private lastLoad: Prepare<'load'> | undefined;
  private lastRun: Prepare<'run'> | undefined;

  constructor(
    private readonly shared: SharedConnection,
    private readonly choice: BackendChoice,
  ) {
    shared.acquire();
  }

  async open(): Promise<void> {
    try {
      await this.recovering(() => this.connection());
    } catch (error) {
      this.closing.abort();
      this.shared.release();
      throw error;
    }
  }

  async load(network: Network, weights: WeightsSource, options: LoadOptions = {}): Promise<Loaded> {
    const { classes, preprocessing, signal, onProgress } = options;
    const sent = sendNetwork(network);
    const params = {
      network: sent,
      weights: sendWeights(weights),
      key: JSON.stringify([sent.nodes, weightsKey(weights)]),
      classes,
      preprocessing,
    };
    const prepare = (): Prepared<'load'> => ({ params });
    const loaded = await this.ask('load', prepare, { signal, onProgress });
    this.lastLoad = prepare;
    this.lastRun = undefined;
    return loaded;
  }

  async run(image: ImageSource, { top = 5, signal }: RunOptions = {}): Promise<RunResult> {
    const prepare = async (): Promise<Prepared<'run'>> => {
      const { sent, transfer } = await sendImage(image);
      return { params: { image: sent, top }, transfer };
    };
    const result = await this.ask('run', prepare, { signal });
    this.lastRun = prepare;
    return result;
  }

  activation(node: string, { channels = 'all', signal }: ActivationOptions = {}): Promise<Activation> {
    return this.ask('activation', () => ({ params: { node, channels } }), { signal });
  }

  async thumbnails(
    nodes: readonly string[],
    size: number,
    { signal }: RequestOptions = {},
  ): Promise<Map<string, Thumbnail>> {
    return new Map(await this.ask('thumbnails', () => ({ params: { nodes, size } }), { signal }));
  }

  weightsOf(node: string, { signal }: RequestOptions = {}): Promise<readonly WeightData[]> {
    return this.ask('weightsOf', () => ({ params: { node } }), { signal });
  }

  memory(): Promise<Memory> {
    return this.ask('memory', () => ({ params: {} }), {});
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort(closedError());
    try {
      await this.known?.call('close', { session: this.session });
    } catch (error) {
      if (!isLoss(error)) throw error; // what is lost holds nothing
    } finally {
      this.shared.release();
    }
  }

  private async ask<C extends CallName>(call: C, prepare: Prepare<C>, options: CallOptions): Promise<ResultOf<C>> {
    if (this.closing.signal.aborted) throw closedError();
    options.signal?.throwIfAborted();
    const signal = options.signal ? AbortSignal.any([options.signal, this.closing.signal]) : this.closing.signal;
    return this.recovering(async () => {
      const connection = await this.connection();
      return this.send(connection, call, prepare, { ...options, signal });
    });
  }

  private async send<C extends CallName>(
    connection: Connection,
    call: C,
    prepare: Prepare<C>,
    options: CallOptions = {},
  ): Promise<ResultOf<C>> {
    const { params, transfer = [] } = await prepare();
    options.signal?.throwIfAborted();
    return connection.call(call, { ...params, session: this.session } as ParamsOf<C>, { ...options, transfer });
  }

  /** Once more with a new connection after a loss; a second loss is reported. */
  private async recovering<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!isLoss(error)) throw error;
      const broken = this.known;
      this.known = undefined;
      if (broken) await this.shared.replace(broken);
      return act();
    }
  }

  /** A connection that knows this session, its network and its image. */
  private async connection(): Promise<Connection> {
    const connection = await this.shared.get();
    if (connection !== this.known) {
      this.known = connection;
      this.opening = this.introduce(connection);
    }
    await this.opening;
    return connection;
  }

  private async introduce(connection: Connection): Promise<void> {
    const { backend } = await connection.call('open', { session: this.session, backend: this.choice });
    this.backend = backend;
    this.inWorker = connection.inWorker;
    if (this.lastLoad) await this.send(connection, 'load', this.lastLoad);
    if (this.lastRun) await this.send(connection, 'run', this.lastRun);
  }
}
