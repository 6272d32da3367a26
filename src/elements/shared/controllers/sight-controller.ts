import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterFrame } from '../after-frame.js';
import { VisibleController } from './visible-controller.js';

/** A slider's next step comes sooner; nobody scrolls, searches or listens to a page as fast. */
const REST_MS = 200;
/** What is about to be scrolled into view is up to date before it is seen. */
const MARGIN = '25%';
/** Windows further down than anything above could leave it once it is drawn. */
const FAR = 2;

/**
 * Renders an element at once where a reader may see it. Elsewhere it waits until nothing has changed for a moment: a slider
 * moves nothing that is out of view, and whoever searches the page, has it read aloud or prints it meets no old number.
 */
export class SightController implements ReactiveController {
  private readonly view: VisibleController;
  /** Whether it stood in the page before its code came, as what is there when a page opens. */
  private readonly wasThere: boolean;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
    this.wasThere = host.isConnected;
    this.view = new VisibleController(host, this.catchUp, MARGIN);
  }

  hostConnected(): void {
    this.host.addEventListener('focusin', this.catchUp);
    addEventListener('beforeprint', this.catchUp);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('focusin', this.catchUp);
    removeEventListener('beforeprint', this.catchUp);
    this.forget();
  }

  /** Whatever it renders for, it is up to date then. */
  hostUpdate(): void {
    if (this.timer !== undefined) this.forget();
  }

  /** The first render of what cannot be seen when a page opens leaves the first frame to what can. */
  async firstTurn(): Promise<void> {
    // A page in a hidden tab has no frames.
    if (this.wasThere && !document.hidden && this.host.getBoundingClientRect().top > FAR * innerHeight)
      await new Promise<void>(afterFrame);
  }

  /** Asks for a render: now, or out of view once there is rest. */
  requestUpdate(): void {
    if (!this.view.away) return this.host.requestUpdate();
    clearTimeout(this.timer);
    this.timer = setTimeout(this.catchUp, REST_MS);
  }

  /** Renders what has been waiting. */
  readonly catchUp = (): void => {
    if (this.timer === undefined) return;
    this.forget();
    this.host.requestUpdate();
  };

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
