import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  OPTIMISERS,
  TRAINING_ASSUMPTIONS,
  trainingCostOf,
  type Optimiser,
  type TrainingCost,
} from '../../core/accounts.js';
import type { Network } from '../../core/index.js';
import { formatBytes, formatCount } from '../../words/format.js';
import { define } from '../shared/define.js';
import { fieldStyles } from '../shared/fields.js';
import { panelStyles } from '../shared/panels.js';
import { renderScroll, tableStyles } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { controls, theme } from '../shared/theme.js';
import { exportTraining, TRAINING_ROWS } from './export.js';

const OPTIMISER_TITLES: Readonly<Record<Optimiser, string>> = {
  sgd: 'SGD',
  momentum: 'SGD with momentum',
  adam: 'Adam',
};

const MOST = 65_536;

/** What one step of training costs, in MACs and bytes. Part of `<net-node>`, inside what it has for engineers. */
export class TrainingView extends LitElement {
  static override styles = [
    theme,
    controls,
    fieldStyles,
    panelStyles,
    tableStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        margin-block: 0.25rem;
      }
      input {
        inline-size: 6rem;
      }
      ul {
        margin: 0.25rem 0;
        padding-inline-start: 1.25rem;
        max-inline-size: 44rem;
        color: var(--_ink-soft);
        font-size: var(--_text-small);
      }
      .bare th:first-child {
        text-align: start;
      }
      .total :is(th, td) {
        border-block-start: 1px solid var(--_rule);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) network!: Network;
  @state() private batch = 32;
  @state() private optimiser: Optimiser = 'momentum';

  /** What is no batch leaves the last one. */
  private readonly setBatch = ({ target }: Event): void => {
    const { valueAsNumber, value } = target as HTMLInputElement;
    const isBatch = Number.isInteger(valueAsNumber) && valueAsNumber >= 1 && valueAsNumber <= MOST;
    (target as HTMLInputElement).setCustomValidity(
      isBatch ? '' : `batch: expected a whole number from 1 to ${MOST}, got ${value}`,
    );
    (target as HTMLInputElement).reportValidity();
    if (isBatch) this.batch = valueAsNumber;
  };

  override render() {
    const { network, batch, optimiser } = this;
    const cost = trainingCostOf(network, { batch, optimiser });
    const choose = ({ target }: Event): void =>
      void (this.optimiser = (target as HTMLSelectElement).value as Optimiser);
    return html`
      <div class="line">
        <label class="beside"
          >Batch <input type="number" min="1" max=${MOST} .value=${`${batch}`} @change=${this.setBatch}
        /></label>
        <label class="beside"
          >Optimiser
          <select @change=${choose}>
            ${Object.keys(OPTIMISERS).map((id) => html`<option value=${id} .selected=${id === optimiser}>${OPTIMISER_TITLES[id as Optimiser]}</option>`)}
          </select></label
        >
      </div>
      ${renderScroll('What a step of training costs', renderCosts(cost))}
      ${renderTakeAway(() => exportTraining(network, cost, batch, OPTIMISER_TITLES[optimiser]))}
      <details>
        <summary>What this takes for granted</summary>
        <ul>
          ${TRAINING_ASSUMPTIONS.map((sentence) => html`<li>${sentence}</li>`)}
        </ul>
      </details>
    `;
  }
}

const renderCosts = (cost: TrainingCost) => html`
  <table class="bare" part="training">
    <tbody>
      ${TRAINING_ROWS.map(
        ([title, value, unit]) =>
          html`<tr class=${title === 'in all' ? 'total' : ''}>
            <th scope="row">${title}</th>
            <td>${unit === 'MACs' ? `${formatCount(value(cost))} MACs` : formatBytes(value(cost))}</td>
          </tr>`,
      )}
    </tbody>
  </table>
`;

declare global {
  interface HTMLElementTagNameMap {
    'net-training-view': TrainingView;
  }
}

define('net-training-view', TrainingView);
