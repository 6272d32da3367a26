import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { lateChunk } from '../../../explorer/chunks.js';

const loadPatterns = lateChunk('The patterns of layers', () => import('../kind-patterns.js'));

/** Gives a figure patterns as soon as colours are forced: few readers have that, and no others load them. */
export class ForcedColoursController implements ReactiveController {
  private readonly query = globalThis.matchMedia?.('(forced-colors: active)');
  private hasPatterns = false;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.query.addEventListener('change', this.look);
  }

  hostDisconnected(): void {
    this.query.removeEventListener('change', this.look);
  }

  hostUpdated(): void {
    this.look();
  }

  /** Where the patterns cannot be had, shapes are outlined as before, and the next render tries again. */
  private readonly look = (): void => {
    if (!this.query.matches || this.hasPatterns) return;
    this.hasPatterns = true;
    loadPatterns().then(
      ({ addPatterns }) => addPatterns(this.host.shadowRoot!),
      () => (this.hasPatterns = false),
    );
  };
}
