import {
  FamilyRegister,
  excerptName,
  indexOf,
  parseConvention,
  type ConventionId,
  type Detail,
  type Family,
  type Fit,
  type Network,
  type NetworkCost,
  type OptionValue,
} from '../core/index.js';
import { Choices } from './choices.js';
import type { OverrideName } from './overrides.js';
import { changedCloseup, closeupElsewhere, type Closeup } from './closeup.js';
import { buildChoice, counted, type BuildResult } from './build-choice.js';
import { pageFamilies } from './families.js';
import type { ImageChoice } from './image-choice.js';
import type { Inspection } from './inspection.js';
import { Latest } from './latest.js';
import type { Lock } from './lock.js';
import { Manner } from './manner.js';
import type { OpenedModel, OpenedModels } from './opened.js';
import { problemOf, tryAgain, type ErrorSource, type Problem } from './problem.js';
import { aspectsOf, differencesTo, isEqual, pathsIn, type Snapshot, type WithChoice } from './snapshot.js';
import { inspect } from './running.js';
import { defaultChoice, type NetworkChoice, networkIn, parseChoice } from './source.js';
import { StateChangeEvent, type Aspect } from './state-change.js';
import type { TableOrder } from './table-order.js';
import { Viewers } from './viewers.js';
import type { WeightsChoice } from './weights/choice.js';
export type { Problem } from './problem.js';
export { StateChangeEvent, type Aspect } from './state-change.js';

/**
 * What one or more elements show: choices that come in, and the network and its costs that follow from them. The only
 * owner of these; elements read it, ask it for changes and listen to `change`, which tells each change once.
 */
export class ExplorerState extends Choices {
  /** Those of the page, and the models that were opened here. */
  readonly families: FamilyRegister;
  private readonly questions = new Latest();
  private readonly openedModels = new Map<string, OpenedModel>();
  private readonly problems = new Map<ErrorSource, Problem>();
  private toggledSet: ReadonlySet<string> = new Set();
  private buildResult: BuildResult | undefined;
  /** Why what is chosen could not be built. */
  private misfit: Problem | undefined;
  private pendingFamily: string | undefined;
  private answer: Promise<Problem | undefined> = Promise.resolve(undefined);
  private wrongTag: readonly Problem[] = [];
  private tagChoice: NetworkChoice | undefined;
  private tagLock: Lock | undefined;
  private hoveredPath = '';
  private readonly manner = new Manner();
  private readonly viewers = new Viewers(() => this.running?.stop());
  private running: Inspection | undefined;

  /** `null`: there is no network before one is chosen that can be built. */
  constructor(choice: NetworkChoice | null = defaultChoice, families = pageFamilies) {
    super();
    this.families = new FamilyRegister([], families);
    if (!choice) return;
    this.choose(choice);
    // Where the options make no network, or none yet, the default is the last good one.
    this.buildResult ??= counted(this.families.build(defaultChoice.network, defaultChoice.options));
  }

  /** The running network behind what is drawn; for those who have imported `bring-running.ts`. */
  get inspection(): Inspection {
    return (this.running ??= inspect(this));
  }

  /** The same, if somebody has asked for it. */
  get knownInspection(): Inspection | undefined {
    return this.running;
  }

  /** Groups that a reader opened or closed against `detail`; another set as soon as it has other groups. */
  get toggled(): ReadonlySet<string> {
    return this.toggledSet;
  }

  /** The last network that could be built; cut off before the failing node where a layer does not fit. None before `hasNetwork`. */
  get network(): Network {
    return this.buildResult?.network as Network;
  }

  get cost(): NetworkCost {
    return this.buildResult?.cost as NetworkCost;
  }

  get hasNetwork(): boolean {
    return this.buildResult !== undefined;
  }

  /** Path under the pointer or the keyboard's focus in some view; '' for none. */
  get hovered(): string {
    return this.hoveredPath;
  }

  /** The family that is being loaded for what was asked for last; what is shown stays until it is here. */
  get pending(): string | undefined {
    return this.pendingFamily;
  }

  /** Settles once what was asked for last is shown, with what is wrong with it. */
  get ready(): Promise<Problem | undefined> {
    return this.answer;
  }

  get models(): OpenedModels {
    return this.openedModels;
  }

  /** What is known of the network where it came from a file. */
  get model(): OpenedModel | undefined {
    return this.openedModels.get(this.choice.network);
  }

  /** The family that is chosen; that of the network where there is none of that name. */
  get family(): Family {
    const isKnown = this.families.all.some(({ id }) => id === this.choice.network);
    return this.families.of(isKnown ? this.choice.network : this.network.id);
  }

  /** What is wrong with the tag that says which network is meant and how it is counted: nothing is shown meanwhile. */
  get tagProblems(): readonly Problem[] {
    return this.wrongTag;
  }

