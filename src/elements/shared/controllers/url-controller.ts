import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileAddress } from '../../../core/addresses.js';
import { parseConvention } from '../../../core/index.js';
import { waitingAddress } from '../../../explorer/addresses.js';
import { choiceToTexts } from '../../../explorer/choice-texts.js';
import { isChunkLost, loadImported } from '../../../explorer/chunks.js';
import { isLoss, WaitingError } from '../../../explorer/errors.js';
import { formatImage, parseImage } from '../../../explorer/image-choice.js';
import { Latest } from '../../../explorer/latest.js';
import { parseDetail, parseFit } from '../../../explorer/parse-look.js';
import { tryAgain, type ErrorSource, type Remedy } from '../../../explorer/problem.js';
import { networkAttributes, type NetworkChoice } from '../../../explorer/source.js';
import { formatWeights, parseWeights } from '../../../explorer/weights/choice.js';
import { NetErrorEvent } from '../events.js';
import { nearestName } from '../misspelt.js';
import type { ExplorerState, Problem } from '../../../explorer/state.js';

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

/** Browsers refuse hundreds of changes of the address in a row, which a slider would make. */
const REST_MS = 250;

/** Everything in the state that a reader would want to find again. */
function toTexts(state: ExplorerState): Map<string, string> {
  const texts = choiceToTexts(state.choice, state);
  texts.set('select', state.selected);
  texts.set('view', state.detail);
  texts.set('convention', state.convention);
  texts.set('toggled', [...state.toggled].join(' '));
  const [weights, image] = [formatWeights(state.weights), formatImage(state.image)];
  if (weights !== undefined) texts.set('weights', weights);
  if (image !== undefined) texts.set('image', image);
  texts.set('image-fit', state.fit);
  return texts;
}

type Texts = ReadonlyMap<string, string>;

async function openModel(state: ExplorerState, texts: Texts, refuse: (error: Error) => void): Promise<void> {
  await (await loadImported()).openLinkedModel(state, texts, refuse);
}

const namesNetwork = (texts: Texts): boolean => networkAttributes.some((name) => texts.has(name));

/** Reads each part by itself: what cannot be read leaves the others. */
function readView(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const [path, detail, toggled, convention] = ['select', 'view', 'toggled', 'convention'].map((name) =>
    texts.get(name),
  );
  attempt('page', () => path !== undefined && state.select(path));
  attempt('page', () => {
    if (detail === undefined && toggled === undefined) return;
    const groups = (toggled ?? '').split(' ').filter((group) => state.has(group));
    state.setDetail(detail === undefined ? state.detail : parseDetail('view', detail), groups);
  });
  attempt('page', () => convention && state.setConvention(parseConvention(convention)));
}

type Attempt = (source: ErrorSource, read: () => unknown) => void;

function readInputs(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const [weights, image] = [texts.get('weights'), texts.get('image')];
  attempt('page', () => weights !== undefined && state.setWeights(parseWeights(weights, true)));
  // Not a problem of the image: another one runs, and what is wrong with the link stays said.
  attempt('page', () => image !== undefined && state.setImage(parseImage(image, true)));
  attempt('page', () => texts.has('image-fit') && state.setFit(parseFit(texts.get('image-fit')!)));
}

/** Keeps a state in the page's address, and takes it from there when the page opens or the reader goes back. */
export class UrlController implements ReactiveController {
  private following: ExplorerState | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** A model of another host that the address names, and how it is opened once a reader agrees. */
  waiting: LinkedModel | undefined;
  /** What is shown instead of a model that the address names. */
  private choiceBefore: NetworkChoice | undefined;
  private linkProblems: Problem[] = [];
  /** What an earlier address names comes too late. */
  private readonly reading = new Latest();
  /** What the tag itself says, which need not be written. */
  private initial: ReadonlyMap<string, string> = new Map();

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.read);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.read);
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
    clearTimeout(this.timer);
    this.following?.removeEventListener('change', this.schedule);
    this.following = state;
    if (!state) return;
    this.initial = toTexts(state);
    this.read();
    state.addEventListener('change', this.schedule);
  }

  private readonly schedule = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), REST_MS);
  };

  private readonly read = (): void => {
    const state = this.following;
    if (!state) return;
    const prefix = this.host.urlPrefix ?? '';
    const parameters = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith(prefix));
    const texts = new Map(parameters.map(([name, text]) => [name.slice(prefix.length), text]));
    void this.apply(state, texts);
  };

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
    const attempt: Attempt = (source, read) => this.attempt(state, source, read);
    for (const message of misspelt(texts.keys(), !!this.host.urlPrefix)) this.say(state, 'page', { message });
    readView(state, texts, attempt);
    readInputs(state, texts, attempt);
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
    if (namesNetwork(texts)) this.report(state.chooseTexts(texts, refuse));
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

  private write(): void {
    if (!this.following?.isShown || this.following.pending !== undefined) return;
    if (this.following.choice === this.choiceBefore) return;
    if (this.waiting) this.wait(undefined); // the reader has chosen something else
    const prefix = this.host.urlPrefix ?? '';
    const address = new URL(location.href);
    const texts = toTexts(this.following);
    for (const name of KNOWN) address.searchParams.delete(prefix + name);
    for (const [name, text] of this.differences(texts)) address.searchParams.set(prefix + name, text);
    history.replaceState(history.state, '', readable(address));
  }

  /** What the tag does not say itself. A choice is written whole or not at all: half of one would be another network. */
  private differences(texts: ReadonlyMap<string, string>): [string, string][] {
    const differs = (name: string): boolean => this.initial.get(name) !== texts.get(name);
    const otherNetwork = networkAttributes.some(differs);
    return [...texts].filter(([name]) => (networkAttributes.includes(name) ? otherNetwork : differs(name)));
  }
}

const KNOWN: readonly string[] = [
  ...networkAttributes,
  'select',
  'view',
  'convention',
  'toggled',
  'weights',
  'image',
  'image-fit',
];

/** Words that pages have for parameters of their own, and that are a letter from one of ours. */
const FOREIGN: readonly string[] = ['block', 'group', 'images', 'mode', 'models'];
/** Where parameters have no prefix that says whose they are, fewer slips are taken for some: `page` is no `image`. */
const CAUTIOUS = 5;

/** Sentences about parameters that are nearly ours; those of others are left alone. */
const misspelt = (names: Iterable<string>, hasPrefix: boolean): string[] =>
  [...names].flatMap((name) => {
    if (KNOWN.includes(name) || (!hasPrefix && FOREIGN.includes(name))) return [];
    const nearest = nearestName(name, KNOWN, hasPrefix ? undefined : CAUTIOUS);
    return nearest === undefined ? [] : [`${name}: there is no such parameter; is ${nearest} meant?`];
  });

/** Paths and tables stay legible: these signs need no escape in a query. */
const readable = (address: URL): string => address.href.replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3B/g, ';');
