import { css, html, nothing } from 'lit';
import { LIMITS, type Limit } from '../../core/budget.js';
import type { Precision } from '../../core/memory.js';
import type { BudgetTexts } from '../../explorer/budget/budget.js';
import { fieldStyles } from './fields.js';

export const PRECISIONS: Readonly<Record<Precision, string>> = { fp32: '32 bit', fp16: '16 bit', int8: '8 bit' };

/** What the bytes of a budget are. */
export const BYTES_HINT =
  'Bytes of weights: batch norm folded into the convolutions, biases as 32-bit integers at 8 bit. Peak activations: the most that has to be held at one time when layers run one after the other and a tensor is freed after its last reader.';

interface BudgetForm {
  readonly names: Readonly<Record<Limit, string>>;
  readonly texts: BudgetTexts;
  readonly problems: Readonly<Partial<Record<Limit, string>>>;
  readonly precision: Precision;
  /** What stands under the field of a limit. */
  readonly note?: (limit: Limit) => unknown;
  readonly set: (limit: Limit, text: string) => void;
  readonly setPrecision: (precision: Precision) => void;
  readonly said: () => void;
}

const EXAMPLES: Readonly<Record<Limit, string>> = {
  memory: '2 MB',
  operations: '300M',
  parameters: '3.5M',
  weights: '4 MB',
};

/** A field for each limit, empty for none; and at how many bits the bytes are meant. */
export const renderBudget = (form: BudgetForm) => html`
  <div part="budget" role="group" aria-label="Budget" @change=${form.said}>
    ${LIMITS.map((limit) => renderLimit(limit, form))}
    <label class="field">
      Bytes at
      <select @change=${({ target }: Event) => form.setPrecision((target as HTMLSelectElement).value as Precision)}>
        ${Object.entries(PRECISIONS).map(
          ([id, title]) => html`<option value=${id} .selected=${id === form.precision}>${title}</option>`,
        )}
      </select>
    </label>
  </div>
`;

function renderLimit(limit: Limit, { names, texts, problems, set, note }: BudgetForm) {
  const problem = problems[limit];
  const read = ({ target }: Event): void => set(limit, (target as HTMLInputElement).value);
  return html`
    <div class="field">
      <label for=${limit}>${names[limit]} ≤</label>
      <input
        id=${limit}
        type="text"
        autocomplete="off"
        placeholder=${EXAMPLES[limit]}
        .value=${texts[limit]}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? `${limit}-error` : nothing}
        @input=${read}
        @change=${read}
      />
      ${problem ? html`<p part="error" id="${limit}-error">${problem}</p>` : note?.(limit)}
    </div>
  `;
}

export const budgetStyles = [
  fieldStyles,
  css`
    [part='budget'] {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(6.75rem, 1fr));
      align-items: start;
      gap: 0.5rem;
    }
    input::placeholder {
      color: var(--_ink-faint);
    }
    @media (forced-colors: active) {
      input::placeholder {
        color: GrayText;
      }
    }
  `,
];
