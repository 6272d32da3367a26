import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds that a step is looked at. */
const STEP_MS = 450;

/** Plays a sweep: one step after the other, each once the one before is shown, until it is paused. */
export class SweepController implements ReactiveController {
  isPlaying = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly step: () => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.pause();
  }

  play(): void {
    this.isPlaying = true;
    this.shown();
    this.host.requestUpdate();
  }

  pause(): void {
    this.isPlaying = false;
    clearTimeout(this.timer);
    this.host.requestUpdate();
  }

  /** The step is on the screen: the next one may come. */
  shown(): void {
    clearTimeout(this.timer);
    if (this.isPlaying) this.timer = setTimeout(this.step, STEP_MS);
  }
}
