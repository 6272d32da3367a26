import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  conventionOf,
  countOperations,
  countParameters,
  presetName,
  presetValues,
  sameOption,
  sparseOptions,
  type BlockRow,
  type ConventionId,
  type Family,
  type Network,
  type Options,
  type OptionSpec,
  type OptionValue,
} from '../../core/index.js';
import { formatCount } from '../../words/format.js';
import { CopyController } from '../shared/controllers/copy-controller.js';
import { renderBlocks } from './blocks-field.js';
import { renderChoice, renderFlag } from './choice-field.js';
import { isChanged, type Field } from './field.js';
import { DeskController } from './desk-controller.js';
import { fixesOf, type Fix } from './fixes.js';
import { isRanged, renderRanged } from './ranged-field.js';
import { deskStyles, optionStyles } from './styles.js';
import { tagOf } from './tag.js';
import { renderConventions, renderTotals } from './totals.js';
import { define } from '../shared/define.js';
import { renderFamilyOptions, renderPending } from '../shared/family-select.js';
import { NetElement } from '../shared/net-element.js';
import type { Aspect, Problem } from '../../explorer/state.js';
import { segmentStyles } from '../shared/segments.js';
import { tableStyles } from '../shared/tables.js';
import { fieldStyles } from '../shared/fields.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';

/** The options that say how large a network is, in the order in which a reader would turn them; the rest are variants. */
const MAIN: readonly string[] = [
  'width',
  'depth',
  'version',
  'variant',
  'groups',
  'resolution',
  'expansion',
  'classes',
];

/** Options that are put into the table of blocks as it is built, so that an edited table has them in it. */
const IN_TABLE = { expansion: undefined } as const;

type Changes = Readonly<Record<string, OptionValue | undefined>>;

/** What a preset costs, for differences. */
interface Baseline {
  readonly key: string;
  readonly network: Network;
}

