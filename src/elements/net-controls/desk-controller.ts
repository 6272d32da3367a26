import type { ReactiveControllerHost } from 'lit';
import { messageOf, type ConventionId, type Network } from '../../core/index.js';
import { lateChunk } from '../../explorer/chunks.js';

const loadDesk = lateChunk('What conventions are made of', () => import('./convention-desk.js'));

/** What there is to say of a convention, from when a reader asks for it. */
export class DeskController {
  private desk?: Awaited<ReturnType<typeof loadDesk>>;
  private problem = '';

  constructor(private readonly host: ReactiveControllerHost) {}

  /** Where it does not come, opening it again asks again. */
  readonly open = async (): Promise<void> => {
    try {
      this.desk ??= await loadDesk();
    } catch (error) {
      this.problem = messageOf(error);
    }
    this.host.requestUpdate();
  };

  render(convention: ConventionId, network: Network, choose: (convention: ConventionId) => void) {
    return this.desk?.renderDesk(convention, network, choose) ?? this.problem;
  }
}
