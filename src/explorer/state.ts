import {
  costOf,
  FamilyRegister,
  excerptName,
  indexOf,
  parseConvention,
  ShapeError,
  type ConventionId,
  type Detail,
  type Family,
  type Fit,
  type Network,
  type NetworkCost,
  type OptionValue,
} from '../core/index.js';
import { problemOf, type ErrorSource, type Problem } from './problem.js';
import { Inspection } from './inspection.js';
import { pageFamilies } from './families.js';
import type { OpenedModel, OpenedModels } from './opened.js';
import { defaultChoice, type NetworkChoice, networkIn, parseChoice } from './source.js';
export type { Problem } from './problem.js';
export type { Detail } from '../core/index.js';

/** An image as a reader gave it. */
export interface ImageChoice {
  /** The file, or the address of one that is fetched when it is needed. */
  readonly image: Blob | string;
  /** A file name, "camera", the title of a sample. */
  readonly title: string;
  /** Id of a shipped sample, so that a URL can name it. */
  readonly sample?: string;
  /** Whether a link named its address, and neither the page's author nor a reader here. */
  readonly isLinked?: boolean;
  /** Where it was fetched from, so that a URL can name it. */
  readonly address?: string;
}

/** Which part of the state has changed. */
export type Aspect =
  'network' | 'pending' | 'tag' | 'selection' | 'hover' | 'convention' | 'view' | 'image' | 'weights' | 'problem';

export class StateChangeEvent extends Event {
  constructor(
    readonly aspect: Aspect,
    /** What has just gone wrong, where the aspect is `problem`. */
    readonly problem?: Problem,
  ) {
    super('change');
  }
}

/** An element that is moved leaves the page for an instant. */
const LINGER_MS = 1000;

/**
 * What one or more elements show: choices that come in, and the network and its costs that follow from them. The only
 * owner of these; elements read it, ask it for changes and listen to `change`.
 */
export class ExplorerState extends EventTarget {
  /** The choice as it was asked for, also where it could not be built. */
  choice: NetworkChoice;
  /** The family that is being loaded for what was asked for last; what is shown stays until it is here. */
  pending: string | undefined;
  /** Settles once what was asked for last is shown, with what is wrong with it. */
  ready: Promise<Problem | undefined> = Promise.resolve(undefined);
  /** Those of the page, and the models that were opened here. */
  readonly families: FamilyRegister;
  readonly opened: OpenedModels = new Map();
  /** The last network that could be built; cut off before the failing node where a layer does not fit. */
  network!: Network;
  cost!: NetworkCost;
  /** What is wrong with the tag that says which network is meant and how it is counted: nothing is shown meanwhile. */
  tagProblems: readonly Problem[] = [];
  /** Path of the chosen node or group; '' for none. */
  selected = '';
  /** Path under the pointer or the keyboard's focus in some view; '' for none. */
  hovered = '';
  convention: ConventionId = 'torchvision';
  detail: Detail = 'blocks';
  /** Groups that a reader opened or closed against `detail`. */
  toggled: ReadonlySet<string> = new Set();
  image: ImageChoice | undefined;
  /** How the image becomes the network's input. */
  fit: Fit = 'crop';
  /**
   * A checkpoint's id, an address, `random` or `random:<seed>`, `public:<id>` of the register, `local:<name>` of a reader's
   * files; undefined: the checkpoint whose tensors fit, else random.
   */
  weights: string | undefined;
  /** Whether a link named the weights, and neither the page's author nor a reader here. */
  weightsAreLinked = false;
  /** The running network behind what is drawn. */
  readonly inspection = new Inspection(this);
  private readonly problems = new Map<ErrorSource, Problem>();
  /** How many choices have been asked for. */
  private questions = 0;

  /** `null`: there is no network before one is chosen that can be built. */
  constructor(choice: NetworkChoice | null = defaultChoice, families = pageFamilies) {
    super();
    this.families = new FamilyRegister([], families);
    this.choice = defaultChoice;
    if (!choice) return;
    this.choose(choice);
    // Where the options make no network, or none yet, the default is the last good one.
    if (!this.network) this.adopt(this.families.build(defaultChoice.network, defaultChoice.options));
  }

  get hasNetwork(): boolean {
    return (this.network as Network | undefined) !== undefined;
  }

  /** Whether there is a network, and nobody has asked for another one in words that cannot be read. */
  get isShown(): boolean {
    return this.hasNetwork && !this.tagProblems.length;
  }

  /** Said by the element whose tag it is. */
  setTagProblems(problems: readonly Problem[]): void {
    this.tagProblems = problems;
    this.notify('tag');
  }

  /** How many elements show this state; when the last has been gone for a moment, the network stops running. */
  private viewers = 0;

  retain(): void {
    this.viewers++;
  }

  release(): void {
    this.viewers--;
    setTimeout(() => this.viewers || this.inspection.stop(), LINGER_MS);
  }

  /** What is wrong at the moment, by source. */
  problem(source: ErrorSource): Problem | undefined {
    return this.problems.get(source);
  }

  /** What is known of the network where it came from a file. */
  get model(): OpenedModel | undefined {
    return this.opened.get(this.choice.network);
  }

