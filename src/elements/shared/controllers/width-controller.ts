import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells an element how wide it is, and asks for a render when that changes. */
export class WidthController implements ReactiveController {
  /** Whole pixels; 0 while the element is not shown. */
  width = 0;
  private observer: ResizeObserver | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostConnected(): void {
    this.width = Math.floor(this.host.getBoundingClientRect().width);
    // Rendered in the frame after: within the observer's own turn, another height would be one more size to tell of, which
    // browsers report as an error of the page.
    this.observer = new ResizeObserver((entries) =>
      requestAnimationFrame(() => this.measured(entries.at(-1)!.contentRect.width)),
    );
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }

  private measured(width: number): void {
    const whole = Math.floor(width);
    if (whole === this.width || !whole) return;
    this.width = whole;
    this.host.requestUpdate();
  }
}
