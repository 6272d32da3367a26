import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileAddress } from '../../../core/addresses.js';
import { excerpt, parseConvention } from '../../../core/index.js';
import { waitingAddress } from '../../../explorer/addresses.js';
import '../../../explorer/bring-inputs.js';
import { isChunkLost, lateChunk, loadImported } from '../../../explorer/chunks.js';
import { parseCloseup } from '../../../explorer/closeup-text.js';
import { WaitingError } from '../../../explorer/errors.js';
import { parseImage } from '../../../explorer/image-choice.js';
import { Latest } from '../../../explorer/latest.js';
import { overrideNames, parseOverride } from '../../../explorer/overrides.js';
import { parseDetail, parseFit } from '../../../explorer/parse-look.js';
import { isVersion, LINK_VERSION, linkNames } from '../../../explorer/link-names.js';
import { isLoss, problemOf, tryAgain, type ErrorSource, type Remedy } from '../../../explorer/problem.js';
import { isKept, type Snapshot } from '../../../explorer/snapshot.js';
import { networkAttributes, type NetworkChoice } from '../../../explorer/source.js';
import { parseTableOrder } from '../../../explorer/table-order.js';
import {
  parseClassNames,
  parseImageValues,
  parseWeights,
  saying,
  type Said,
} from '../../../explorer/weights/choice.js';
import type { Turn } from '../act-recorder.js';
import type { AddressHistory } from '../address-history.js';
import { NetErrorEvent } from '../events.js';
import { loadOverlay } from '../load-overlay.js';
import { loadSpeller } from './spelling-controller.js';
import type { ExplorerState, Problem, StateChangeEvent } from '../../../explorer/state.js';

const loadHistory = lateChunk('The part that keeps the address', () => import('../address-history.js'));

interface Host extends ReactiveControllerHost, EventTarget {
  /** `undefined`: the address is left alone; else what its parameters begin with. */
  readonly urlPrefix?: string | undefined;
  readonly state: ExplorerState | undefined;
  readonly heldState: ExplorerState | undefined;
}

interface LinkedModel {
  readonly address: FileAddress;
  readonly open: () => void;
}

type Texts = ReadonlyMap<string, string>;

async function openModel(state: ExplorerState, texts: Texts, refuse: (error: Error) => void): Promise<void> {
  await (await loadImported()).openLinkedModel(state, texts, refuse);
}

/** Throws `RangeError` for a version that is not ours; a `v` beside nothing of ours is the page's own. */
function checkVersion(texts: Texts): void {
  const text = texts.get('v') ?? '';
  const isOurs = isVersion(text) && linkNames.some((name) => texts.has(name));
  if (isOurs && Number(text) !== LINK_VERSION)
    throw new RangeError(
      `v: expected ${LINK_VERSION}, got ${excerpt(text)}: the link is of another version, of which what is known here is shown`,
    );
}

const namesNetwork = (texts: Texts): boolean => networkAttributes.some((name) => texts.has(name));

/** Reads each part by itself: what cannot be read leaves the others. */
function readView(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const names = ['select', 'view', 'toggled', 'convention', 'closeup', 'ranked'];
  const [path, detail, toggled, convention, closeup, ranked] = names.map((name) => texts.get(name));
  attempt('page', () => path !== undefined && state.select(path));
  attempt('page', () => closeup !== undefined && state.setCloseup(parseCloseup(closeup)));
  attempt('page', () => {
    if (detail === undefined && toggled === undefined) return;
    const groups = (toggled ?? '').split(' ').filter((group) => state.has(group));
    state.setDetail(detail === undefined ? state.detail : parseDetail('view', detail), groups);
  });
  attempt('page', () => ranked !== undefined && state.setTableOrder(parseTableOrder(ranked)));
  for (const name of overrideNames.filter((one) => texts.has(one)))
    attempt('page', () => state.setOverride(name, parseOverride(name, texts.get(name)!)));
  attempt('page', () => convention && state.setConvention(parseConvention(convention)));
}

/** What names a part of the network, or a way of looking at it. */
const CLOSE: readonly string[] = ['select', 'closeup', 'ranked'];

type Attempt = (source: ErrorSource, read: () => unknown) => void;

function readInputs(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const [weights, image] = [texts.get('weights'), texts.get('image')];
  const [values, names] = [texts.get('image-values'), texts.get('class-names')];
  attempt('page', () => weights !== undefined && state.setWeights(parseWeights(weights, true)));
  const say = (said: Said): void => state.setWeights(saying(state.weights, said));
  attempt('page', () => values !== undefined && say({ imageValues: parseImageValues(values) }));
  attempt('page', () => names !== undefined && say({ classNames: parseClassNames(names, true) }));
  // Not a problem of the image: another one runs, and what is wrong with the link stays said.
  attempt('page', () => image !== undefined && state.setImage(parseImage(image, true)));
  if (texts.has('overlay')) void readOverlay(state, texts, attempt);
  attempt('page', () => texts.has('image-fit') && state.setFit(parseFit(texts.get('image-fit')!)));
}