  /** The family that is chosen; that of the network where there is none of that name. */
  get family(): Family {
    const isKnown = this.families.all.some(({ id }) => id === this.choice.network);
    return this.families.of(isKnown ? this.choice.network : this.network.id);
  }

  /** Whether the network is whole, so that it can be run, if perhaps only up to a layer that is not known. */
  get complete(): boolean {
    return this.isShown && !this.problems.has('options');
  }

  /**
   * Takes another network or other options. What cannot be built leaves the last good network and a problem. A family that
   * is not loaded yet leaves all as it is until it is here, and gives its problem by `ready`.
   */
  choose(choice: NetworkChoice): Problem | undefined {
    return this.whenLoaded(choice.network, () => choice);
  }

  /** The same, of named texts. Throws as `parseChoice` does; of a family that is not loaded yet, that too is a problem later. */
  chooseTexts(texts: ReadonlyMap<string, string>, refuse?: (error: Error) => void): Problem | undefined {
    return this.whenLoaded(networkIn(texts), () => parseChoice(texts, this.families, refuse));
  }

  private whenLoaded(network: string, read: () => NetworkChoice): Problem | undefined {
    if (this.families.needsLoading(network)) {
      this.ready = this.takeLater(network, read);
      return undefined;
    }
    const choice = read();
    this.questions++;
    this.pending = undefined;
    const problem = this.take(choice);
    this.ready = Promise.resolve(problem);
    return problem;
  }

  /** Whoever asks last is answered; an earlier question comes to nothing. */
  private async takeLater(network: string, read: () => NetworkChoice): Promise<Problem | undefined> {
    const question = ++this.questions;
    this.pending = network;
    this.notify('pending');
    try {
      await this.families.load(network);
      if (question !== this.questions) return undefined;
      this.pending = undefined;
      return this.take(read());
    } catch (error) {
      if (question !== this.questions) return undefined;
      this.pending = undefined;
      const problem = problemOf('options', error);
      this.setProblem('options', problem);
      return problem;
    }
  }

  private take(choice: NetworkChoice): Problem | undefined {
    this.choice = choice;
    const problem = this.build(choice);
    this.setProblem('options', problem);
    if (this.selected && !this.has(this.selected)) this.select('');
    this.notify('network');
    return problem;
  }

  /** Changes some options and keeps the others; `undefined` puts one back to its default. */
  changeOptions(changes: Readonly<Record<string, OptionValue | undefined>>): Problem | undefined {
    const merged = Object.entries({ ...this.choice.options, ...changes }).filter(([, value]) => value !== undefined);
    return this.choose({
      network: this.choice.network,
      options: Object.fromEntries(merged) as NetworkChoice['options'],
    });
  }

  select(path: string): void {
    if (path === this.selected) return;
    if (path && !this.has(path)) throw new RangeError(`unknown node: ${excerptName(path)} (${this.network.id})`);
    this.selected = path;
    this.notify('selection');
  }

  hover(path: string): void {
    if (path === this.hovered) return;
    this.hovered = path;
    this.notify('hover');
  }

  /** Throws as `parseConvention` does. */
  setConvention(convention: ConventionId): void {
    if (convention === this.convention) return;
    this.convention = parseConvention(convention);
    this.notify('convention');
  }

  /** Opens the graph this far everywhere. */
  setDetail(detail: Detail, toggled: Iterable<string> = []): void {
    this.detail = detail;
    this.toggled = new Set(toggled);
    this.notify('view');
  }

  /** Opens a closed group, closes an open one. */
  toggle(group: string): void {
    const toggled = new Set(this.toggled);
    if (!toggled.delete(group)) toggled.add(group);
    this.toggled = toggled;
    this.notify('view');
  }

  setImage(image: ImageChoice | undefined): void {
    this.image = image;
    this.notify('image');
  }

  setFit(fit: Fit): void {
    if (fit === this.fit) return;
    this.fit = fit;
    this.notify('image');
  }

  setWeights(weights: string | undefined, areLinked = false): void {
    if (weights === this.weights) return;
    this.weights = weights;
    this.weightsAreLinked = areLinked;
    this.notify('weights');
  }

  setProblem(source: ErrorSource, problem: Problem | undefined): void {
    if (problem) this.problems.set(source, problem);
    else if (!this.problems.delete(source)) return;
    this.notify('problem', problem);
  }

  /** Whether a path names a node or a group of the network. */
  has(path: string): boolean {
    const { nodes, groups } = indexOf(this.network);
    return nodes.has(path) || groups.has(path);
  }

  private build({ network, options }: NetworkChoice): Problem | undefined {
    try {
      this.adopt(this.families.build(network, options));
      return undefined;
    } catch (error) {
      if (error instanceof ShapeError) this.adopt(error.network);
      return problemOf('options', error);
    }
  }

  private adopt(network: Network): void {
    this.network = network;
    this.cost = costOf(network);
  }

  private notify(aspect: Aspect, problem?: Problem): void {
    this.dispatchEvent(new StateChangeEvent(aspect, problem));
  }
}
