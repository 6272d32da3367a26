import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Progress } from '../../runtime/index.js';
import { fetchPublic, type Fetched } from '../../explorer/weights/fetching.js';
import type { PublicWeights } from '../../explorer/weights/public.js';

/** Fetches one entry of the register at a time; what an element no longer waits for is given up. */
export class FetchController implements ReactiveController {
  entry: PublicWeights | undefined;
  progress: Progress = { loaded: 0, total: 0 };
  private current: AbortController | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  cancel(): void {
    this.current?.abort();
    this.current = undefined;
    this.show(undefined);
  }

  /** Rejects with a sentence; gives nothing where it was cancelled. */
  async fetch(entry: PublicWeights): Promise<Fetched | undefined> {
    this.cancel();
    const controller = (this.current = new AbortController());
    const { signal } = controller;
    this.progress = { loaded: 0, total: entry.bytes };
    this.show(entry);
    const onProgress = (progress: Progress): void => {
      this.progress = progress;
      if (!signal.aborted) this.host.requestUpdate();
    };
    try {
      return await fetchPublic(entry, { signal, onProgress });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.current === controller) this.show(undefined);
    }
  }

  private show(entry: PublicWeights | undefined): void {
    this.entry = entry;
    this.host.requestUpdate();
  }
}
