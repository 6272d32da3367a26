import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileAddress } from '../../../core/addresses.js';
import { waitingAddress } from '../../../explorer/addresses.js';
import '../../../explorer/bring-inputs.js';
import { isChunkLost, lateChunk, loadImported } from '../../../explorer/chunks.js';
import { WaitingError } from '../../../explorer/errors.js';
import { Latest } from '../../../explorer/latest.js';
import { isLoss, problemOf, tryAgain, type ErrorSource, type Remedy } from '../../../explorer/problem.js';
import { isKept, type Snapshot } from '../../../explorer/snapshot.js';
import { networkAttributes, type NetworkChoice } from '../../../explorer/source.js';
import type { Turn } from '../act-recorder.js';
import type { AddressHistory } from '../address-history.js';
import { NetErrorEvent } from '../events.js';
import type { Attempt, Texts } from '../read-link.js';
import type { ExplorerState, Problem, StateChangeEvent } from '../../../explorer/state.js';

const loadHistory = lateChunk('The part that keeps the address', () => import('../address-history.js'));
const loadLink = lateChunk('The part that reads links', () => import('../read-link.js'));

type LinkReader = Awaited<ReturnType<typeof loadLink>>;

/** Once it is here; whoever asks for nothing by a link does without. */
let reader: LinkReader | undefined;

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

async function openModel(state: ExplorerState, texts: Texts, refuse: (error: Error) => void): Promise<void> {
  await (await loadImported()).openLinkedModel(state, texts, refuse);
}

const namesNetwork = (texts: Texts): boolean => networkAttributes.some((name) => texts.has(name));

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
  private loading: Promise<void> | undefined;
  private loss: Error | undefined;
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

  /** Whether the address says something that cannot be read yet: until then, what the tag says would be shown in vain. */
  get isHeld(): boolean {
    return this.lacksReader && !this.loss && !this.following && this.host.urlPrefix !== undefined;
  }

  private get lacksReader(): boolean {
    return !reader && this.texts.size > 0;
  }

  private async load(): Promise<void> {
    try {
      this.loss = undefined;
      reader = await loadLink();
    } catch (error) {
      this.loss = error as Error; // what the tag says stands
    }
    this.loading = undefined;
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.isHeld) return void (this.loading ??= this.load());
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
    } else if (!history?.isSaid) void this.readAgain(state);
  };

  /** What the address does not say is as the tag says. */
  private async readAgain(state: ExplorerState): Promise<void> {
    if (this.lacksReader) await (this.loading ??= this.load());
    if (this.following !== state) return;
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
    if (!reader) {
      const again = tryAgain(() => void this.readAgain(state));
      return this.loss && this.say(state, 'page', this.loss, again);
    }
    void this.checkNames(state, texts, signal);
    if (reader.readLink(state, texts, attempt)) this.named();
  }

  private async checkNames(state: ExplorerState, texts: Texts, signal: AbortSignal): Promise<void> {
    for (const message of reader!.misspeltNames(texts, this.prefix !== ''))
      if (!signal.aborted) this.say(state, 'page', { message });
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
