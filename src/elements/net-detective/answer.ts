/** What the detective has found, as it is shown. */
import { html, nothing } from 'lit';
import type { FigureExplanation } from '../../core/detective.js';
import { parseFigure, printLike, type Figure } from '../../core/figures.js';
import type { Candidate } from '../../core/lineup.js';
import { isPlain, quantityOf, titleOfReading } from '../../core/readings.js';
import { chanceText, mannerText } from '../../words/detective-words.js';
import { formatExact } from '../../words/format.js';
import { nameOf, subjectOf } from '../shared/subjects.js';
import type { Finding, Question } from './investigate.js';

/** The most answers that are listed; more say that too few digits are given. */
const MOST_SHOWN = 12;
/** Of those that may be chance. */
const MOST_POSSIBLE = 6;

/** The counts that are the figure, those that may be, or the nearest. */
export function renderFinding(text: string, question: Question, finding: Finding) {
  const figure = parseFigure(text)!;
  const { telling, possible } = finding;
  if (telling.length) return [renderTelling(figure, question, telling), renderMore(figure, question, possible)];
  if (possible.length) return renderPossible(figure, question, possible);
  return renderNear(text, figure, question, finding.near);
}

function renderTelling(figure: Figure, question: Question, telling: readonly FigureExplanation[]) {
  const ways = telling.length === 1 ? 'One way of counting gives' : `${telling.length} ways of counting give`;
  const left = telling.length - MOST_SHOWN;
  const { factor } = figure;
  return html`
    <p class="verdict">
      ${ways} exactly these digits for
      ${question.title}${telling.length > 1 ? ', the plainest first' : ''}${factor > 1 ? `; the figure says ${factor} times that` : ''}:
    </p>
    ${renderList(figure, question, telling.slice(0, MOST_SHOWN))}
    ${left > 0 ? html`<p class="soft">And ${left} further from the plain counts: more digits would tell them apart.</p>` : nothing}
  `;
}

const renderMore = (figure: Figure, question: Question, possible: readonly FigureExplanation[]) =>
  possible.length
    ? html`<details>
        <summary>${possible.length} more that may be chance</summary>
        ${renderList(figure, question, possible.slice(0, MOST_POSSIBLE))}
      </details>`
    : nothing;

function renderPossible(figure: Figure, question: Question, possible: readonly FigureExplanation[]) {
  return html`
    <p class="verdict">
      Too few digits to tell for ${question.title}: ${chanceText(possible[0]!.chance)} figures of this form would be
      explained as well as this one. It may be
    </p>
    ${renderList(figure, question, possible.slice(0, MOST_POSSIBLE))}
  `;
}

const renderList = (figure: Figure, question: Question, explanations: readonly FigureExplanation[]) => html`
  <ol class="readings" role="list">
    ${explanations.map((explanation) => renderExplanation(figure, question, explanation))}
  </ol>
`;

/** Which network is meant, where it is not the one asked about. */
function aboutText({ suspect }: FigureExplanation, { isOpen }: Question): string {
  if (isOpen) return nameOf(subjectOf(suspect));
  return suspect.difference && `with another choice: ${suspect.difference}`;
}

function renderExplanation(figure: Figure, question: Question, explanation: FigureExplanation) {
  const { reading, value, chance } = explanation;
  const about = aboutText(explanation, question);
  return html`
    <li>
      <b>${formatExact(value)}</b>
      <span>
        ${about ? html`<strong>${about}</strong>, ` : nothing}${titleOfReading(reading)}
        <span class="soft">${mannerText(explanation, figure)}; by chance ${chanceText(chance)}</span>
        ${isPlain(reading) ? html`<span class="tag">the plain count</span>` : nothing}
      </span>
    </li>
  `;
}

function renderNear(text: string, figure: Figure, { title }: Question, near: readonly Candidate[]) {
  return html`
    <p class="verdict">No reading that we know gives these digits for ${title}. The nearest counts are</p>
    <ol class="readings" role="list">
      ${near.map(
        ({ reading, value }) => html`
          <li>
            <b>${formatExact(value)}</b>
            <span>
              ${titleOfReading(reading)}
              <span class="soft">
                ${quantityOf(reading)}${figure.bytes ? '' : `, would print as ${printLike(figure, value, 'rounded', text)}`}
              </span>
            </span>
          </li>
        `,
      )}
    </ol>
  `;
}
