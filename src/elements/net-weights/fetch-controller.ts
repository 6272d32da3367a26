import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Latest } from '../../explorer/latest.js';
import type { Progress } from '../../runtime/index.js';
import { fetchPublic, type Fetched } from '../../explorer/weights/fetching.js';
import type { PublicWeights } from '../../explorer/weights/public.js';

/** Fetches one entry of the register at a time; what an element no longer waits for is given up. */
export class FetchController implements ReactiveController {
  entry: PublicWeights | undefined;
  progress: Progress = { loaded: 0, total: 0 };
  private readonly fetching = new Latest();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  cancel(): void {
    this.fetching.cancel();
    this.show(undefined);
  }

  /** Rejects with a sentence; gives nothing where it was cancelled. */
  async fetch(entry: PublicWeights): Promise<Fetched | undefined> {
    this.progress = { loaded: 0, total: entry.bytes };
    this.show(entry);
    return this.fetching.ask((signal) => this.fetchShown(entry, signal));
  }

  private async fetchShown(entry: PublicWeights, signal: AbortSignal): Promise<Fetched> {
    const onProgress = (progress: Progress): void => {
      if (!signal.aborted) this.advance(progress);
    };
    try {
      return await fetchPublic(entry, { signal, onProgress });
    } finally {
      if (!signal.aborted) this.show(undefined);
    }
  }

  private advance(progress: Progress): void {
    this.progress = progress;
    this.host.requestUpdate();
  }

  private show(entry: PublicWeights | undefined): void {
    this.entry = entry;
    this.host.requestUpdate();
  }
}
