import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ExplorerState } from '../../../explorer/state.js';
import { loadOverlay } from '../load-overlay.js';
import type { LaidOverlay } from '../overlay.js';

interface Host extends ReactiveControllerHost {
  readonly state: ExplorerState | undefined;
}

/** Has what is laid over the network of an element's state, and renders it again when that has come. Nothing loads before there is some. */
export class OverlayController implements ReactiveController {
  private laid: LaidOverlay | undefined;
  private inputs: readonly unknown[] = [];
  /** Whether something may have to be taken back. */
  private hadOne = false;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  /** Of the network and the choice that the state has now. */
  get value(): LaidOverlay | undefined {
    return this.isCurrent ? this.laid : undefined;
  }

  private get wanted(): readonly unknown[] {
    const { state } = this.host;
    return [state?.network, state?.snapshot.overlay];
  }

  private get isCurrent(): boolean {
    return this.wanted.every((input, at) => input === this.inputs[at]);
  }

  hostUpdate(): void {
    if (this.isCurrent) return;
    const inputs = (this.inputs = this.wanted);
    this.laid = undefined;
    const { state } = this.host;
    if (state && (inputs[1] !== undefined || this.hadOne)) void this.take(state, inputs);
  }

  /** What cannot be had is a problem of the state, or of the page where it is this code. */
  private async take(state: ExplorerState, inputs: readonly unknown[]): Promise<void> {
    const laid = await loadOverlay().then(
      ({ laidOver }) => laidOver(state),
      () => undefined,
    );
    if (this.inputs !== inputs) return;
    this.laid = laid;
    this.hadOne = true;
    this.host.requestUpdate();
  }
}
