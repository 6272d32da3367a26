import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { join } from 'lit/directives/join.js';
import { live } from 'lit/directives/live.js';
import { excerpt, families, networks, sparseOptions, type FamilyRegister } from '../../core/index.js';
import { parseFigure } from '../../core/figures.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { detectiveStyles } from './styles.js';
import { renderFinding } from './answer.js';
import { investigate, questionOf, suspects, type Finding, type Question } from './investigate.js';
import { inSlices } from '../shared/in-slices.js';
import { keyOf, nameOf, subjectOf } from '../shared/subjects.js';
import { NetElement } from '../shared/net-element.js';
import { hasOwnChoice, type NetworkChoice } from '../../explorer/source.js';
import type { Aspect } from '../../explorer/state.js';
import { fieldStyles } from '../shared/fields.js';
import { controls, theme } from '../shared/theme.js';

/** Figures that are often met, and a network that they are said of. */
const EXAMPLES: readonly { readonly figure: string; readonly choice: NetworkChoice }[] = [
  { figure: '3.47M', choice: { network: 'mobilenet-v2', options: { preset: 'paper' } } },
  { figure: '314M', choice: { network: 'mobilenet-v2', options: { preset: 'paper' } } },
  { figure: '610.1', choice: { network: 'mobilenet-v2', options: { width: 1.4, resolution: 224 } } },
  { figure: '3,538,984', choice: { network: 'mobilenet-v2', options: { preset: 'keras' } } },
];

const EXPECTED = 'a number such as 3.47M, 314M, 610.1 or 3,538,984';

/** The choice of no network in particular. */
const ANY = 'any';

interface Option {
  readonly choice: NetworkChoice;
  readonly title: string;
}

const PRESETS: readonly Option[] = networks.flatMap(({ id, title, presetTitles }) =>
  Object.entries(presetTitles).map(([preset, words]) => ({
    choice: { network: id, options: { preset } },
    title: `${title}: ${words}`,
  })),
);

/**
 * The number detective: a reader types a figure seen somewhere and says of which network, or of any, and is told every way
 * of counting that gives exactly these digits, the plainest first, and how likely digits fit by chance; or which counts come
 * nearest. It also tries the family's other presets and options, and the usual ways of writing a number: `~300M`, `3.5M+`,
 * `13.37 MB`, 2³⁰ for a G. Inside a model, or pointed at one, it asks about the network shown there.
 *
 * @csspart question - The figure and the network.
 * @csspart examples - Figures to try.
 * @csspart answer - What was found.
 * @csspart error - The sentence that says what is wrong.
 */
export class NetDetective extends NetElement {
  static override styles = [theme, controls, fieldStyles, detectiveStyles];

  protected override readonly ignores: readonly Aspect[] = [
    'selection',
    'hover',
    'convention',
    'view',
    'image',
    'weights',
  ];

  private readonly view = new VisibleController(this, (visible) => void (visible && this.listNetworks()));

  /** What can be asked about; the networks that figures are printed of follow the presets when the element is in view. */
  @state() private listedOptions: readonly Option[] = PRESETS;
  /** Which network of the list is asked about. */
  @state() private pickedChoice: NetworkChoice | typeof ANY | undefined;
  /** The question whose counts are all known, so that figures can be looked up as fast as one types. */
  @state() private countedQuestion: Question | undefined;

  /** The figure as it was printed: `3.47M`, `~300M`, `13.37 MB`, `3,538,984`. */
  @property() figure = '';
  /** What a reader has typed so far, which is judged when the field is left. */
  private typedText = '';

  private get text(): string {
    return (this.figure ?? '').trim();
  }

  /** What is wrong with the figure. */
  private get problem(): string | undefined {
    const { text } = this;
    return text && !parseFigure(text) ? `figure: expected ${EXPECTED}, got ${excerpt(text)}` : undefined;
  }

  /** Whether there is a network to ask about other than those of the list. */
  private get hasHere(): boolean {
    return !this.isAlone || hasOwnChoice(this);
  }

  /** `undefined`: any network. */
  private get choice(): NetworkChoice | undefined {
    if (this.pickedChoice) return this.pickedChoice === ANY ? undefined : this.pickedChoice;
    return this.hasHere ? this.here : undefined;
  }

  /** The network shown, as preset and changes: what is near it is what its preset has for neighbours. */
  private get here(): NetworkChoice {
    const { network, families: register } = this.state!;
    return { network: network.id, options: sparseOptions(register.of(network.id), network.options) };
  }

  private get key(): string {
    return this.choice ? keyOf(this.choice) : '';
  }

  /** What is shown may be a model that only its explorer knows. */
  private get register(): FamilyRegister {
    return this.pickedChoice ? families : this.state!.families;
  }

