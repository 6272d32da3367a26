import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { misspeltIn } from '../misspelt.js';

/** Knows which attributes of an element are nearly ours: those are not observed, so that nobody else would hear of them. */
export class SpellingController implements ReactiveController {
  /** One for each of them. */
  sentences: readonly string[] = [];
  private readonly attributes = new MutationObserver(() => this.check());

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    /** The names of all attributes that the host takes. */
    private readonly names: readonly string[],
    private readonly checked: () => void = () => host.requestUpdate(),
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.check();
    this.attributes.observe(this.host, { attributes: true });
  }

  hostDisconnected(): void {
    this.attributes.disconnect();
  }

  private check(): void {
    this.sentences = misspeltIn(this.host, this.names);
    this.checked();
  }
}
