import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isChunkLost, loadImported } from '../../../explorer/chunks.js';
import { parseConvention } from '../../../core/index.js';
import { isLoss, LATER, problemOf, tryAgain } from '../../../explorer/problem.js';
import { inputs, isInput, type InputName, type Inputs } from '../../../explorer/running.js';
import { hasOwnChoice, networkAttributes, textsOf } from '../../../explorer/source.js';
import { ExplorerState, type Aspect, type Problem, type StateChangeEvent } from '../../../explorer/state.js';
import { parseDetail, parseFit, parseTheme } from '../../../explorer/parse-look.js';
import { NetErrorEvent } from '../events.js';
import { liveModels } from '../live-models.js';
import { loadOverlay } from '../load-overlay.js';
import { dangling, mayHold, ownerAround, type StateHolder } from '../state-owners.js';
import { LOOKS, viewAttributes } from '../view-attributes.js';
import { SpellingController } from './spelling-controller.js';

type Host = ReactiveControllerHost & HTMLElement & { for?: string };

/** Tells whoever follows an element that it has another state. */
const HELD = 'net-state-held';

/** The parts of a tag that say which network is meant and how it is counted: where one is wrong, nothing is shown. */
type Part = 'names' | 'for' | 'choice' | 'convention';

/**
 * Finds the state that an element shows: that of the element named by `for`, else its own where it has attributes of its
 * own, else that of the owner around it, else a default. Listens to it while the element is in the page, and knows what is
 * wrong with the element's tag.
 */
export class StateController implements ReactiveController {
  state: ExplorerState | undefined;
  private own: ExplorerState | undefined;
  private connected = false;
  /** Whether it is not known yet what the tag says. */
  private isHeld = false;
  /** Set while a model or a family is fetched that an attribute names. */
  private opening: Promise<void> | undefined;
  /** Counts how often a network has been asked for. */
  private question = 0;
  /** Set while the part is fetched that knows what an image or weights may be. */
  private reading: Promise<unknown> | undefined;
  private readonly tagProblems = new Map<Part, readonly Problem[]>();
  private readonly lookProblems = new Map<string, Problem>();
  private following = new AbortController();
  /** What is missing may come. */
  private readonly arrivals = new MutationObserver(() => this.connect());
  private readonly spelling: SpellingController;

  constructor(
    private readonly host: Host,
    private readonly changed: (aspect: Aspect) => void,
    /** The names of all attributes that the host takes. */
    names: readonly string[],
  ) {
    this.spelling = new SpellingController(host, names, () => this.checkNames());
    host.addController(this);
  }

  /** Whether the state is the host's alone, made from its own attributes or from none. */
  get isOwn(): boolean {
    return this.state !== undefined && this.state === this.own;
  }

  /** Whether the host's own tag is the reason why nothing is shown. */
  get isWrong(): boolean {
    return this.tagProblems.size > 0;
  }

  /** Why nothing is shown: what is wrong with the host's tag, or with that of the element that it follows. */
  get problems(): readonly Problem[] {
    const others = this.isOwn ? [] : (this.state?.tagProblems ?? []);
    return [...this.tagProblems.values()].flat().concat(others);
  }

  /** What else is wrong with the host's tag. */
  get remarks(): readonly Problem[] {
    return [...this.lookProblems.values()];
  }

  /** Settles when what is being fetched is there or has failed; `undefined` while nothing is. */
  get pending(): Promise<unknown> | undefined {
    return (
      this.opening ??
      this.reading ??
      this.spelling.pending ??
      (this.state?.pending === undefined ? undefined : this.state.ready)
    );
  }

  hostConnected(): void {
    this.connected = true;
    this.connect();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.forgetTarget();
    this.use(undefined);
    // One that is only moved is back by then.
    queueMicrotask(() => this.connected || this.host.dispatchEvent(new Event(HELD)));
  }

  /** Looks again for where the state comes from. */
  connect(): void {
    // One that may be misspelt says another network than is meant.
    this.isHeld = this.spelling.pending !== undefined && !this.state;
    if (!this.connected || this.isHeld) return;
    this.forgetTarget();
    const { host } = this;
    if (typeof host.for === 'string') return this.followNamed(host.for);
    this.setProblems('for');
    const owner = this.saysChoice ? undefined : ownerAround(host);
    if (!owner) return this.use(this.ownState());
    this.follow(owner);
  }

