import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { join } from 'lit/directives/join.js';
import { live } from 'lit/directives/live.js';
import { excerpt, families, networks, type FamilyRegister } from '../../core/index.js';
import { printLike, parseFigure, type FigureExplanation, type NearReading } from '../../core/figures.js';
import { departuresOf, quantityOf, titleOfReading } from '../../core/readings.js';
import { formatExact } from '../../words/format.js';
import { VisibleController } from '../shared/controllers/visible-controller.js';
import { define } from '../shared/define.js';
import { NetErrorEvent } from '../shared/events.js';
import { detectiveStyles } from './styles.js';
import { countingOf, investigate, suspects, type Finding } from './investigate.js';
import { inSlices, keyOf, subjectOf, type Subject } from '../shared/subjects.js';
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

/** The most answers that are listed; more say that too few digits are given. */
const MOST_SHOWN = 12;

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
 * The number detective: a reader types a figure seen somewhere and says of which network, and is told every way of counting
 * that gives exactly these digits, the plainest first; or which counts come nearest. Inside a model, or pointed at one, it
 * asks about the network shown there.
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
  @state() private pickedChoice: NetworkChoice | undefined;
  /** The network whose counts are all known, so that figures can be looked up as fast as one types. */
  @state() private countedSubject: Subject | undefined;

  /** The figure as it was printed: `3.47M`, `314 M`, `610.1`, `3,538,984`. */
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

  private get choice(): NetworkChoice {
    const { id: network, options } = this.state!.network;
    return this.pickedChoice ?? (this.hasHere ? { network, options } : EXAMPLES[0]!.choice);
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
    const subject = subjectOf(this.choice, this.register);
    if (subject === this.countedSubject) return;
    const isWanted = (): boolean => this.isConnected && keyOf(this.choice) === keyOf(subject);
    await inSlices(countingOf(subject), isWanted);
    if (isWanted()) this.countedSubject = subject;
  }

  private readonly type = ({ target }: Event): void => {
    this.figure = this.typedText = (target as HTMLInputElement).value;
  };

  private readonly pick = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    this.pickedChoice = this.listedOptions.find(({ choice }) => keyOf(choice) === value)?.choice;
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
    const pickedKey = keyOf(this.choice);
    const where = this.isAlone ? '' : 'the network shown: ';
    const option = ({ choice, title }: Option) =>
      html`<option value=${keyOf(choice)} .selected=${keyOf(choice) === pickedKey}>${title}</option>`;
    const here = html`<option value="" .selected=${!this.pickedChoice}>${where}${this.state!.network.title}</option>`;
    return html`
      ${this.hasHere ? here : nothing}
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
    const { countedSubject: subject } = this;
    if (!subject || keyOf(subject) !== keyOf(this.choice)) return html`<p class="soft">Counting …</p>`;
    const finding = investigate(text, subject)!;
    return [
      finding.explanations.length ? renderFound(text, subject, finding) : renderNear(text, subject, finding),
      this.renderPrinted(text, finding),
    ];
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

const nameOf = ({ title, detail }: Subject): string => (detail ? `${title}, ${detail}` : title);

function renderFound(text: string, { title }: Subject, { explanations }: Finding) {
  const ways = explanations.length === 1 ? 'One way of counting gives' : `${explanations.length} ways of counting give`;
  const left = explanations.length - MOST_SHOWN;
  return html`
    <p class="verdict">
      ${ways} exactly these digits for ${title}${explanations.length > 1 ? ', the plainest first' : ''}:
    </p>
    <ol class="readings" role="list">
      ${explanations.slice(0, MOST_SHOWN).map((explanation) => renderExplanation(text, explanation))}
    </ol>
    ${left > 0 ? html`<p class="soft">And ${left} further from the plain counts: more digits would tell them apart.</p>` : nothing}
  `;
}

function renderExplanation(text: string, { reading, rounding, value }: FigureExplanation) {
  const isExact = parseFigure(text)!.scales[0] === 1;
  return html`
    <li>
      <b>${formatExact(value)}</b>
      <span>
        ${titleOfReading(reading)} <span class="soft">${quantityOf(reading)}, ${isExact ? 'exact' : rounding}</span>
        ${departuresOf(reading) ? nothing : html`<span class="tag">the plain count</span>`}
      </span>
    </li>
  `;
}

function renderNear(text: string, { title }: Subject, { near }: Finding) {
  const figure = parseFigure(text)!;
  return html`
    <p class="verdict">No reading that we know gives these digits for ${title}. The nearest counts are</p>
    <ol class="readings" role="list">
      ${near.map(
        ({ reading, value }: NearReading) => html`
          <li>
            <b>${formatExact(value)}</b>
            <span>
              ${titleOfReading(reading)}
              <span class="soft"
                >${quantityOf(reading)}, would print as ${printLike(figure, value, 'rounded', text)}</span
              >
            </span>
          </li>
        `,
      )}
    </ol>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'net-detective': NetDetective;
  }
}

define('net-detective', NetDetective);
