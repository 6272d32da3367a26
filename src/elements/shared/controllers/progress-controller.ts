import { nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Inspection } from '../../../explorer/inspection.js';
import '../../../explorer/bring-running.js';
import type { ExplorerState } from '../../../explorer/state.js';
import { renderBar } from '../progress.js';

interface Host extends ReactiveControllerHost {
  readonly state: ExplorerState | undefined;
}

/** The elements that could show how far an inspection is. */
const watchers = new WeakMap<Inspection, Set<ProgressController>>();

/** How far loading and running are, said by one element of a state: never two bars beside each other. */
export class ProgressController implements ReactiveController {
  private inspection: Inspection | undefined;

  constructor(
    private readonly host: Host,
    /** The element with the lowest says it. */
    private readonly rank: number,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.follow(this.host.state?.inspection);
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }

  private follow(inspection: Inspection | undefined): void {
    if (inspection === this.inspection) return;
    if (this.inspection) watchers.get(this.inspection)?.delete(this);
    this.wakeOthers();
    this.inspection = inspection;
    if (!inspection) return;
    watchers.set(inspection, (watchers.get(inspection) ?? new Set()).add(this));
    this.wakeOthers();
  }

  private wakeOthers(): void {
    for (const other of this.all) if (other !== this) other.host.requestUpdate();
  }

  private get all(): readonly ProgressController[] {
    return [...((this.inspection && watchers.get(this.inspection)) ?? [])];
  }

  /** Nothing where another element says it, or there is nothing to wait for. */
  render() {
    const { inspection, rank } = this;
    if (!inspection?.isBusy || this.all.some((other) => other.rank < rank)) return nothing;
    if (inspection.phase === 'running') return renderBar('Running the network', undefined);
    return renderBar('Loading', inspection.progress, () => inspection.cancel());
  }
}
