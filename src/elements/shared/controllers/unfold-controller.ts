import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Opens what is folded while the page is printed, but what is for the screen (`.screen`): nobody can press on paper. */
export class UnfoldController implements ReactiveController {
  private opened: readonly HTMLDetailsElement[] = [];

  constructor(private readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.open);
    addEventListener('afterprint', this.close);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.open);
    removeEventListener('afterprint', this.close);
  }

  private readonly open = (): void => {
    const folded = this.host.renderRoot.querySelectorAll<HTMLDetailsElement>('details:not([open], .screen)');
    this.opened = [...folded];
    for (const details of this.opened) {
      details.open = true;
      details.dispatchEvent(new Event('toggle')); // the browser’s own comes after the print
    }
  };

  private readonly close = (): void => {
    for (const details of this.opened) details.open = false;
    this.opened = [];
  };
}
