/** Two ways to the same engine: a worker, or a module in the page. */
import { EngineError } from './engine-error.js';
import { lateChunk } from './late-chunk.js';
import type { CallName, ParamsOf, Request, ResultOf, WorkerMessage } from './protocol.js';
import { receivedError } from './sent-error.js';
import { startWorker, watchWorker, type StartedWorker } from './start-worker.js';
import { orAborted } from './turns.js';
import type { Progress } from './types.js';
import type { Wishes } from './worker-script.js';
import script from './worker.ts?worker&url';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly transfer?: readonly Transferable[];
}

export interface Connection {
  readonly inWorker: boolean;
  /** Whether it ended because its script had not been given whole. */
  readonly isInPart: boolean;
  call<C extends CallName>(call: C, params: ParamsOf<C>, options?: CallOptions): Promise<ResultOf<C>>;
  /** Rejects all pending calls: as `worker-lost` where a retry on another connection may succeed. */
  end(why: 'worker-lost' | 'closed'): void;
}

interface Pending {
  readonly resolve: (result: ResultOf<CallName>) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

export class WorkerConnection implements Connection {
  readonly inWorker = true;
  isInPart = false;
  private readonly pending = new Map<number, Pending>();
  private readonly watching = new AbortController();
  private nextId = 1;
  private problem: EngineError | undefined;

  static async start(wishes: Wishes): Promise<WorkerConnection> {
    return new WorkerConnection(await startWorker(script, wishes));
  }

  private constructor(private readonly started: StartedWorker) {
    started.worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => this.receive(data));
    watchWorker(started, this.watching.signal, (why) => this.fail(why));
  }

  call<C extends CallName>(
    call: C,
    params: ParamsOf<C>,
    { signal, onProgress, transfer = [] }: CallOptions = {},
  ): Promise<ResultOf<C>> {
    if (this.problem) return Promise.reject(this.problem);
    const id = this.nextId++;
    const { worker } = this.started;
    return new Promise<ResultOf<C>>((resolve, reject) => {
      const cancel = (): void => {
        this.pending.delete(id); // a late answer has no receiver
        worker.postMessage({ cancel: id });
        reject(signal!.reason);
      };
      const settle = (): void => signal?.removeEventListener('abort', cancel);
      this.pending.set(id, {
        resolve: (result) => (settle(), resolve(result as ResultOf<C>)),
        reject: (reason) => (settle(), reject(reason)),
        onProgress,
      });
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        worker.postMessage({ id, call, params } as Request, [...transfer]);
      } catch (error) {
        this.pending.delete(id);
        settle();
        reject(error); // something that cannot be cloned
      }
    });
  }

  end(why: 'worker-lost' | 'closed'): void {
    this.fail('it was given up', why);
  }

  private receive(message: WorkerMessage): void {
    if ('ready' in message) return;
    if ('missing' in message) {
      this.isInPart = true;
      return this.fail(`it has no ${message.missing}`);
    }
    const waiting = this.pending.get(message.id);
    if (!waiting) return;
    if ('progress' in message) return waiting.onProgress?.(message.progress);
    this.pending.delete(message.id);
    if ('error' in message) waiting.reject(receivedError(message.error));
    else waiting.resolve(message.result);
  }

  private fail(why: string, code: 'worker-lost' | 'closed' = 'worker-lost'): void {
    this.problem ??= new EngineError(code, `the worker has gone: ${why}`);
    this.watching.abort();
    this.started.worker.terminate();
    for (const { reject } of this.pending.values()) reject(this.problem);
    this.pending.clear();
  }
}

type Host = import('./engine.js').EngineHost;

const loadEngine = lateChunk('The part that runs networks', () => import('./engine.js'));

/** The engine in the page: where no worker can start, and for tests. */
export class PageConnection implements Connection {
  readonly inWorker = false;
  readonly isInPart = false;
  private problem: EngineError | undefined;

  /** tfjs comes with the engine, and only now. */
  static async start(): Promise<PageConnection> {
    const { EngineHost } = await loadEngine();
    return new PageConnection(new EngineHost());
  }

  private constructor(private readonly host: Host) {}

  async call<C extends CallName>(
    call: C,
    params: ParamsOf<C>,
    { signal, onProgress }: CallOptions = {},
  ): Promise<ResultOf<C>> {
    if (this.problem) throw this.problem;
    const request = { id: 0, call, params } as Request;
    const answering = { signal: signal ?? new AbortController().signal, onProgress: onProgress ?? (() => {}) };
    const result = this.host.answer(request, answering) as Promise<ResultOf<C>>;
    return signal ? orAborted(result, signal) : result;
  }

  end(why: 'worker-lost' | 'closed'): void {
    this.problem = new EngineError(why, 'the engine was given up');
  }
}
