import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NetworkChoice } from '../../explorer/source.js';
import type { ExplorerState } from '../../explorer/state.js';

/** A pointer that passes over shows nothing. */
const REST_MS = 200;
/** So many pixels of a figure have to be in view. */
const LEAST = 100;

type Host = ReactiveControllerHost & HTMLElement & { readonly state: ExplorerState | undefined };

interface Drawn {
  readonly state: ExplorerState;
  readonly choice: NetworkChoice;
  readonly before: NetworkChoice;
}

/** Weights that somebody chose fit the network that is there: for another one they would be an error, of a mere pointer. */
const hasOwnWeights = ({ weights: { kind } }: ExplorerState): boolean => kind !== 'fitting' && kind !== 'random';

/** Draws a network for as long as it is pointed at, where a reader sees the figure; then what was there comes back. */
export class PreviewController implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawn: Drawn | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.end();
  }

  show(choice: NetworkChoice): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(choice), REST_MS);
  }

  end(): void {
    const { drawn } = this;
    clearTimeout(this.timer);
    this.drawn = undefined;
    // Whatever somebody else has chosen since stays, too.
    if (drawn && drawn.state.choice === drawn.choice) drawn.state.quietly(() => drawn.state.choose(drawn.before));
  }

  private draw(choice: NetworkChoice): void {
    const { state } = this.host;
    if (!state || !this.isSeen(state) || hasOwnWeights(state)) return;
    const { drawn } = this;
    this.drawn = { state, choice, before: drawn?.choice === state.choice ? drawn.before : state.choice };
    state.quietly(() => state.choose(choice));
  }

  private isSeen(state: ExplorerState): boolean {
    const holders = (this.host.getRootNode() as ParentNode).querySelectorAll('net-graph, net-explorer');
    return [...holders].some((holder) => {
      if ((holder as Partial<Host>).state !== state) return false;
      const figure = holder.shadowRoot?.querySelector('net-graph') ?? holder;
      const { top, bottom } = figure.getBoundingClientRect();
      return bottom > LEAST && top < innerHeight - LEAST;
    });
  }
}
