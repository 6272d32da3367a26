import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells an element when it comes into view and when it leaves it; an element out of view has nothing to do. */
export class VisibleController implements ReactiveController {
  visible = false;
  /** Known to be out of view; before the browser has looked, nobody knows. */
  away = false;
  private observer: IntersectionObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly changed: (visible: boolean) => void,
    /** How far around the window counts as view, as `rootMargin` says it. */
    private readonly margin = '0px',
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.away = false;
    this.observer = new IntersectionObserver((entries) => this.seen(entries.at(-1)!.isIntersecting), {
      rootMargin: this.margin,
    });
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.seen(false);
  }

  private seen(visible: boolean): void {
    this.away = !visible;
    if (visible === this.visible) return;
    this.visible = visible;
    this.changed(visible);
  }
}