  /** Whether there is a network, and nobody has asked for another one in words that cannot be read. */
  get isShown(): boolean {
    return this.hasNetwork && !this.wrongTag.length;
  }

  /**
   * Whether the network is the whole of what is chosen, so that it can be run, if perhaps only up to a layer that is not known.
   * What a link has said in vain is chosen by nobody.
   */
  get complete(): boolean {
    return this.isShown && !this.misfit;
  }

  /** What is wrong at the moment, by source. */
  problem(source: ErrorSource): Problem | undefined {
    return this.problems.get(source);
  }

  /** Whether a path names a node or a group of the network. */
  has(path: string): boolean {
    const { nodes, groups } = indexOf(this.network);
    return nodes.has(path) || groups.has(path);
  }

  /** An element shows this state; when the last has been gone for a moment, the network stops running. */
  retain(): void {
    this.viewers.enter();
  }

  release(): void {
    this.viewers.leave();
  }

  /** Changes what is no reader's act, and so is not undone by itself: what a tag, a link or the engine asks for. */
  quietly<Result>(change: () => Result): Result {
    return this.manner.asIf('quietly', change);
  }

  /** The same for what the tag says, which is not bound by its own lock. */
  asTagSays<Result>(change: () => Result): Result {
    return this.manner.asIf('tag', change);
  }

  /** What the tag says, whatever a reader has chosen since; what is chosen where no tag has said anything. */
  get said(): NetworkChoice {
    return this.tagChoice ?? this.choice;
  }

  /** What of the network readers may change; `undefined`: all of it. */
  get lock(): Lock | undefined {
    return this.tagLock;
  }

  setLock(lock: Lock | undefined): void {
    if (lock === this.tagLock) return;
    this.tagLock = lock;
    this.notify('tag');
  }

  /** Why a network is not to be had where the tag locks what it shows. */
  refusalOf(choice: NetworkChoice): Problem | undefined {
    if (this.manner.voice === 'tag') return undefined;
    return this.tagLock?.refusal(choice, this.tagChoice ?? defaultChoice, this.families);
  }

  /**
   * Takes another network or other options. What cannot be built leaves the last good network and a problem. A family that
   * is not loaded yet leaves all as it is until it is here, and gives its problem by `ready`.
   */
  choose(choice: NetworkChoice): Problem | undefined {
    return this.whenLoaded(choice.network, () => ({ choice }));
  }

  /** The same, of named texts. Throws as `parseChoice` does; of a family that is not loaded yet, that too is a problem later. */
  chooseTexts(texts: ReadonlyMap<string, string>, refuse?: (error: Error) => void): Problem | undefined {
    return this.whenLoaded(networkIn(texts), () => ({ choice: parseChoice(texts, this.families, refuse) }));
  }

  /** Puts back what was chosen, as soon as its family is here; a selection that its network does not have is none. */
  async restore(snapshot: Snapshot): Promise<Problem | undefined> {
    const voice = this.manner.voice === 'tag' ? 'tag' : 'quietly';
    this.manner.asIf(voice, () => this.whenLoaded(snapshot.choice.network, () => snapshot));
    return this.answer;
  }

  /** Changes some options and keeps the others; `undefined` puts one back to its default. */
  changeOptions(changes: Readonly<Record<string, OptionValue | undefined>>): Problem | undefined {
    const { network, options } = this.choice;
    const merged = Object.entries({ ...options, ...changes }).filter(([, value]) => value !== undefined);
    return this.choose({ network, options: Object.fromEntries(merged) as NetworkChoice['options'] });
  }

  /** Asks for what a network is made of; `undefined` where another one was asked for meanwhile. `pending`: the family, where it is one. */
  async ask<Answer>(answer: (signal: AbortSignal) => Promise<Answer>, pending?: string): Promise<Answer | undefined> {
    const asking = this.questions.ask(answer);
    this.setPending(pending);
    return asking;
  }

  /** Makes a model that was opened one of the families, under the family's id. */
  addModel(family: Family, model: OpenedModel): void {
    this.families.add(family);
    this.openedModels.set(family.id, model);
  }

  /** Throws `RangeError` for a path that the network does not have. */
  select(path: string): void {
    this.check(path);
    if (path !== this.selected) this.change({ selected: path, closeup: closeupElsewhere(this.closeup) });
  }

  hover(path: string): void {
    if (path === this.hoveredPath) return;
    this.hoveredPath = path;
    this.notify('hover');
  }

  /** Throws as `parseConvention` does. */
  setConvention(convention: ConventionId): void {
    this.change({ convention: parseConvention(convention) });
  }

  /** Opens the graph this far everywhere. */
  setDetail(detail: Detail, toggled: Iterable<string> = []): void {
    this.change({ detail, toggled: [...new Set(toggled)].sort() });
  }

  /** Opens a closed group, closes an open one. */
  toggle(group: string): void {
    const toggled = new Set(this.toggledSet);
    if (!toggled.delete(group)) toggled.add(group);
    this.setDetail(this.detail, toggled);
  }

