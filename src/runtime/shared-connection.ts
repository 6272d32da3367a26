/** One connection for all engines of a page: started by the first, replaced where it breaks, ended after the last. */
import { PageConnection, WorkerConnection, type Connection } from './connection.js';
import { EngineError } from './engine-error.js';
import type { BackendChoice } from './types.js';

/** How long the worker waits for another engine: elements are moved, and pages replace them. */
const LINGER = 2_000;

/** So many starts without a worker in a row, and the page will have none: what forbids it is no accident. */
const MOST_FAILURES = 4;

export class SharedConnection {
  private current: Promise<Connection> | undefined;
  /** The engine in the page, where no worker has started. Who has it keeps it; the next engine tries a worker again. */
  private fallback: Connection | undefined;
  private failures = 0;
  private users = 0;
  private lastNumber = 0;
  /** Whether a worker has to bring every backend: once the one that was thought to do did not. */
  private isWhole = false;
  private ending: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly wantsWorker: boolean,
    private readonly backend: BackendChoice,
  ) {}

  acquire(): void {
    this.users++;
    clearTimeout(this.ending);
  }

  release(): void {
    if (--this.users === 0) this.ending = setTimeout(() => this.end(), LINGER);
  }

  /** Numbers that name sessions and changes: none comes twice, and later ones are larger. */
  nextNumber(): number {
    return ++this.lastNumber;
  }

  /** The connection there is, or a new one. */
  get(): Promise<Connection> {
    this.current ??= this.start();
    return this.current;
  }

  /** Puts a new connection in the place of a broken one; a second caller finds it replaced. */
  async replace(broken: Connection): Promise<void> {
    broken.end('worker-lost');
    this.isWhole ||= broken.isInPart;
    if (this.fallback === broken) this.fallback = undefined;
    if ((await this.current?.catch(() => undefined)) === broken) this.current = undefined;
  }

  /** Remembered where it is what was wanted, or will have to do. */
  private async start(): Promise<Connection> {
    try {
      const connection = await (this.wantsWorker ? this.startWorker() : PageConnection.start());
      if (connection === this.fallback && this.failures < MOST_FAILURES) this.current = undefined;
      return connection;
    } catch (error) {
      this.current = undefined;
      throw error;
    }
  }

  private async startWorker(): Promise<Connection> {
    try {
      const connection = await WorkerConnection.start({ backend: this.backend, isWhole: this.isWhole });
      this.failures = 0;
      return connection;
    } catch {
      this.failures++;
      return (this.fallback ??= await PageConnection.start());
    }
  }

  private end(): void {
    void this.current?.then((connection) => connection.end('closed'));
    this.fallback?.end('closed');
    this.current = this.fallback = undefined;
    this.failures = 0;
  }
}

const shared = new Map<string, SharedConnection>();

/** Engines that ask for the same share a connection: a worker has one backend. */
export function sharedConnection(backend: BackendChoice, wantsWorker: boolean): SharedConnection {
  const key = `${wantsWorker ? 'worker' : 'page'}/${backend}`;
  const connection = shared.get(key) ?? new SharedConnection(wantsWorker, backend);
  shared.set(key, connection);
  return connection;
}

/** Whether a new worker may help. */
export const isLoss = (error: unknown): boolean =>
  error instanceof EngineError && (error.code === 'worker-lost' || error.code === 'context-lost');
