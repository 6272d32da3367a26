import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { addAttributeProperties, adoptProperties, type AttributeProperties } from './attribute-properties.js';
import { FieldReleaseController } from './controllers/field-release-controller.js';
import { SightController } from './controllers/sight-controller.js';
import { StateController } from './controllers/state-controller.js';
import { viewAttributes } from './view-attributes.js';
import { NetErrorEvent, NetOptionsChangeEvent, NetReadyEvent, NetSelectEvent } from './events.js';
import { renderProblem, renderSentence } from './problem.js';
import type { OverrideName } from '../../explorer/overrides.js';
import { networkAttributes, type NetworkChoice } from '../../explorer/source.js';
import { conventionOf, countOperations, countParameters, excerpt, type Counts } from '../../core/index.js';
import type { Aspect, ExplorerState, Problem } from '../../explorer/state.js';

/** What few elements show; they ask for a render themselves. */
const RARE: readonly Aspect[] = ['closeup', 'table', 'overrides'];

/** What is told aloud and what moves a reader's eyes happens at once, also out of view. */
const PROMPT: readonly Aspect[] = ['selection', 'problem', 'tag'];

/**
 * What every element of the package has in common: it works inside a `<net-model>` (or `<net-explorer>`), pointed at one
 * with `for`, or alone with its own `network`, `preset`, `width`, … attributes; and it renders again when the state does.
 * Each of these attributes is a property too, in camel case: `element.activationPosition = 'after-addition'` writes the attribute,
 * and `null` or `undefined` removes it.
 *
 * What is wrong with a tag is said where it stands. Where it says which network is meant, how it is counted, or what none of
 * our attributes is but nearly, the element and all that follow it show that sentence and no figure, until it is mended.
 *
 * The ground is the page's own. What lies over something else (a sheet, a list, the head of a table) has `--net-paper`: give it
 * the colour of your ground. A page that is dark by a class alone says so: `.dark net-explorer { color-scheme: dark }`, or
 * `theme="dark"` on the tag.
 *
 * @attr model - Address of a model that is opened as a network; as a property also a live model of the page's own tfjs.
 * @attr network - Which network, and with it the options that there are as attributes.
 * @attr preset - A set of options with a name; other attributes change it.
 * @attr select - Path of the node or group that is selected at first, by our, torchvision's, Keras' or the post's name.
 * @attr convention - How parameters and operations are counted at first: `torchvision`, `keras`, `paper`, …, or `custom(…)`
 * @attr detail - How far the graph is opened at first: `stages`, `blocks` or `layers`.
 * @attr weights - What the network runs with at first: a checkpoint's id, an address, `random:<seed>`, `public:<id>`.
 * @attr image - What it looks at first: a shipped drawing's id, or an address.
 * @attr {'light' | 'dark'} theme - Light or dark, whatever the page around it is.
 * @attr image-fit - How an image becomes the input: `crop` (default), `squash` or `letterbox`.
 * @attr overlay - Address of a CSV or JSON of one's own figures, a row a layer, by any scheme's name; drawn on the graph.
 * @attr overlay-as - How: `sum`, `mean` or `max` over a group, `colour` or `bar`, and the column: `mean,bar,latency ms`.
 * @attr image-values - How the values of images become numbers for weights from a file: `imagenet` (its mean and deviation), `signed` (−1 to 1), `unit` (0 to 1), `raw` (0 to 255) or `cifar`; with ` bgr` after it, blue comes first.
 * @attr class-names - What the classes of weights from a file are called: names with commas or in lines, the address of a `.txt` or `.json` of them, `imagenet`, or `imagenet-background`, which begins with TensorFlow's class of nothing.
 * @fires net-select - A reader selected a node or a group: `path`.
 * @fires net-options-change - A reader chose another network or other options: `network`, `options`.
 * @fires net-ready - The element shows its network for the first time; it does not bubble.
 * @fires net-error - Something could not be done: `message`, `source` and, where one is to blame, `node`.
 * @csspart error - The sentence that says what is wrong with the tag.
 * @cssproperty {<length>} [--net-radius=6px] - How round corners are.
 * @cssproperty {<length>} [--net-gap=0.75rem] - The space between parts.
 * @cssproperty {<length>} [--net-map-size=26rem] - How large an enlarged channel may be.
 * @cssproperty [--net-font=inherit] - The font of words.
 * @cssproperty [--net-font-mono] - The font of paths and code.
 * @cssproperty {<length>} [--net-text-size=0.875rem] - The size of most text.
 * @cssproperty {<length>} [--net-text-size-small=0.75rem] - The size of small text.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- no fields: accessors, given to the prototype below
export abstract class NetElement extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...networkAttributes, ...viewAttributes];
  }

  /** Properties that take one of some words; where another is given, the first of them is shown, and a sentence. */
  protected static readonly words: Readonly<Record<string, readonly string[]>> = {};

  /** Properties that readers change, and under which names; a tag that is changed later has its way again. */
  protected static readonly overridable: Readonly<Record<string, OverrideName>> = {};

  /** Id of the `<net-model>` or other element whose network is shown. */
  @property({ attribute: 'for' }) for?: string;

  /** Aspects of the state that this element does not show, and so does not render again for. */
  protected readonly ignores: readonly Aspect[] = ['hover'];

  protected readonly fieldRelease = new FieldReleaseController(this);
  private readonly sight = new SightController(this);
  private readonly source = new StateController(
    this,
    (aspect) => this.changedInState(aspect),
    (this.constructor as typeof NetElement).observedAttributes,
  );

  private isReady = false;

  /** Settles with the element as soon as it shows its network, as `net-ready` tells; a wrong tag is waited for until it is mended. */
  readonly ready: Promise<this> = new Promise((resolve) =>
    this.addEventListener(NetReadyEvent.type, () => resolve(this), { once: true }),
  );

  constructor() {
    super();
    adoptProperties(this);
  }

  /** Selects a node or a group by its path, '' for none. Throws `RangeError` for one that the network does not have, and before there is one. */
  selectNode(path: string): void {
    this.shownState.select(path);
  }

  /** The parameters and operations of the network, or of a node or group of it. Throws `RangeError` as `selectNode` does. */
  counts(path = ''): Counts {
    const { network, convention } = this.shownState;
    const counted = { network, path };
    const [parameters, operations] = [countParameters(counted, convention), countOperations(counted, convention)];
    return { convention, parameters, operations, unit: conventionOf(convention).unit };
  }

  /** Throws `RangeError` where there is none. */
  protected get shownState(): ExplorerState {
    if (!this.state) throw new RangeError('there is no network yet: wait for ready');
    return this.state;
  }

  /**
   * The state that this element shows; `undefined` until there is a network, and while the tag says none.
   * @internal
   */
  get state(): ExplorerState | undefined {
    const { state, isWrong } = this.source;
    return state?.isShown && !isWrong ? state : undefined;
  }

  /**
   * The state that followers of this element have, also while nothing of it may be shown.
   * @internal
   */
  get heldState(): ExplorerState | undefined {
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

  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await this.sight.firstTurn();
    await super.scheduleUpdate();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (old !== value) this.source.attributeChanged(name);
  }

  /**
   * What the property `model` does with a live model.
   * @internal
   */
  giveModel(model: object | undefined): void {
    this.source.giveModel(model);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('for')) this.source.connect();
    for (const [name, override] of Object.entries(this.overridable))
      if (this.hasUpdated && changed.has(name)) this.state?.quietly(() => this.state!.setOverride(override, undefined));
    for (const [name, words] of Object.entries(this.words)) {
      const value = this[name as keyof this] as unknown;
      const isRight = value === null || words.includes(value as string);
      const known = words.filter(Boolean).join(', ');
      this.remark(name, isRight ? undefined : `${name}: expected one of ${known}, got ${excerpt(value)}`);
    }
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    if (this.isReady || !this.state) return;
    this.isReady = true;
    void this.whenDrawn.then(() => this.dispatchEvent(new NetReadyEvent()));
  }

  /** Settles once what has been rendered can be seen. */
  protected get whenDrawn(): Promise<unknown> {
    return this.updateComplete;
  }

  private get words(): Readonly<Record<string, readonly string[]>> {
    return (this.constructor as typeof NetElement).words;
  }

  private get overridable(): Readonly<Record<string, OverrideName>> {
    return (this.constructor as typeof NetElement).overridable;
  }

  /** What a reader has chosen in place of what a property says. */
  protected overrideOf(property: string): string | undefined {
    const name = this.overridable[property];
    return name && this.state?.overrides[name];
  }

  /** A property that is set or not, as it is shown. */
  protected flagOf(property: keyof this & string): boolean {
    return (this.overrideOf(property) ?? (this[property] ? 'on' : 'off')) === 'on';
  }

  /** A reader chose something; what the property says is no change of it, and in no link. */
  protected setOverride(property: string, text: string): void {
    const own = this[property as keyof this] as unknown;
    const said = typeof own === 'boolean' ? (own ? 'on' : 'off') : own;
    this.state?.setOverride(this.overridable[property]!, text === said ? undefined : text);
  }

  /** A property of `words` as it is shown. */
  protected wordOf<Name extends keyof this & string>(name: Name): this[Name] {
    const override = this.overrideOf(name);
    if (override !== undefined) return override as this[Name];
    const words = this.words[name]!;
    return (words.includes(this[name] as string) ? this[name] : words[0]) as this[Name];
  }

  /** Shows the network, or what is wrong instead. Elements draw in `renderShown`. */
  protected override render(): unknown {
    const { problems, remarks } = this.source;
    if (problems.length) return this.renderTagProblems(problems);
    return html`${this.renderRemarks(remarks)}${this.renderShown()}`;
  }

  /** What is wrong with a part of the tag without which the network is shown all the same. */
  protected renderRemarks(remarks: readonly Problem[]): unknown {
    return remarks.map(renderProblem);
  }

  /** Says what is wrong with an attribute that only this element can judge, once; `undefined` when it is right again. */
  protected remark(name: string, message: string | undefined): void {
    this.source.remark(name, message);
  }

  protected abstract renderShown(): unknown;

  /** What is wrong with the tag, instead of a network; announced where it stands, not by each that follows. */
  protected renderTagProblems(problems: readonly Problem[]): unknown {
    return problems.map(this.source.isWrong ? renderProblem : renderSentence);
  }

  /** A mended tag shows another network than there was. */
  private changedInState(aspect: Aspect): void {
    if (this.state) this.stateChanged(aspect === 'tag' ? 'network' : aspect);
    else this.requestUpdate();
  }

  /** Called for every change of the state. Overriders call super, which asks for a render as soon as that is of use. */
  protected stateChanged(aspect: Aspect): void {
    const isShown = aspect === 'overrides' && Object.keys(this.overridable).length > 0;
    if ((RARE.includes(aspect) && !isShown) || this.ignores.includes(aspect)) return;
    if (PROMPT.includes(aspect)) this.requestUpdate();
    else this.sight.requestUpdate();
  }

  /** What is wrong with the tag of an element that stands alone; in a model, the element with the controls says it. */
  protected renderOwnProblem() {
    const problem = (['page', 'options', 'overlay'] as const)
      .map((source) => this.state!.problem(source))
      .find(Boolean);
    return this.isAlone && problem ? renderProblem(problem) : nothing;
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

/** What `addAttributeProperties` gives the class. */
export interface NetElement extends AttributeProperties {}

addAttributeProperties(NetElement.prototype);