  /** Their titles take building each. */
  private async listNetworks(): Promise<void> {
    if (this.listedOptions !== PRESETS) return;
    const listed = [...PRESETS];
    const tasks = suspects().map((choice) => () => void listed.push({ choice, title: nameOf(subjectOf(choice)) }));
    await inSlices(tasks, () => this.view.visible);
    if (listed.length === PRESETS.length + tasks.length) this.listedOptions = listed;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('figure') && this.figure !== this.typedText) this.report();
    if (this.state && this.text) void this.count();
  }

  private readonly report = (): void => {
    const { problem } = this;
    if (problem) this.dispatchEvent(new NetErrorEvent(problem, 'page'));
  };

  /** Counts the chosen network in every way, if it has not been. */
  private async count(): Promise<void> {
    const question = questionOf(this.choice, this.register);
    if (question.key === this.countedQuestion?.key && question.lineup === this.countedQuestion.lineup) return;
    const isWanted = (): boolean => this.isConnected && this.key === question.key;
    await inSlices(question.lineup.tasks, isWanted);
    if (isWanted()) this.countedQuestion = question;
  }

  private readonly type = ({ target }: Event): void => {
    this.figure = this.typedText = (target as HTMLInputElement).value;
  };

  private readonly pick = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    this.pickedChoice = value === ANY ? ANY : this.listedOptions.find(({ choice }) => keyOf(choice) === value)?.choice;
  };

  private ask(figure: string, choice: NetworkChoice): void {
    this.figure = figure;
    this.pickedChoice = choice;
  }

  protected override renderShown() {
    if (!this.state) return nothing;
    return html`
      ${this.renderOwnProblem()} ${this.renderQuestion()} ${this.renderExamples()}
      <div part="answer" role="status">${this.renderAnswer()}</div>
    `;
  }

  private renderQuestion() {
    return html`
      <div class="question" part="question">
        <label class="field">
          A figure seen somewhere
          <input
            id="figure"
            type="text"
            autocomplete="off"
            spellcheck="false"
            placeholder="3.47M"
            aria-invalid=${this.problem ? 'true' : nothing}
            .value=${live(this.figure ?? '')}
            @input=${this.type}
            @change=${this.report}
          />
        </label>
        <label class="field">
          said of
          <select id="network" @change=${this.pick}>
            ${this.renderNetworks()}
          </select>
        </label>
      </div>
    `;
  }

  private renderNetworks() {
    const { key: pickedKey } = this;
    const where = this.isAlone ? '' : 'the network shown: ';
    const option = ({ choice, title }: Option) =>
      html`<option value=${keyOf(choice)} .selected=${keyOf(choice) === pickedKey}>${title}</option>`;
    const here = html`<option value="" .selected=${!this.pickedChoice}>${where}${this.state!.network.title}</option>`;
    return html`
      ${this.hasHere ? here : nothing}
      <option value=${ANY} .selected=${!pickedKey}>any network</option>
      ${networks.map(
        ({ id, title }) => html`
          <optgroup label=${title}>
            ${this.listedOptions.filter(({ choice }) => choice.network === id).map(option)}
          </optgroup>
        `,
      )}
    `;
  }

  private renderExamples() {
    return html`
      <div class="examples" part="examples" role="group" aria-label="Examples">
        For example
        ${EXAMPLES.map(
          ({ figure, choice }) =>
            html`<button type="button" @click=${() => this.ask(figure, choice)}>${figure}</button>`,
        )}
      </div>
    `;
  }

  private renderAnswer() {
    const { text, problem } = this;
    if (!text) return html`<p class="soft">Type a figure as it was printed, with its unit where it has one.</p>`;
    if (problem) return html`<p part="error">${problem}</p>`;
    const { countedQuestion: question } = this;
    if (question?.key !== this.key) return html`<p class="soft">Counting …</p>`;
    const finding = investigate(text, question)!;
    return [renderFinding(text, question, finding), this.renderPrinted(text, finding)];
  }

  /** Where the figure is printed: another network may be meant. */
  private renderPrinted(text: string, { printed }: Finding) {
    if (!printed.length) return nothing;
    return html`
      <div class="printed">
        <p class="soft">${text} is printed in</p>
        <ul role="list">
          ${printed.map(
            ({ source, rows }) => html`
              <li>
                ${source}:
                ${join(
                  rows.map((row) => this.renderSuspect(text, row)),
                  ', ',
                )}
              </li>
            `,
          )}
        </ul>
      </div>
    `;
  }

  private renderSuspect(text: string, { network, options }: NetworkChoice) {
    const ask = (): void => this.ask(text, { network, options });
    return html`<button type="button" class="link" @click=${ask}>${nameOf(subjectOf({ network, options }))}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'net-detective': NetDetective;
  }
}

define('net-detective', NetDetective);
