/** Networks on the backend, each held once however many engines use it. */
import { readWeights } from './weight-source.js';
import { LoadedNetwork } from './loaded-network.js';
import type { ParamsOf } from './protocol.js';
import { orAborted } from './turns.js';
import type { Progress } from './types.js';

export interface Lease {
  readonly loaded: LoadedNetwork;
  /** Frees the network after its last user. */
  release(): void;
}

interface Entry {
  readonly loaded: Promise<LoadedNetwork>;
  readonly listeners: Set<(progress: Progress) => void>;
  readonly controller: AbortController;
  /** Once it is there: freed at once, so that the next answer counts without it. */
  network?: LoadedNetwork;
  users: number;
}

export interface LeaseOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Called right before tensors are made. */
  readonly beforeUpload: () => void;
}

export class NetworkStore {
  private readonly entries = new Map<string, Entry>();

  async acquire(params: ParamsOf<'load'>, { signal, onProgress, beforeUpload }: LeaseOptions): Promise<Lease> {
    const entry = this.entries.get(params.key) ?? this.start(params, beforeUpload);
    entry.users++;
    entry.listeners.add(onProgress);
    let isHeld = true;
    const release = (): void => {
      if (isHeld) this.release(params.key, entry);
      isHeld = false;
    };
    signal.addEventListener('abort', release, { once: true });
    try {
      const loaded = await orAborted(entry.loaded, signal); // others may go on waiting for it
      signal.throwIfAborted();
      entry.network = loaded;
      return { loaded, release };
    } catch (error) {
      release();
      throw error;
    } finally {
      signal.removeEventListener('abort', release);
      entry.listeners.delete(onProgress);
    }
  }

  private start({ key, network, weights, withoutHead }: ParamsOf<'load'>, beforeUpload: () => void): Entry {
    const controller = new AbortController();
    const listeners = new Set<(progress: Progress) => void>();
    const onProgress = (progress: Progress): void => listeners.forEach((listener) => listener(progress));
    const loaded = readWeights(network, weights, { withoutHead, signal: controller.signal, onProgress }).then(
      (read) => {
        controller.signal.throwIfAborted();
        beforeUpload();
        return new LoadedNetwork(network, read);
      },
    );
    const entry: Entry = { loaded, listeners, controller, users: 0 };
    this.entries.set(key, entry);
    return entry;
  }

  private release(key: string, entry: Entry): void {
    if (--entry.users > 0) return;
    if (this.entries.get(key) === entry) this.entries.delete(key);
    entry.controller.abort();
    if (entry.network) return entry.network.dispose();
    entry.loaded.then(
      (loaded) => loaded.dispose(),
      () => {}, // its callers have been rejected
    );
  }
}
