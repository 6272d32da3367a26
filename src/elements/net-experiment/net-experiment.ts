import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { conventionOf } from '../../core/index.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { colourClasses } from '../../figures/experiment-colours.js';
import type { Quantity } from '../../figures/experiment-runs.js';
import { lateChunk } from '../../explorer/chunks.js';
import { Latest } from '../../explorer/latest.js';
import { LateController } from '../shared/controllers/late-controller.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { WidthController } from '../shared/controllers/width-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { AGAINST, againstChoices, titleOfAgainst, type AgainstId } from './against.js';
import { placeOf, type Arm } from './arms.js';
import { renderCurves, type OwnCurve } from './curves-chart.js';
import { renderAnswer, renderConclusion } from './conclusion.js';
import { renderPlaced, renderStrips, type Against } from './finals-chart.js';
import { loadExperiment, type Loaded } from './load.js';
import { describeArm, renderNote } from './note.js';
import { renderNumbers } from './numbers.js';
import type { Pointing } from './pointing.js';
import { PreviewController } from './preview-controller.js';
import { renderHowMade } from './recipe.js';
import type { RerunEvent } from './rerun-events.js';
import { experimentStyles } from './styles.js';
import { NetElement } from '../shared/net-element.js';
import { renderProblem, renderRemedy } from '../shared/problem.js';
import { tryAgain, type Remedy } from '../../explorer/problem.js';
import { shows } from '../net-ledger/shows.js';
import type { Aspect } from '../../explorer/state.js';
import { renderSegments, segmentStyles, type Choice } from '../shared/segments.js';
import { tableStyles } from '../shared/tables.js';
import { panelStyles } from '../shared/panels.js';
import { controls, theme } from '../shared/theme.js';

const loadRerun = lateChunk('The part that trains', () => import('./rerun.js'));
const QUANTITIES: readonly Choice<Quantity>[] = [
  { value: 'test', title: 'Test accuracy' },
  { value: 'loss', title: 'Training loss' },
];
/** Pixels: lines of three epochs need no more. */
const WIDEST = 800;

/** How long the note stays on an arm that the pointer has left: nothing flickers on the way from its line to its name. */
const LINGER_MS = 150;

/** Why nothing can be shown. */
interface Failure {
  readonly message: string;
  readonly remedy?: Remedy;
}

