import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FetchError } from '../../../explorer/errors.js';
import { namedImage } from '../../../explorer/named-image.js';
import { problemOf, tryAgain, type ErrorSource, type Remedy } from '../../../explorer/problem.js';
import { pageFamilies } from '../../../explorer/families.js';
import { hasOwnChoice, isDepth, networkAttributes, networkIn, parseChoice, textsOf } from '../../../explorer/source.js';
import { NetErrorEvent } from '../events.js';
import { isChunkLost, loadImported } from '../../../explorer/chunks.js';
import { parseConvention } from '../../../core/index.js';
import { ExplorerState, type Aspect, type Problem, type StateChangeEvent } from '../../../explorer/state.js';

/** An element that has a state, its own or another's. */
interface StateHolder extends Element {
  readonly state: ExplorerState | undefined;
}

type Host = ReactiveControllerHost & HTMLElement & { for?: string; readonly ownsState?: boolean };

/** Tags that give their state to what is inside them. */
const OWNERS = 'net-model, net-explorer';

const holdsState = (element: Element): element is StateHolder => 'state' in element;

/** The nearest owner around an element, out of shadow roots too. */
function ownerAround(element: Element): Element | undefined {
  const parent = element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
  if (!parent) return undefined;
  return parent.matches(OWNERS) ? parent : ownerAround(parent);
}

/** Where things go wrong after a choice: while loading and running. */
const LATER: readonly ErrorSource[] = ['weights', 'image', 'engine'];

/**
 * Finds the state that an element shows: that of the element named by `for`, else its own where it has attributes of its
 * own, else that of the owner around it, else a default. Listens to it while the element is in the page.
 */
export class StateController implements ReactiveController {
  state: ExplorerState | undefined;
  private own: ExplorerState | undefined;
  private connected = false;
  /** Set while a model or a family is fetched that an attribute names. */
  private opening: Promise<void> | undefined;

  constructor(
    private readonly host: Host,
    private readonly changed: (aspect: Aspect) => void,
  ) {
    host.addController(this);
  }

  /** Whether the state is the host's alone, made from its own attributes or from none. */
  get isOwn(): boolean {
    return this.state !== undefined && this.state === this.own;
  }

  /** Settles when what is being fetched is there or has failed; `undefined` while nothing is. */
  get pending(): Promise<unknown> | undefined {
    return this.opening ?? (this.state?.pending === undefined ? undefined : this.state.ready);
  }

  hostConnected(): void {
    this.connected = true;
    this.connect();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.use(undefined);
  }

  /** Looks again for where the state comes from. */
  connect(): void {
    if (!this.connected) return;
    const holder = this.holder();
    if (holder === undefined) this.useOwn();
    else if (holder) this.follow(holder);
  }

  attributeChanged(name: string): void {
    if (!this.connected) {
      this.own = undefined; // read afresh when it is put into a page again
      return;
    }
    if (!this.own || this.state !== this.own) this.connect();
    if (!this.own || (this.state !== this.own && !this.opening)) return;
    if (networkAttributes.includes(name) && !isDepth(this.host.getAttribute(name))) this.readChoice(this.own);
    else this.readView(this.own, name);
    if (this.state !== this.own) this.connect();
  }

  /** The element whose state is meant; `undefined` for our own, `null` while it is not in the page yet. */
  private holder(): Element | undefined | null {
    const { host } = this;
    if (host.for)
      return (host.getRootNode() as Document | ShadowRoot).getElementById?.(host.for) ?? this.awaitTarget(host.for);
    return hasOwnChoice(host) ? undefined : ownerAround(host);
  }

  /** Nothing is drawn before a model or family is there that an attribute names: another network would be a wrong one. */
  private useOwn(): void {
    const own = this.ownState();
    if (!this.opening) this.use(own);
    else void this.opening.then(() => this.connected && this.own === own && !this.host.for && this.useOwn());
  }