/**
 * The calculator: network, preset and every option as a control, the table of blocks, and the totals under a convention of
 * counting, which follow every step of a slider. What does not fit is said beside its field, and the last good network stays.
 *
 * @fires net-options-change - A reader chose another network or other options.
 * @fires net-error - A reader chose what cannot be built.
 * @csspart choice - Network, preset, reset and tag.
 * @csspart totals - The four totals.
 * @csspart convention - Which convention they are under.
 * @csspart desk - Where that convention is written, and the form for one's own.
 * @csspart composer - The form itself.
 * @csspart main - The options that say how large the network is.
 * @csspart variants - All other options.
 * @csspart blocks - The table of bottlenecks.
 * @csspart field - One option.
 * @csspart pending - The network that is being loaded.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetControls extends NetElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    panelStyles,
    segmentStyles,
    tableStyles,
    optionStyles,
    deskStyles,
  ];

  protected override readonly ignores: readonly Aspect[] = ['hover', 'selection', 'view', 'image', 'weights'];

  private readonly copying = new CopyController(this);
  private readonly desk = new DeskController(this);
  private baseline?: Baseline;

  /** What a screen reader hears once a change is made, not on the way there. */
  @state() private announcement = '';

  /** Without the button that copies a tag for an author's page. */
  @property({ type: Boolean, attribute: 'no-tag' }) noTag = false;
  /** Without what an explorer says itself: network, preset, and what is wrong. */
  @property({ type: Boolean, attribute: 'no-header' }) noHeader = false;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.state) this.baseline = this.baselineOf(this.family, this.chosen['preset']);
  }

  /** A mistake is not hidden; what was opened for it stays open. */
  protected override updated(): void {
    for (const details of this.renderRoot.querySelectorAll('details'))
      details.open ||= !!details.querySelector('[part=error]');
  }

  private get family(): Family {
    return this.state!.family;
  }

  /** Options as they were asked for. */
  private get chosen(): Options {
    return this.state!.choice.options;
  }

  /** Building a preset takes a millisecond, so it is kept while the reader turns a knob. */
  private baselineOf(family: Family, preset: OptionValue | undefined): Baseline {
    const known = typeof preset === 'string' && preset in family.presets ? preset : undefined;
    const key = `${family.id} ${known}`;
    if (this.baseline?.key === key) return this.baseline;
    // A model from a file may have a layer that does not fit, also as it is.
    const network = this.state!.model
      ? this.state!.network
      : this.state!.families.build(family.id, known === undefined ? {} : { preset: known });
    return { key, network };
  }

  private change(changes: Changes): void {
    const merged = Object.entries({ ...this.chosen, ...changes }).filter((entry) => entry[1] !== undefined);
    const options = sparseOptions(this.family, Object.fromEntries(merged) as Options);
    this.chooseByReader({ network: this.family.id, options });
  }

  /** An edited table that is the preset's again is no change. */
  private changeBlocks(name: string, value: OptionValue | undefined): void {
    const isPresets = sameOption(value, this.blocksOf(this.baseline!.network));
    this.change({ ...(value !== undefined && IN_TABLE), [name]: isPresets ? undefined : value });
  }

  /** The table as it is built. */
  private blocksOf({ options }: Network): readonly BlockRow[] {
    return this.family.effectiveBlocks?.(options) ?? [];
  }

  private choosePreset(preset: string): void {
    this.chooseByReader({ network: this.family.id, options: preset ? { preset } : {} });
  }

  private fieldOf<Spec extends OptionSpec>(spec: Spec): Field<Spec> {
    const { name, type } = spec;
    const preset = presetValues(this.family, this.chosen['preset'])[name]!;
    const value = this.chosen[name];
    return {
      spec,
      preset,
      value: value === undefined ? preset : value,
      problem: faultOf(name, this.state!.problem('options')),
      set: (next) => (type === 'blocks' ? this.changeBlocks(name, next) : this.change({ [name]: next })),
    };
  }

  /** Said when a field is left or a button pressed; a slider that is being dragged would say it a hundred times. */
  private readonly announce = (): void => {
    const { network, convention } = this.state!;
    const { unit } = conventionOf(convention);
    const counts = `${formatCount(countParameters(network, convention))} parameters, ${formatCount(countOperations(network, convention))} ${unit}`;
    this.announcement = this.state!.problem('options')?.message ?? `${network.title}: ${counts}`;
  };

  protected override renderShown() {
    if (!this.state) return nothing;
    const options = this.family.options.filter(({ name }) => this.isFree(name));
    const main = MAIN.flatMap((name) => options.filter((spec) => spec.name === name));
    const blocks = options.filter((spec) => spec.type === 'blocks');
    const variants = options.filter((spec) => !main.includes(spec) && spec.type !== 'blocks');
    const fields = html`<div class="fields" part="main">${main.map((spec) => this.renderField(spec))}</div>`;
    // An explorer says the counts elsewhere, too.
    const [first, second] = this.noHeader ? [fields, this.renderCounts()] : [this.renderCounts(), fields];
    return html`
      <div class="all" @change=${this.announce} @click=${this.announce}>
        ${this.noHeader ? nothing : this.renderChosen()} ${this.renderProblem()} ${first} ${second}
        <div class="more">
          ${blocks.map((spec) => this.renderDetails('blocks', spec.title, [spec]))}
          ${variants.length ? this.renderDetails('variants', 'Variants', variants) : nothing}
          ${this.noHeader ? this.renderChosen() : nothing}
        </div>
      </div>
      <p class="visually-hidden" role="status">
        ${this.copying.outcome === 'copied' ? 'Tag copied' : this.announcement}
      </p>
    `;
  }

  private renderChosen() {
    const hasFamilies = this.state!.families.all.length > 1 && this.isFree('network');
    return html`
      <div part="choice">
        ${this.noHeader ? nothing : [hasFamilies ? this.renderFamilies() : nothing, this.isFree('preset') ? this.renderPresets() : nothing]}
        ${this.isChanged() && this.isFree('preset') ? html`<button type="button" @click=${() => this.choosePreset(presetName(this.family, this.chosen))}>Reset</button>` : nothing}
        ${this.noTag || (this.state!.model && !this.state!.model.address) ? nothing : this.renderTag()}
      </div>
    `;
  }

  private renderFamilies() {
    const choose = ({ target }: Event): void =>
      this.chooseByReader({ network: (target as HTMLSelectElement).value, options: {} });
    return html`
      <label class="beside">
        Network
        <select @change=${choose}>
          ${renderFamilyOptions(this.state!)}
        </select>
        ${renderPending(this.state!)}
      </label>
    `;
  }

  private isFree(name: string): boolean {
    return this.state!.lock?.frees(name) !== false;
  }

  private isChanged(): boolean {
    return Object.keys(this.chosen).some((name) => name !== 'preset');
  }

  private renderPresets() {
    const { presets, presetTitles } = this.family;
    const current = presetName(this.family, this.chosen);
    const names = Object.keys(presets);
    if (!names.length) return nothing;
    const changed = this.isChanged() ? ', changed' : '';
    const option = (name: string, title: string) =>
      html`<option value=${name} .selected=${name === current}>${title}${name === current ? changed : ''}</option>`;
    return html`
      <label class="beside">
        Preset
        <select @change=${({ target }: Event) => this.choosePreset((target as HTMLSelectElement).value)}>
          ${names.includes(current) ? nothing : option(current, current || 'none')}
          ${names.map((name) => option(name, presetTitles[name] ?? name))}
        </select>
      </label>
    `;
  }

  private renderTag() {
    const { outcome } = this.copying;
    const tag = tagOf(this.state!);
    const label = outcome === 'copied' ? 'Copied' : outcome ? 'Select and copy:' : 'Copy tag';
    return html`
      <button type="button" title=${tag} @click=${() => this.copying.copy(tag)}>${label}</button>
      ${outcome ? html`<code class="tag" tabindex="0">${tag}</code>` : nothing}
    `;
  }

  /** What is wrong with no field in particular: a layer that does not fit, with ways out. */
  private renderProblem() {
    const problem = this.state!.problem('page') ?? this.state!.problem('options');
    if (!problem || this.family.options.some(({ name }) => faultOf(name, problem))) return nothing;
    const fixes = problem.node === undefined ? [] : fixesOf(this.family, this.chosen);
    if (this.noHeader && !fixes.length) return nothing;
    return html`
      <div part="error">
        ${this.noHeader ? nothing : problem.message}
        ${fixes.length ? html`<div class="fixes">It fits with ${fixes.map((fix) => this.renderFix(fix))}</div>` : nothing}
      </div>
    `;
  }

  private renderFix({ option, value, title }: Fix) {
    return html`<button type="button" @click=${() => this.change({ [option]: value })}>${title}</button>`;
  }

  private renderCounts() {
    const { network, convention } = this.state!;
    const set = (next: ConventionId): void => this.state!.setConvention(next);
    const broken = this.state!.problem('options')?.node;
    // What is left of a network says nothing against a whole one.
    const preset = broken === undefined ? this.baseline!.network : network;
    return html`
      <div class="counted">
        <div>
          ${renderTotals(network, preset, convention)}
          ${broken === undefined ? nothing : html`<p class="hint">Only what comes before ${broken}, which does not fit.</p>`}
          ${this.state!.model?.notesOn(this.state!.network).map((note) => html`<p class="hint">${note}</p>`)}
        </div>
        ${renderConventions(convention, set, this.desk.render(convention, network, set), this.desk.open)}
      </div>
    `;
  }

  private renderDetails(part: string, title: string, specs: readonly OptionSpec[]) {
    const changed = specs.filter((spec) => isChanged(this.fieldOf(spec))).length;
    return html`
      <details class="section" part=${part}>
        <summary>
          ${title} ${changed ? html`<small>${part === 'blocks' ? 'changed' : `${changed} changed`}</small>` : nothing}
        </summary>
        <div class="fields">${specs.map((spec) => this.renderField(spec))}</div>
      </details>
    `;
  }

  private renderField(spec: OptionSpec) {
    if (isRanged(spec)) return renderRanged(this.fieldOf(spec));
    if (spec.type === 'flag') return renderFlag(this.fieldOf(spec));
    if (spec.type === 'choice') return renderChoice(this.fieldOf(spec));
    const { network } = this.state!;
    // What is shown may still be of another family, where what was chosen could not be built.
    return renderBlocks(
      this.fieldOf(spec),
      this.blocksOf(network.id === this.family.id ? network : this.baseline!.network),
    );
  }
}

/** The problem where it is this option's own; that of a node is said by the graph and by all fields together. */
const faultOf = (name: string, problem: Problem | undefined): Problem | undefined =>
  problem?.option === name && problem.node === undefined ? problem : undefined;

declare global {
  interface HTMLElementTagNameMap {
    'net-controls': NetControls;
  }
}

define('net-controls', NetControls);
