import { html, nothing } from 'lit';
import type { Problem, Remedy } from '../../explorer/problem.js';

export const renderRemedy = (remedy: Remedy | undefined) =>
  remedy ? html`<button type="button" @click=${remedy.act}>${remedy.words}</button>` : nothing;

/** The sentence that says what is wrong, and the way out where there is one. */
export const renderProblem = ({ message, remedy }: Pick<Problem, 'message' | 'remedy'>) =>
  html`<p part="error" role="alert">${message} ${renderRemedy(remedy)}</p>`;

/** The same where it is not news. */
export const renderSentence = ({ message }: Pick<Problem, 'message'>) => html`<p part="error">${message}</p>`;