  /** The named element may stand further down in a page that is still being read. */
  private awaitTarget(id: string): null {
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => this.connect(), { once: true });
    } else {
      const state = this.ownState();
      this.guard(state, 'page', () => {
        throw new RangeError(`for: there is no element with id "${id}" in this page`);
      });
      this.use(state);
    }
    return null;
  }

  private follow(holder: Element): void {
    if (holdsState(holder) && holder.state) return this.use(holder.state);
    const tag = holder.localName;
    void customElements.whenDefined(tag).then(() => {
      // A holder that is pointed at may itself still be looking: it has its state after its first update.
      const ready = (holder as Partial<ReactiveControllerHost>).updateComplete ?? Promise.resolve();
      void ready.then(() => {
        if (this.connected && holdsState(holder) && holder.state && this.holder() === holder) this.use(holder.state);
      });
    });
  }

  private ownState(): ExplorerState {
    if (this.own) return this.own;
    this.own = this.firstState();
    if (!this.opening) this.readViews(this.own);
    return this.own;
  }

  /** A state of what the attributes say: built once, of the default where they cannot be read or name what has to be fetched. */
  private firstState(): ExplorerState {
    this.opening = undefined;
    const texts = textsOf(this.host);
    if (texts.has('model') || pageFamilies.needsLoading(networkIn(texts))) {
      const state = new ExplorerState();
      this.readChoice(state);
      return state;
    }
    try {
      const state = new ExplorerState(parseChoice(texts, pageFamilies));
      const problem = state.problem('options');
      if (problem) this.report(problem);
      return state;
    } catch (error) {
      const state = new ExplorerState();
      this.fail(state, 'options', error);
      return state;
    }
  }

  private readChoice(state: ExplorerState): void {
    const texts = textsOf(this.host);
    this.opening = undefined;
    if (texts.has('model')) {
      const opened = loadImported()
        .then(({ openNamedModel }) => openNamedModel(state, texts))
        .catch((error: unknown) => this.fail(state, 'options', error, this.againFor(state, error)))
        .then(() => this.readViews(state));
      return this.await(opened);
    }
    this.guard(state, 'options', () => {
      const problem = state.chooseTexts(texts);
      if (problem) this.report(problem);
    });
    if (state.pending !== undefined) this.await(this.familyOf(state));
  }

  private await(fetched: Promise<void>): void {
    const opening = fetched.then(() => {
      if (this.opening === opening) this.opening = undefined;
    });
    this.opening = opening;
  }

  /** Other attributes are about the network that is awaited. */
  private async familyOf(state: ExplorerState): Promise<void> {
    const { ready } = state;
    const problem = await ready;
    if (problem) this.report(problem);
    if (state.ready === ready) this.readViews(state);
  }

  private readViews(state: ExplorerState): void {
    for (const name of ['convention', 'depth', 'weights', 'image', 'select']) this.readView(state, name);
  }

  private readView(state: ExplorerState, name: string): void {
    const text = this.host.getAttribute(name);
    this.guard(state, name === 'image' ? name : 'page', () => {
      if (name === 'convention' && text) state.setConvention(parseConvention(text));
      if (name === 'weights') state.setWeights(text ?? undefined);
      if (name === 'image') state.setImage(text ? namedImage(text, false) : undefined);
      if (name === 'depth' && isDepth(text)) state.setDepth(text);
      if (name === 'select' && text !== null) state.select(text);
    });
  }

  /** An attribute that cannot be read leaves the last good state, a sentence and an event. */
  private guard(state: ExplorerState, source: ErrorSource, read: () => void): void {
    try {
      read();
    } catch (error) {
      this.fail(state, source, error);
    }
  }

  /** Connections come back. */
  private againFor(state: ExplorerState, error: unknown): Remedy | undefined {
    return error instanceof FetchError || isChunkLost(error) ? tryAgain(() => this.readChoice(state)) : undefined;
  }

  private fail(state: ExplorerState, source: ErrorSource, error: unknown, remedy?: Remedy): void {
    const problem: Problem = { ...problemOf(source, error), remedy };
    state.setProblem(source, problem);
    this.report(problem);
  }

  private report({ message, source, node }: Problem): void {
    // After the upgrade, so that listeners added by the page's own scripts are there.
    queueMicrotask(() => this.host.dispatchEvent(new NetErrorEvent(message, source, node)));
  }

  private use(state: ExplorerState | undefined): void {
    if (state === this.state) return;
    this.state?.removeEventListener('change', this.onChange);
    this.state?.release();
    this.state = state;
    this.state?.retain();
    this.state?.addEventListener('change', this.onChange);
    this.host.requestUpdate();
  }

  private readonly onChange = (event: Event): void => {
    const { aspect, problem } = event as StateChangeEvent;
    this.changed(aspect);
    // What was chosen is reported where it was chosen; what fails later, by the element that owns the state.
    if (problem && LATER.includes(problem.source) && this.state === this.own) {
      this.host.dispatchEvent(new NetErrorEvent(problem.message, problem.source, problem.node));
    }
  };
}