  /** Throws `RangeError` for a member that the network does not have. */
  setCloseup(changes: Partial<Closeup>): void {
    this.check(changes.member ?? '');
    this.change({ closeup: changedCloseup(this.closeup, changes) });
  }

  setTableOrder(tableOrder: TableOrder | undefined): void {
    this.change({ tableOrder });
  }

  /** Shows something else than the tags say: a text as their attribute `name` would have it; `undefined`: as they say. */
  setOverride(name: OverrideName, text: string | undefined): void {
    const overrides = { ...this.overrides, [name]: text };
    if (text === undefined) delete overrides[name];
    this.change({ overrides });
  }

  setOverlay(overlay: Snapshot['overlay']): void {
    this.change({ overlay });
  }

  setImage(image: ImageChoice | undefined): void {
    this.change({ image });
  }

  setFit(fit: Fit): void {
    this.change({ fit });
  }

  setWeights(weights: WeightsChoice): void {
    this.change({ weights });
  }

  /** A problem that comes again is told again. */
  setProblem(source: ErrorSource, problem: Problem | undefined): void {
    if (problem === this.problems.get(source)) return;
    if (problem) this.problems.set(source, problem);
    else this.problems.delete(source);
    this.notify('problem', problem);
  }

  /** Said by the element whose tag it is. */
  setTagProblems(problems: readonly Problem[]): void {
    if (isEqual(problems, this.wrongTag)) return;
    this.wrongTag = problems;
    this.notify('tag');
  }

  private whenLoaded(network: string, read: () => WithChoice): Problem | undefined {
    if (this.families.needsLoading(network)) {
      const refusal = this.refusalOf({ network, options: {} });
      if (refusal) return this.refuse(refusal);
      this.answer = this.takeLater(network, read);
      return undefined;
    }
    const changes = read();
    this.questions.cancel();
    const problem = this.take(changes);
    this.answer = Promise.resolve(problem);
    return problem;
  }

  /** Whoever asks last is answered; an earlier question comes to nothing. */
  private async takeLater(network: string, read: () => WithChoice): Promise<Problem | undefined> {
    const { voice } = this.manner;
    try {
      const family = await this.ask(() => this.families.load(network), network);
      return family && this.manner.asIf(voice, () => this.take(read()));
    } catch (error) {
      this.setPending(undefined);
      const isLost = this.families.needsLoading(network);
      const remedy = isLost ? tryAgain(() => this.manner.asIf(voice, () => this.whenLoaded(network, read))) : undefined;
      const problem = { ...problemOf('options', error), remedy };
      this.setProblem('options', problem);
      return problem;
    }
  }

  /** All stays as it is. */
  private refuse(refusal: Problem): Problem {
    this.setPending(undefined);
    this.setProblem('options', refusal);
    this.answer = Promise.resolve(refusal);
    return refusal;
  }

  private take(changes: WithChoice): Problem | undefined {
    const refusal = this.refusalOf(changes.choice);
    if (refusal) return this.refuse(refusal);
    if (this.manner.voice === 'tag') this.tagChoice = changes.choice;
    const isNew = !this.buildResult || !isEqual(changes.choice, this.choice);
    if (isNew) this.build(changes.choice);
    const paths = pathsIn({ ...this.choices, ...changes }, (path) => this.hasNetwork && this.has(path));
    const aspects = this.adoptChanges({ ...changes, ...paths });
    if (isNew) aspects.add('network');
    this.setPending(undefined);
    this.setProblem('options', this.misfit);
    for (const aspect of aspects) this.notify(aspect);
    return this.misfit;
  }

  /** Where nothing can be built, the last good network stays. */
  private build(choice: NetworkChoice): void {
    const { result, misfit } = buildChoice(this.families, choice);
    this.misfit = misfit;
    if (result) this.buildResult = result;
  }

  private check(path: string): void {
    if (path && !this.has(path)) throw new RangeError(`unknown node: ${excerptName(path)} (${this.network.id})`);
  }

  private change(changes: Partial<Snapshot>): void {
    for (const aspect of this.adoptChanges(changes)) this.notify(aspect);
  }

  /** All of them are in force before the first is told. */
  private adoptChanges(changes: Partial<Snapshot>): Set<Aspect> {
    const differences = differencesTo(this.choices, changes);
    this.choices = { ...this.choices, ...differences };
    if (differences.toggled) this.toggledSet = new Set(differences.toggled);
    return aspectsOf(differences);
  }

  private setPending(family: string | undefined): void {
    if (family === this.pendingFamily) return;
    this.pendingFamily = family;
    this.notify('pending');
  }

  private notify(aspect: Aspect, problem?: Problem): void {
    this.dispatchEvent(new StateChangeEvent(aspect, problem, this.manner.voice === 'reader'));
  }
}
