/** What was not taken, in the place where it was given. */
import { html, nothing } from 'lit';
import { messageOf } from '../../core/index.js';
import { isChunkLost } from '../../explorer/chunks.js';
import { tryAgain, type Remedy } from '../../explorer/problem.js';
import { renderRemedy } from '../shared/problem.js';

/** Weights that were not taken, and what a reader can do about it. */
export interface Refusal {
  readonly message: string;
  readonly remedy?: Remedy | undefined;
}

export const refusalOf = (error: unknown, retry: () => void): Refusal => ({
  message: messageOf(error),
  remedy: isChunkLost(error) ? tryAgain(retry) : undefined,
});

export const renderRefusal = (refusal: Refusal | undefined) =>
  refusal
    ? html`<div part="error" role="alert"><span>${refusal.message}</span> ${renderRemedy(refusal.remedy)}</div>`
    : nothing;
