import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** For an element that may stand in a `<details>`: while that is closed there is nothing to do; once it opens, there is. */
export class FoldController implements ReactiveController {
  private fold: HTMLDetailsElement | null = null;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  get isClosed(): boolean {
    return this.fold?.open === false;
  }

  hostConnected(): void {
    this.fold = this.host.closest('details');
    this.fold?.addEventListener('toggle', this.toggled);
  }

  hostDisconnected(): void {
    this.fold?.removeEventListener('toggle', this.toggled);
  }

  private readonly toggled = (): void => this.host.requestUpdate();
}
