/** The list of families to choose from, as several elements have it. */
import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ExplorerState } from '../../explorer/state.js';

/** The network that is shown stays chosen until the next one is here: no name stands beside another network's numbers. */
export const renderFamilyOptions = ({ families, choice }: Pick<ExplorerState, 'families' | 'choice'>) =>
  families.all.map(
    ({ id, title }) => html`<option value=${id} .selected=${live(id === choice.network)}>${title}</option>`,
  );

/** That a family is on its way. */
export function renderPending({ families, pending }: ExplorerState) {
  const title = families.all.find(({ id }) => id === pending)?.title;
  return title === undefined ? nothing : html`<span role="status" part="pending">Loading ${title} …</span>`;
}
