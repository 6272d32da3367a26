import { LitElement, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { FieldReleaseController } from './controllers/field-release-controller.js';
import { SightController } from './controllers/sight-controller.js';
import { StateController } from './controllers/state-controller.js';
import { NetErrorEvent, NetOptionsChangeEvent, NetSelectEvent } from './events.js';
import { renderProblem } from './problem.js';
import { networkAttributes, type NetworkChoice } from '../../explorer/source.js';
import type { Aspect, ExplorerState, Problem } from '../../explorer/state.js';

/** What is told aloud and what moves a reader's eyes happens at once, also out of view. */
const PROMPT: readonly Aspect[] = ['selection', 'problem'];

/**
 * What every element of the package has in common: it works inside a `<net-model>` (or `<net-explorer>`), pointed at one
 * with `for`, or alone with its own `network`, `preset`, `width`, … attributes; and it renders again when the state does.
 *
 * @attr model - Address of a tfjs `model.json` that is opened as a network, its weights and `metadata.json` from beside it.
 * @attr network - Which network, and with it the options that it has as attributes (below).
 * @attr preset - A set of options with a name; other attributes change it.
 * @attr select - Path of the node or group that is selected at first, by our, torchvision's, Keras' or the post's name.
 * @attr convention - How parameters and operations are counted at first: `torchvision`, `keras`, `paper`, …
 * @attr depth - How far the graph is opened at first: `stages`, `blocks` or `layers`; a number is ResNet's option.
 * @attr weights - What the network runs with at first: a checkpoint's id, an address, `random:<seed>`, `public:<id>`.
 * @attr image - What it looks at first: a shipped drawing's id, or an address.
 * @fires net-select - A reader selected a node or a group: `path`.
 * @fires net-options-change - A reader chose another network or other options: `network`, `options`.
 * @fires net-error - Something could not be done: `message`, `source` and, where one is to blame, `node`.
 */
export abstract class NetElement extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...networkAttributes, 'select', 'convention', 'depth', 'weights', 'image'];
  }

  /** Id of the `<net-model>` or other element whose network is shown. */
  @property({ attribute: 'for' }) for?: string;

  /** Aspects of the state that this element does not show, and so does not render again for. */
  protected readonly ignores: readonly Aspect[] = ['hover'];

  protected readonly fieldRelease = new FieldReleaseController(this);
  private readonly sight = new SightController(this);
  private readonly source = new StateController(this, (aspect) => this.stateChanged(aspect));

  /** The state that this element shows; `undefined` until the element it belongs to is ready. */
  get state(): ExplorerState | undefined {
    return this.source.state;
  }

  /** Whether it stands alone, showing nobody's network but its own. */
  protected get isAlone(): boolean {
    return this.source.isOwn;
  }

  /** Whoever waits for an element finds it up to date, also out of view; waits for what is being fetched, too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    this.sight.catchUp();
    const complete = await super.getUpdateComplete();
    const { pending } = this.source;
    if (!pending) return complete;
    await pending;
    return this.getUpdateComplete();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (old !== value) this.source.attributeChanged(name);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('for')) this.source.connect();
  }

  /** Called for every change of the state. Overriders call super, which asks for a render as soon as that is of use. */
  protected stateChanged(aspect: Aspect): void {
    if (this.ignores.includes(aspect)) return;
    if (PROMPT.includes(aspect)) this.requestUpdate();
    else this.sight.requestUpdate();
  }

  /** What is wrong with the tag of an element that stands alone; in a model, the element with the controls says it. */
  protected renderOwnProblem() {
    const problem = this.isAlone && (this.state!.problem('page') ?? this.state!.problem('options'));
    return problem ? renderProblem(problem) : nothing;
  }

  /** A reader chose `path` in this element, which may still show a network that has just been left: that choice is nobody's. */
  protected selectByReader(path: string): void {
    if (!this.state || path === this.state.selected || (path && !this.state.has(path))) return;
    this.state.select(path);
    this.dispatchEvent(new NetSelectEvent(path));
  }

  /** A reader chose another network or other options in this element. */
  protected chooseByReader(choice: NetworkChoice): void {
    if (!this.state) return;
    const { state } = this;
    const problem = state.choose(choice);
    const { ready } = state;
    if (state.pending === undefined) this.reportChoice(choice, problem);
    else void ready.then((later) => state.ready === ready && this.reportChoice(choice, later));
  }

  private reportChoice({ network, options }: NetworkChoice, problem: Problem | undefined): void {
    if (problem) this.dispatchEvent(new NetErrorEvent(problem.message, problem.source, problem.node));
    else this.dispatchEvent(new NetOptionsChangeEvent(network, options));
  }
}
