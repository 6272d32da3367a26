import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Inspection } from '../../../explorer/inspection.js';
import type { ExplorerState } from '../../../explorer/state.js';

interface Host extends ReactiveControllerHost {
  readonly state: ExplorerState | undefined;
}

/** Renders an element again when what the running network says has changed. */
export class InspectionController implements ReactiveController {
  private following: Inspection | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.follow(this.host.state?.knownInspection);
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }

  private follow(inspection: Inspection | undefined): void {
    if (inspection === this.following) return;
    this.following?.removeEventListener('change', this.changed);
    this.following = inspection;
    inspection?.addEventListener('change', this.changed);
  }

  private readonly changed = (): void => this.host.requestUpdate();
}
