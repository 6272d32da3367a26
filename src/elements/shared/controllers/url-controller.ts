import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileAddress } from '../../../core/addresses.js';
import { parseConvention } from '../../../core/index.js';
import { waitingAddress } from '../../../explorer/addresses.js';
import { choiceToTexts } from '../../../explorer/choice-texts.js';
import { isChunkLost, loadImported } from '../../../explorer/chunks.js';
import { isLoss, WaitingError } from '../../../explorer/errors.js';
import { namedImage, nameOfImage } from '../../../explorer/named-image.js';
import { tryAgain, type ErrorSource, type Remedy } from '../../../explorer/problem.js';
import { networkAttributes, type NetworkChoice } from '../../../explorer/source.js';
import { checkedDetail, checkedFit, checkedWeights } from '../../../explorer/tag-words.js';
import { NetErrorEvent } from '../events.js';
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
  if (state.selected) texts.set('select', state.selected);
  texts.set('view', state.detail);
  texts.set('convention', state.convention);
  if (state.toggled.size) texts.set('toggled', [...state.toggled].join(' '));
  if (state.weights) texts.set('weights', state.weights);
  const image = state.image && nameOfImage(state.image);
  if (image) texts.set('image', image);
  if (state.fit !== 'crop') texts.set('image-fit', state.fit);
  return texts;
}

type Texts = ReadonlyMap<string, string>;

async function openModel(state: ExplorerState, texts: Texts, refuse: (error: Error) => void): Promise<void> {
  await (await loadImported()).openLinkedModel(state, texts, refuse);
}

const namesNetwork = (texts: Texts): boolean => networkAttributes.some((name) => texts.has(name));

/** Reads each part by itself: what cannot be read leaves the others. */
function readView(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  const [path, detail, convention] = ['select', 'view', 'convention'].map((name) => texts.get(name));
  attempt('page', () => path !== undefined && state.select(path));
  const toggled = (texts.get('toggled') ?? '').split(' ').filter((group) => state.has(group));
  attempt('page', () => detail !== undefined && state.setDetail(checkedDetail('view', detail), toggled));
  attempt('page', () => convention && state.setConvention(parseConvention(convention)));
}

type Attempt = (source: ErrorSource, read: () => unknown) => void;

function readInputs(state: ExplorerState, texts: Texts, attempt: Attempt): void {
  attempt('page', () => texts.has('weights') && state.setWeights(checkedWeights(texts.get('weights')!), true));
  const text = texts.get('image');
  // Not a problem of the image: another one runs, and what is wrong with the link stays said.
  attempt('page', () => text && state.setImage(namedImage(text, true)));
  attempt('page', () => texts.has('image-fit') && state.setFit(checkedFit(texts.get('image-fit')!)));
}

/** Keeps a state in the page's address, and takes it from there when the page opens or the reader goes back. */
export class UrlController implements ReactiveController {
  private following: ExplorerState | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** A model of another host that the address names, and how it is opened once a reader agrees. */
  waiting: LinkedModel | undefined;
  /** What is shown instead of a model that the address names. */
  private choiceBefore: NetworkChoice | undefined;
  private said: Problem[] = [];
  /** Counts addresses: what an earlier one names comes too late. */
  private turns = 0;
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
    const held = heldState === this.following ? heldState : undefined;
    this.follow(urlPrefix === undefined ? undefined : (state ?? held));
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
    const given = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith(prefix));
    const texts = new Map(given.map(([name, text]) => [name.slice(prefix.length), text]));
    void this.apply(state, texts);
  };

  /** Takes everything from an address, and what belongs to its network once that is there; at once where it can. */
  private async apply(state: ExplorerState, texts: Texts): Promise<void> {
    const turn = ++this.turns;
    this.forget(state);
    try {
      if (!(await this.chooseIn(state, texts))) return;
    } catch (error) {
      if (turn !== this.turns || this.refuse(state, texts, error as Error)) return;
    }
    if (turn !== this.turns) return;
    const attempt: Attempt = (source, read) => this.attempt(state, source, read);
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
    for (const problem of this.said)
      if (state.problem(problem.source) === problem) state.setProblem(problem.source, undefined);
    this.said = [];
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
  private say(state: ExplorerState, source: ErrorSource, { message }: Error, remedy?: Remedy): void {
    const before = this.said.find((problem) => problem === state.problem(source));
    const problem = { source, message: before ? `${before.message}; ${message}` : `address: ${message}`, remedy };
    this.said.push(problem);
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
    const said = [...texts].filter(([name]) => (networkAttributes.includes(name) ? otherNetwork : differs(name)));
    // Undoing the tag's own selection has to be said, or it would come back.
    return differs('select') && !texts.has('select') ? [...said, ['select', '']] : said;
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

/** Paths and tables stay legible: these signs need no escape in a query. */
const readable = (address: URL): string => address.href.replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3B/g, ';');
