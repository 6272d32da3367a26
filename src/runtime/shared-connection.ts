/** One connection for all engines of a page: started by the first, replaced once where it breaks, ended after the last. */
import { PageConnection, WorkerConnection, type Connection } from './connection.js';
import { EngineError } from './engine-error.js';
import type { BackendChoice } from './types.js';

/** How long the worker waits for another engine: elements of one page come and go in one breath. */
const LINGER = 2_000;

export class SharedConnection {
  private current: Promise<Connection> | undefined;
  private users = 0;
  private ending: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly wantsWorker: boolean) {}

  acquire(): void {
    this.users++;
    clearTimeout(this.ending);
  }

  release(): void {
    if (--this.users === 0) this.ending = setTimeout(() => this.end(), LINGER);
  }

  /** The connection there is, or a new one. */
  get(): Promise<Connection> {
    this.current ??= this.start().catch((error: unknown) => {
      this.current = undefined;
      throw error;
    });
    return this.current;
  }

  /** Puts a new connection in the place of a broken one; whoever comes second finds it replaced. */
  async replace(broken: Connection): Promise<void> {
    if ((await this.current?.catch(() => undefined)) !== broken) return;
    broken.end('worker-lost');
    this.current = undefined;
  }

  private async start(): Promise<Connection> {
    if (!this.wantsWorker) return PageConnection.start();
    return WorkerConnection.start().catch(() => PageConnection.start());
  }

  private end(): void {
    void this.current?.then((connection) => connection.end('closed'));
    this.current = undefined;
  }
}

const shared = new Map<string, SharedConnection>();

/** Engines that ask for the same share a connection: a worker has one backend. */
export function sharedConnection(backend: BackendChoice, wantsWorker: boolean): SharedConnection {
  const key = `${wantsWorker ? 'worker' : 'page'}/${backend}`;
  const connection = shared.get(key) ?? new SharedConnection(wantsWorker);
  shared.set(key, connection);
  return connection;
}

/** Whether a new worker may help. */
export const isLoss = (error: unknown): boolean =>
  error instanceof EngineError && (error.code === 'worker-lost' || error.code === 'context-lost');
