import type { ConventionId } from '../../core/index.js';
import { html } from 'lit';
import { answerTo, concludeExperiment, type Judged, type Statement } from '../../words/experiment-words.js';
import { placeOf } from './arms.js';
import type { Loaded } from './load.js';

/** What is to be judged, under a convention whose operations are called `unit`. */
function judgedOf({ experiment, recipe, arms }: Loaded, convention: ConventionId, unit: string): Judged {
  const { x } = experiment;
  return {
    arms: arms.map((arm) => ({
      id: arm.id,
      name: arm.label,
      finals: arm.finals,
      x: x ? placeOf(arm, x, convention) : undefined,
      parameters: placeOf(arm, 'parameters', convention)!,
      operations: placeOf(arm, 'macs', convention)!,
    })),
    baseline: experiment.baseline,
    sweep: x ? { expansion: 't', parameters: 'parameters', macs: unit }[x] : undefined,
    epochs: recipe.epochs,
    unit,
  };
}

/** The answer in one line. */
export const renderAnswer = (loaded: Loaded, convention: ConventionId, unit: string) =>
  html`<p part="answer">${answerTo(judgedOf(loaded, convention, unit))}</p>`;

export const renderConclusion = (loaded: Loaded, convention: ConventionId, unit: string) => html`
  <section part="conclusion" aria-label="What these runs say: ${loaded.experiment.title}">
    <p class="title">What these runs say</p>
    <ul role="list">
      ${concludeExperiment(judgedOf(loaded, convention, unit)).map(renderStatement)}
    </ul>
    ${JUDGEMENT}
  </section>
`;

const renderStatement = ({ text, items }: Statement) => html`
  <li>
    ${text}${
      items
        ? html`<ul>
            ${items.map((item) => html`<li>${item}</li>`)}
          </ul>`
        : ''
    }
  </li>
`;

/** How a sentence decides. */
const JUDGEMENT = html`
  <details>
    <summary>How differences are judged</summary>
    <p>
      Two arms are compared by the means of their final test accuracies. Welch’s 95 % interval of the difference allows
      for the spread between seeds in either arm and for how few there are. If it holds 0, the difference is called
      within the noise. Each comparison is judged by itself: of twenty without any real difference, about one would be
      taken for one. All runs are tested on the same images, so the spread is that of training again, not of other
      images.
    </p>
  </details>
`;