  /** Whether the host itself says which network is meant. */
  private get saysChoice(): boolean {
    return Boolean(liveModels.get(this.host)) || hasOwnChoice(this.host);
  }

  /** A script gives the host a live model, or with `undefined` takes it back: what was shown before it comes again. */
  giveModel(model: object | undefined): void {
    liveModels.set(this.host, model);
    this.sourceChanged('model');
  }

  attributeChanged(name: string): void {
    if (networkAttributes.includes(name)) liveModels.delete(this.host);
    this.sourceChanged(name);
  }

  private sourceChanged(name: string): void {
    if (!this.connected) {
      this.own = undefined; // read afresh when it is put into a page again
      return;
    }
    const before = this.own;
    if (networkAttributes.includes(name) && !this.isOwn) this.connect();
    if (!this.isOwn) this.readView(name);
    else if (this.own !== before) return;
    else if (!networkAttributes.includes(name)) this.readView(name, this.own);
    else if (this.saysChoice || !ownerAround(this.host)) this.readChoice(this.own!);
    else this.connect();
  }

  /** What is wrong with an attribute that only the host itself knows; `undefined` once it is right. */
  remark(name: string, message: string | undefined): void {
    if (this.lookProblems.get(name)?.message === message) return;
    if (message === undefined) this.lookProblems.delete(name);
    else this.remarkProblem(name, { source: 'page', message });
    this.host.requestUpdate();
  }

  private remarkProblem(name: string, problem: Problem): void {
    this.lookProblems.set(name, problem);
    this.report(problem);
  }

  private checkNames(): void {
    const problems = this.spelling.sentences.map((message): Problem => ({ source: 'page', message }));
    this.setProblems('names', ...problems);
    if (this.isHeld) this.connect();
  }

  /** Replaces what is wrong with a part of the tag, tells whoever follows, and reports what is new. */
  private setProblems(part: Part, ...problems: readonly Problem[]): void {
    const before = this.tagProblems.get(part) ?? [];
    if (!before.length && !problems.length) return;
    if (problems.length) this.tagProblems.set(part, problems);
    else this.tagProblems.delete(part);
    this.own?.setTagProblems([...this.tagProblems.values()].flat());
    this.host.requestUpdate();
    for (const problem of problems)
      if (!before.some(({ message }) => message === problem.message)) this.report(problem);
  }

