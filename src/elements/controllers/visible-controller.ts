import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells an element when it comes into view and when it leaves it; an element out of view has nothing to do. */
export class VisibleController implements ReactiveController {
  visible = false;
  private observer: IntersectionObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly changed: (visible: boolean) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer = new IntersectionObserver((entries) => this.seen(entries.at(-1)!.isIntersecting));
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.seen(false);
  }

  private seen(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.changed(visible);
  }
}
