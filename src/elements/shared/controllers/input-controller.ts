import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { IMAGENET } from '../../../runtime/index.js';
import { Latest } from '../../../explorer/latest.js';
import { inputPicture } from '../../../explorer/input-picture.js';
import '../../../explorer/bring-running.js';
import type { ExplorerState } from '../../../explorer/state.js';

interface Host extends ReactiveControllerHost {
  readonly state: ExplorerState | undefined;
}

/** The pixels that the network was given: those that came with the package, then read once a run. */
export class InputController implements ReactiveController {
  picture: ImageData | undefined;
  private source: object | undefined;
  private generation = 0;
  private readonly reading = new Latest();

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdate(): void {
    const { state } = this.host;
    if (!state) return;
    const { stored, phase } = state.inspection;
    if (stored) [this.source, this.picture] = [stored, stored.input];
    if (phase !== 'ready') return;
    if (this.source === state.inspection && this.generation === state.inspection.generation) return;
    this.source = state.inspection;
    this.generation = state.inspection.generation;
    void this.read(state);
  }

  private async read({ inspection, network }: ExplorerState): Promise<void> {
    const { weights } = inspection;
    const read = (signal: AbortSignal) => inspection.activation(network.nodes[0]!.id, { signal });
    const input = await this.reading.ask(read).catch(() => undefined);
    if (!input) return;
    this.picture = inputPicture(input, weights?.preprocessing ?? IMAGENET);
    this.host.requestUpdate();
  }
}