/**
 * An experiment that was run: the training curves of every seed and their means, the accuracies at the end with their
 * spread, and what they say in words that are computed from them, differences within the noise called that. Parameters and
 * operations are counted from the networks of the arms. An arm that is pointed at says what its network has other than the
 * baseline's; inside a model, or pointed at one with `for`, it is drawn there meanwhile, if the figure is in view, and a click
 * or Enter loads it. Files are fetched when it comes into view.
 *
 * @fires net-options-change - A reader chose an arm, for the model that it belongs to.
 * @fires net-error - A file is missing or not what was expected.
 * @csspart title - Its title.
 * @csspart question - What is asked.
 * @csspart answer - The answer in one line, where it is brief.
 * @csspart more - Where it is brief: what folds out.
 * @csspart curves - The drawing of the training.
 * @csspart note - The words about the arm that is pointed at.
 * @csspart finals - The drawing of the accuracies at the end.
 * @csspart conclusion - What the numbers say.
 * @csspart numbers - The tables and their export.
 * @csspart table - A table.
 * @csspart made - How it was made.
 * @csspart rerun - The training in the reader's browser.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetExperiment extends NetElement {
  static override styles = [theme, controls, panelStyles, segmentStyles, tableStyles, experimentStyles];

  protected override readonly ignores: readonly Aspect[] = [
    'hover',
    'selection',
    'view',
    'image',
    'weights',
    'problem',
  ];

  private readonly rerun = new LateController(this, loadRerun);
  private readonly measured = new WidthController(this);
  private readonly preview = new PreviewController(this);
  private readonly view = new VisibleController(this, () => this.requestUpdate());

  @state() private loaded: Loaded | undefined;
  @state() private failure: Failure | undefined;
  @state() private active: string | undefined;
  @state() private chosen: string | undefined;
  @state() private everyEpoch = false;
  /** Of a brief one, what folds out. */
  @state() private isUnfolded = false;
  @state() private announcement = '';
  /** The reader's own trainings. */
  @state() private own: readonly OwnCurve[] = [];

  protected static override readonly words = {
    curves: QUANTITIES.map(({ value }) => value),
    against: ['', ...AGAINST],
  };

  /** Which experiment: its id in the index. The first where absent. */
  @property() name = '';
  /** Address of an index of experiments with the files of the arms beside it; those of the package where absent. */
  @property() src = '';
  /** What the curves show: `test` accuracy or training `loss`. */
  @property() curves: Quantity = 'test';
  /** What final accuracies stand against: `arm`, `expansion`, `parameters` or `macs`; what the experiment varies where absent. */
  @property() against: AgainstId | '' = '';
  /** A card: the question, its answer in one line and the accuracies at the end; all else folds out. */
  @property({ type: Boolean }) brief = false;
  /** Address under which the repository can be read: the logs become links. */
  @property() logs = '';

  /** What was asked for last. */
  private wanted = '';
  private readonly loading = new Latest();
  private leaving: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.leaving);
    this.active = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const wanted = JSON.stringify([this.src, this.name]);
    if (!this.view.visible || wanted === this.wanted) return;
    this.wanted = wanted;
    void this.load();
  }

  /** What cannot be loaded leaves the last figures, a sentence and an event. */
  private async load(): Promise<void> {
    try {
      const loaded = await this.loading.ask(() => loadExperiment(this.src, this.name));
      if (!loaded) return;
      this.failure = undefined;
      const isSame = loaded.experiment.id === this.loaded?.experiment.id;
      this.loaded = loaded;
      if (!isSame) [this.chosen, this.own] = [undefined, []];
      loaded.problems.forEach((message) => this.report(message));
    } catch (error) {
      const { message } = error as Error;
      this.failure = { message, ...(!isForGood(error as Error) && { remedy: this.again }) };
      this.report(message);
    }
  }

  private readonly again = tryAgain(() => void this.load());

  private report(message: string): void {
    this.dispatchEvent(new NetErrorEvent(message, 'page'));
  }

  private get figureWidth(): number {
    return Math.min(this.measured.width || 640, WIDEST);
  }

  private get unit(): string {
    return operationsTitle(conventionOf(this.state!.convention));
  }

  private armOf(id: string): Arm {
    return this.loaded!.arms.find((one) => one.id === id)!;
  }

  private readonly point = (id: string | undefined): void => {
    clearTimeout(this.leaving);
    if (id === undefined) this.leaving = setTimeout(this.leave, LINGER_MS);
    else {
      this.active = id;
      if (!this.isAlone) this.preview.show(this.armOf(id).choice);
    }
  };

  private readonly leave = (): void => {
    this.active = undefined;
    this.preview.end();
  };

  private readonly choose = (id: string): void => {
    const arm = this.armOf(id);
    this.chosen = id;
    if (this.isAlone) return;
    this.preview.end(); // so that undoing the choice leads to what was there before
    this.chooseByReader(arm.choice);
    this.announcement = `${arm.label} is shown in the explorer.`;
  };

  /** Whether the model shows the network of an arm. */
  private isCurrent({ choice }: Arm): boolean {
    return !this.isAlone && shows(this.state!, choice);
  }

  /** The arm that the model shows, also where a link or Back has led to it; the baseline only where it was chosen here. */
  private get chosenArm(): string | undefined {
    if (this.isAlone) return this.chosen;
    return this.loaded?.arms.find((arm) => (arm.id === this.chosen || !arm.isBaseline) && this.isCurrent(arm))?.id;
  }

  private readonly nameOf = (arm: Arm): string => {
    const { convention } = this.state!;
    return describeArm(arm, { convention, unit: this.unit, isCurrent: this.isCurrent(arm) });
  };

  private get pointing(): Pointing {
    const { active, chosenArm: chosen, point, choose } = this;
    return { order: [], active, chosen, point, choose };
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`
      ${this.renderOwnProblem()} ${this.renderProblems()}
      ${this.loaded ? this.renderAll(this.loaded) : this.failure ? nothing : html`<p class="soft">Loading the runs …</p>`}
      <div class="visually-hidden" role="status">${this.announcement}</div>
    `;
  }

  private renderProblems() {
    const { problems = [], isPartial = false } = this.loaded ?? {};
    return html`
      ${this.failure ? renderProblem(this.failure) : nothing} ${problems.map((message) => renderProblem({ message }))}
      ${isPartial ? html`<p>${renderRemedy(this.again)}</p>` : nothing}
    `;
  }

  private renderAll(loaded: Loaded) {
    const { experiment, arms } = loaded;
    const { convention } = this.state!;
    const colours = colourClasses(arms, experiment.baseline, experiment.x !== null);
    const head = html`<header>
      <p part="title">${experiment.title}</p>
      <p part="question">${experiment.question}</p>
      ${this.brief ? guard([loaded, convention], () => renderAnswer(loaded, convention, this.unit)) : nothing}
    </header>`;
    if (!this.brief)
      return html`${head} ${this.renderTraining(loaded, colours)} ${this.renderEnd(loaded, colours)}
      ${this.renderRest(loaded)}`;
    return html`
      ${head} ${this.renderEnd(loaded, colours)}
      <details part="more" @toggle=${({ target }: Event) => (this.isUnfolded = (target as HTMLDetailsElement).open)}>
        <summary>The curves of every seed, all that the runs say, and a run of your own</summary>
        ${this.isUnfolded ? html`${this.renderTraining(loaded, colours)} ${this.renderRest(loaded)}` : nothing}
      </details>
    `;
  }

  /** What the runs say, their numbers, and how to run them again. */
  private renderRest(loaded: Loaded) {
    const { unit } = this;
    const { convention } = this.state!;
    return html`
      ${guard([loaded, convention], () => renderConclusion(loaded, convention, unit))}
      ${renderNumbers({
        loaded,
        convention,
        unit,
        everyEpoch: this.everyEpoch,
        showEpochs: (everyEpoch) => (this.everyEpoch = everyEpoch),
      })}
      ${renderHowMade({ recipe: loaded.recipe, arms: loaded.arms, logs: this.logs })} ${this.renderRerun(loaded)}
    `;
  }

  private renderTraining({ arms, recipe, experiment }: Loaded, colours: ReadonlyMap<string, string>) {
    const quantity = this.wordOf('curves');
    return html`
      <section aria-label="Training: ${experiment.title}">
        <div class="head">
          <span class="title">Training</span>
          ${renderSegments({
            label: 'Curves',
            choices: QUANTITIES,
            value: quantity,
            choose: (value) => (this.curves = value),
            apart: true,
          })}
        </div>
        ${renderCurves({
          arms,
          colours,
          quantity,
          epochs: recipe.epochs,
          width: this.figureWidth,
          nameOf: this.nameOf,
          pointing: this.pointing,
          own: this.own,
        })}
        ${this.renderNote(arms)}
      </section>
    `;
  }

  private renderNote(arms: readonly Arm[]) {
    const arm = arms.find(({ id }) => id === (this.active ?? this.chosenArm));
    const { convention } = this.state!;
    return renderNote(
      arm,
      arms.find(({ isBaseline }) => isBaseline)!,
      {
        convention,
        unit: this.unit,
        isCurrent: !!arm && this.isCurrent(arm),
        isAlone: this.isAlone,
      },
    );
  }

  private renderEnd(loaded: Loaded, colours: ReadonlyMap<string, string>) {
    const { arms, experiment } = loaded;
    const choices = againstChoices(loaded, this.state!.convention, this.unit);
    const wish = this.against || experiment.x || 'arm';
    const against = choices.some(({ value }) => value === wish) ? wish : 'arm';
    const chart = { arms, colours, width: this.figureWidth, nameOf: this.nameOf, pointing: this.pointing };
    const number: Against = {
      title: titleOfAgainst(against, this.unit),
      of: (arm) => placeOf(arm, against, this.state!.convention),
      isSwept: against === experiment.x,
    };
    return html`
      <section aria-label="At the end: ${experiment.title}">
        <div class="head">
          <span class="title">At the end: every seed, mean and standard deviation</span>
          ${
            choices.length > 1
              ? renderSegments({
                  label: 'Against',
                  choices,
                  value: against,
                  choose: (value) => (this.against = value),
                  apart: true,
                })
              : nothing
          }
        </div>
        ${against === 'arm' ? renderStrips(chart) : renderPlaced(chart, number)}
      </section>
    `;
  }

  /** What trains is a chunk that loads when a reader first opens it. */
  private readonly openRerun = ({ target }: Event): void => {
    if ((target as HTMLDetailsElement).open) void this.rerun.ask();
  };

  private readonly showRerun = ({ curves }: RerunEvent): void => {
    if (curves.length > this.own.length) this.curves = 'loss'; // what a reader's training can be seen by
    this.own = curves;
  };

  private renderRerun({ arms, recipe, experiment }: Loaded) {
    const panel = keyed(
      experiment.id,
      html`<net-rerun .arms=${arms} .recipe=${recipe} @rerun=${this.showRerun}></net-rerun>`,
    );
    return html`
      <details part="rerun" @toggle=${this.openRerun}>
        <summary>Run it yourself, in your browser</summary>
        ${this.rerun.value ? panel : this.rerun.renderLoss(html`<p class="soft">Loading …</p>`)}
      </details>
    `;
  }
}

/** What a tag or a file says wrongly it will say wrongly again. */
const isForGood = (error: Error): boolean => error instanceof TypeError || error instanceof RangeError;

declare global {
  interface HTMLElementTagNameMap {
    'net-experiment': NetExperiment;
  }
}

define('net-experiment', NetExperiment);
