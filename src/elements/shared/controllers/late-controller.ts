import { nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { NetErrorEvent } from '../events.js';
import { tryAgain } from '../../../explorer/problem.js';
import { renderProblem } from '../problem.js';

/** What an element loads later, often a chunk: renders the element when it is there, and says when it cannot be had. */
export class LateController<T> implements ReactiveController {
  /** Once it is there. */
  value: T | undefined;
  private failure = '';
  private asked: Promise<T | undefined> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly load: () => Promise<T>,
  ) {
    host.addController(this);
  }

  /** An element that comes into a page again tries again. */
  hostConnected(): void {
    if (this.failure) this.reset();
  }

  /** Loads it, if nobody has asked yet; whoever asks meanwhile waits for the same. */
  ask(): Promise<T | undefined> {
    return (this.asked ??= this.loadOnce());
  }

  private async loadOnce(): Promise<T | undefined> {
    try {
      this.value = await this.load();
    } catch (error) {
      this.failure = (error as Error).message;
      this.host.dispatchEvent(new NetErrorEvent(this.failure, 'page'));
    }
    this.host.requestUpdate();
    return this.value;
  }

  /** Why it is not there, and else what stands in its place. */
  renderLoss(otherwise: unknown = nothing) {
    return this.failure ? renderProblem({ message: this.failure, remedy: tryAgain(this.retry) }) : otherwise;
  }

  private readonly retry = (): void => {
    this.reset();
    void this.ask();
  };

  private reset(): void {
    this.failure = '';
    this.asked = undefined;
    this.host.requestUpdate();
  }
}