  private followNamed(id: string): void {
    const root = this.host.getRootNode() as Document | ShadowRoot;
    const holder = root.getElementById?.(id) ?? undefined;
    if (holder && mayHold(holder)) {
      this.setProblems('for');
      return this.follow(holder);
    }
    this.use(undefined);
    this.arrivals.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['id'] });
    // The named element may stand further down in a page that is still being read.
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', () => this.connect(), {
        once: true,
        signal: this.following.signal,
      });
    } else this.setProblems('for', { source: 'page', message: dangling(id, holder) });
  }

  private follow(holder: Element): void {
    this.setProblems('choice');
    this.own = undefined;
    const take = (): void => {
      if (holder.isConnected) this.use((holder as Partial<StateHolder>).heldState);
      else this.connect();
    };
    holder.addEventListener(HELD, take, { signal: this.following.signal });
    take();
    this.readViews();
  }

  private forgetTarget(): void {
    this.arrivals.disconnect();
    this.following.abort();
    this.following = new AbortController();
  }

  private ownState(): ExplorerState {
    if (this.own) return this.own;
    this.own = new ExplorerState(null);
    this.own.setTagProblems([...this.tagProblems.values()].flat());
    this.readChoice(this.own);
    return this.own;
  }

  private readChoice(state: ExplorerState): void {
    const texts = textsOf(this.host);
    const isFirst = !state.hasNetwork;
    this.opening = undefined;
    const question = ++this.question;
    const isLive = liveModels.has(this.host);
    if (isLive || texts.has('model'))
      return this.awaitChoice(
        state,
        loadImported().then((opens) => {
          if (question !== this.question) return undefined; // the tag says another network by now
          return isLive
            ? opens.showLiveModel(state, liveModels.get(this.host), texts)
            : opens.openNamedModel(state, texts);
        }),
      );
    try {
      const problem = state.asTagSays(() => state.chooseTexts(texts));
      if (state.pending !== undefined) return this.awaitChoice(state, state.ready);
      this.reportChoice(problem);
    } catch (error) {
      this.reportChoice(problemOf('options', error));
    }
    if (isFirst) this.readViews(state);
  }

  /** Nothing is drawn before a model or family is there that an attribute names: another network would be a wrong one. */
  private awaitChoice(state: ExplorerState, request: Promise<Problem | undefined>): void {
    const remedy = tryAgain(() => this.readChoice(state)); // what the tag says then
    const opening = request
      .catch((error: unknown): Problem => {
        const problem = problemOf('options', error);
        return isLoss(error) || isChunkLost(error) ? { ...problem, remedy } : problem; // connections come back
      })
      .then((problem) => {
        if (this.opening !== opening) return;
        this.opening = undefined;
        this.reportChoice(problem?.remedy ? { ...problem, remedy } : problem);
        this.readViews(state);
      });
    this.opening = opening;
  }

  /** A network that is cut off where a layer does not fit is the one that was asked for; any other would not be. */
  private reportChoice(problem: Problem | undefined): void {
    const isShown = !problem || problem.node !== undefined || problem.isKept;
    this.setProblems('choice', ...(isShown ? [] : [problem]));
    if (problem && isShown) this.report(problem);
  }

  private readViews(state?: ExplorerState): void {
    for (const name of viewAttributes) this.readView(name, state);
  }

  /** What is said beside somebody else's network has no effect on it; what cannot be meant is wrong all the same. */
  private readView(name: string, state?: ExplorerState): void {
    const text = this.host.getAttribute(name);
    if (name === 'convention') return this.readConvention(text, state);
    if (!LOOKS.includes(name)) return;
    if (isInput(name)) return this.readInput(name, text ?? '', state);
    if (name === 'select' && state?.hasNetwork === false) return; // said as soon as there is one
    if (name.startsWith('overlay')) return void this.readOverlay(state);
    const read = (): void => {
      if (name === 'select' && text !== null) state?.select(text);
      if (name === 'detail' && text) {
        const detail = parseDetail(name, text);
        state?.setDetail(detail);
      }
      if (name === 'image-fit') {
        const fit = text ? parseFit(text) : 'crop';
        state?.setFit(fit);
      }
      if (name === 'theme' && text !== null) parseTheme(text);
    };
    this.readLook(name, () => (state ? state.quietly(read) : read()));
  }

  /** What may be an image or weights is known where networks run; before that nothing has been said that could be taken back. */
  private readInput(name: InputName, text: string, state?: ExplorerState): void {
    const read = (parts: Inputs): void => {
      if ((this.host.getAttribute(name) ?? '') !== text) return; // another one by now
      this.readLook(name, () => {
        const change = parts.read(name, text);
        state?.quietly(() => change(state));
      });
    };
    const coming = text || inputs.value ? inputs.with(read) : this.readLook(name, () => undefined);
    if (!coming) return;
    const reading = coming
      .catch((error: unknown) => this.remarkProblem(name, problemOf('page', error)))
      .finally(() => (this.reading = this.reading === reading ? undefined : this.reading));
    this.reading = reading;
  }

  /** What reads it loads only where there is one. */
  private async readOverlay(state?: ExplorerState): Promise<void> {
    const { host } = this;
    const texts = (): [string, string] => [host.getAttribute('overlay') ?? '', host.getAttribute('overlay-as') ?? ''];
    if (!texts().some(Boolean) && !state?.snapshot.overlay) return;
    const { parseOverlay } = await loadOverlay();
    this.readLook('overlay', () => {
      const overlay = parseOverlay(...texts(), false);
      state?.quietly(() => state.setOverlay(overlay));
    });
  }

  private readConvention(text: string | null, state?: ExplorerState): void {
    try {
      const convention = text === null ? undefined : parseConvention(text);
      this.setProblems('convention');
      if (!state)
        this.host.requestUpdate(); // which may count its own way beside another's network
      else if (convention !== undefined) state.quietly(() => state.setConvention(convention));
    } catch (error) {
      this.setProblems('convention', problemOf('page', error));
    }
  }

  private readLook(name: string, read: () => void): void {
    const before = this.lookProblems.get(name);
    this.lookProblems.delete(name);
    try {
      read();
    } catch (error) {
      this.remarkProblem(name, problemOf(name === 'image' ? name : 'page', error));
    }
    if (before || this.lookProblems.has(name)) this.host.requestUpdate();
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
    if (this.connected) this.host.dispatchEvent(new Event(HELD));
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