async function readOverlay(state: ExplorerState, texts: Texts, attempt: Attempt): Promise<void> {
  const { parseOverlay } = await loadOverlay();
  attempt('page', () => state.setOverlay(parseOverlay(texts.get('overlay')!, texts.get('overlay-as') ?? '', true)));
}

/**
 * Takes a state from the page's address when the page opens, and when a reader comes to an entry of the browser's history that
 * is not known; has all changes written there.
 */
export class UrlController implements ReactiveController {
  private following: ExplorerState | undefined;
  /** Writes the address, as soon as there is something to write. */
  private history: AddressHistory | undefined;
  /** A model of another host that the address names, and how it is opened once a reader agrees. */
  waiting: LinkedModel | undefined;
  /** What is shown instead of a model that the address names. */
  private choiceBefore: NetworkChoice | undefined;
  private linkProblems: Problem[] = [];
  /** What an earlier address names comes too late. */
  private readonly reading = new Latest();
  /** What the tag itself says. */
  private initial: Snapshot | undefined;
  /** What was chosen before a reader did anything. */
  private before: Snapshot | undefined;
  /** What was done before there was a history to keep it. */
  private early: Turn[] = [];

  /** `named` is called when an address has named a part of the network, or a way of looking at it. */
  constructor(
    private readonly host: Host,
    private readonly named: () => void = () => undefined,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.popped);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.popped);
    this.follow(undefined);
  }

  hostUpdate(): void {
    const { urlPrefix, state, heldState } = this.host;
    // A tag that cannot be read for a moment is no reason to read the address once more.
    const stateMeanwhile = heldState === this.following ? heldState : undefined;
    this.follow(urlPrefix === undefined ? undefined : (state ?? stateMeanwhile));
  }

  private follow(state: ExplorerState | undefined): void {
    if (state === this.following) return;
    this.following?.removeEventListener('change', this.changed);
    this.endHistory();
    this.following = state;
    if (!state) return;
    this.initial = state.snapshot;
    void this.apply(state, this.texts);
    this.before = state.snapshot;
    state.addEventListener('change', this.changed);
  }

  /** Nothing is written before something changes. */
  private readonly changed = (event: Event): void => {
    const { aspect, isAct } = event as StateChangeEvent;
    if (this.history || !isKept(aspect)) return;
    const { snapshot } = this.following!;
    if (isAct || this.early.length) this.keepEarly(isAct, snapshot);
    else this.before = snapshot;
    void this.startHistory(this.following!);
  };

  /** All that one press changes is one act. */
  private keepEarly(isAct: boolean, snapshot: Snapshot): void {
    const last = this.isSameTurn ? this.early.pop() : undefined;
    this.early.push({ isAct: isAct || last?.isAct === true, snapshot, time: performance.now() });
    this.isSameTurn = true;
    queueMicrotask(() => (this.isSameTurn = false));
  }

  private isSameTurn = false;

  private async startHistory(state: ExplorerState): Promise<void> {
    try {
      const { AddressHistory } = await loadHistory();
      if (this.history || this.following !== state) return;
      const owner = { prefix: this.prefix, initial: this.initial!, isWritable: this.isWritable };
      this.history = new AddressHistory(state, owner, this.before!);
      this.history.catchUp(this.early);
    } catch (error) {
      this.report(problemOf('page', error)); // the next change tries again
    }
  }

  private readonly popped = (): void => {
    const { following: state, history } = this;
    if (!state) return;
    const snapshot = history?.arrive();
    if (snapshot) {
      this.reading.cancel();
      this.forget(state);
      void history!.restore(this.host, snapshot);
    } else if (!history?.isSaid) this.readAgain(state);
  };

  /** What the address does not say is as the tag says. */
  private readAgain(state: ExplorerState): void {
    this.endHistory();
    const { texts } = this;
    const { choice } = namesNetwork(texts) ? state : this.initial!;
    void state.restore({ ...this.initial!, choice });
    void this.apply(state, texts);
    this.before = state.snapshot;
  }

  private endHistory(): void {
    this.history?.release();
    this.history = undefined;
    this.early = [];
  }

  private get prefix(): string {
    return this.host.urlPrefix ?? '';
  }

  /** What the address says of this explorer. */
  private get texts(): Texts {
    const { prefix } = this;
    const parameters = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith(prefix));
    return new Map(parameters.map(([name, text]) => [name.slice(prefix.length), text]));
  }

  /** Takes everything from an address, and what belongs to its network once that is there; at once where it can. */
  private async apply(state: ExplorerState, texts: Texts): Promise<void> {
    const signal = this.reading.begin();
    this.forget(state);
    try {
      if (!(await this.chooseIn(state, texts))) return;
    } catch (error) {
      if (signal.aborted || this.refuse(state, texts, error as Error)) return;
    }
    if (signal.aborted) return;
    const attempt: Attempt = (source, read) => this.attempt(state, source, () => state.quietly(read));
    attempt('page', () => checkVersion(texts));
    void this.checkNames(state, texts, signal);
    readView(state, texts, attempt);
    readInputs(state, texts, attempt);
    if (CLOSE.some((name) => texts.has(name))) this.named();
  }

  /** Says which parameters are nearly ours; those of others are left alone. */
  private async checkNames(state: ExplorerState, texts: Texts, signal: AbortSignal): Promise<void> {
    const hasPrefix = this.prefix !== '';
    const others = [...texts.keys()].filter(
      (name) => !linkNames.includes(name) && (hasPrefix || !FOREIGN.includes(name)),
    );
    const speller = others.length ? await loadSpeller().catch(() => undefined) : undefined;
    for (const name of others) {
      const nearest = speller?.nearestName(name, linkNames, hasPrefix ? undefined : CAUTIOUS);
      if (nearest === undefined || signal.aborted) continue;
      this.say(state, 'page', { message: `${name}: there is no such parameter; is ${nearest} meant?` });
    }
  }

  /** Asks for the network of an address. False where another was asked for meanwhile: the rest is about this one. */
  private chooseIn(state: ExplorerState, texts: Texts): boolean | Promise<boolean> {
    const wrong: Error[] = [];
    const refuse = (error: Error): void => void wrong.push(error);
    // A network that is taken drops what was said of options: what is wrong with these is said after it.
    const done = (): true => {
      for (const error of wrong) this.say(state, 'options', error);
      return true;
    };
    if (texts.has('model')) return openModel(state, texts, refuse).then(() => done());
    if (namesNetwork(texts)) this.report(state.quietly(() => state.chooseTexts(texts, refuse)));
    if (state.pending === undefined) return done();
    const { ready } = state;
    return ready.then((problem) => (this.report(problem), state.ready === ready && done()));
  }

  /** Drops what was said of an earlier address. */
  private forget(state: ExplorerState): void {
    this.wait(undefined);
    for (const problem of this.linkProblems)
      if (state.problem(problem.source) === problem) state.setProblem(problem.source, undefined);
    this.linkProblems = [];
  }

  /** What cannot be read is said where it belongs, and leaves the rest. */
  private attempt(state: ExplorerState, source: ErrorSource, read: () => unknown): void {
    try {
      read();
    } catch (error) {
      this.say(state, source, error as Error);
    }
  }

  /** Adds a sentence to those about this address. */
  private say(state: ExplorerState, source: ErrorSource, { message }: Pick<Error, 'message'>, remedy?: Remedy): void {
    const before = this.linkProblems.find((problem) => problem === state.problem(source));
    const problem = { source, message: before ? `${before.message}; ${message}` : `address: ${message}`, remedy };
    this.linkProblems.push(problem);
    state.setProblem(source, problem);
    this.report({ source, message: `address: ${message}` });
  }

  private report(problem: Problem | undefined): void {
    if (!problem) return;
    const { message, source, node } = problem;
    queueMicrotask(() => this.host.dispatchEvent(new NetErrorEvent(message, source, node)));
  }

  /**
   * A model that waits for the reader, or was not had, stays in the address until something else is chosen. Gives whether it
   * waits, and all that the address says with it.
   */
  private refuse(state: ExplorerState, texts: Texts, error: Error): boolean {
    const model = texts.get('model');
    const again = (): void => void this.apply(state, texts);
    const address = model !== undefined && error instanceof WaitingError ? waitingAddress(model) : undefined;
    this.wait(address && { address, open: again }, model === undefined ? undefined : state.choice);
    if (!address) this.say(state, 'options', error, isLoss(error) || isChunkLost(error) ? tryAgain(again) : undefined);
    return address !== undefined;
  }

  private wait(waiting: LinkedModel | undefined, choice?: NetworkChoice): void {
    this.waiting = waiting;
    this.choiceBefore = choice;
    this.host.requestUpdate();
  }

  /** What waits in the address stays there until the reader chooses something else. */
  private readonly isWritable = (): boolean => {
    const { following } = this;
    if (!following?.isShown || following.pending !== undefined || following.choice === this.choiceBefore) return false;
    if (this.waiting) this.wait(undefined);
    return true;
  };
}

/** Words that pages have for parameters of their own, and that are a letter from one of ours. */
const FOREIGN: readonly string[] = ['block', 'compare', 'group', 'images', 'measures', 'mode', 'models'];
/** Where parameters have no prefix that says whose they are, fewer slips are taken for some: `page` is no `image`. */
const CAUTIOUS = 5;
