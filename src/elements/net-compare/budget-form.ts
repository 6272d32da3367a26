import { html, nothing } from 'lit';
import type { Precision } from '../../core/memory.js';
import { LIMITS, type BudgetTexts, type Limit } from './budget.js';

export const PRECISIONS: Readonly<Record<Precision, string>> = { fp32: '32 bit', fp16: '16 bit', int8: '8 bit' };

interface BudgetForm {
  readonly names: Readonly<Record<Limit, string>>;
  readonly texts: BudgetTexts;
  readonly problems: Readonly<Partial<Record<Limit, string>>>;
  readonly precision: Precision;
  readonly set: (limit: Limit, text: string) => void;
  readonly setPrecision: (precision: Precision) => void;
  readonly said: () => void;
}

const EXAMPLES: Readonly<Record<Limit, string>> = {
  operations: '300M',
  parameters: '3.5M',
  weights: '4 MB',
  memory: '2 MB',
};

/** A field for each limit, empty for none; and at how many bits the bytes are meant. */
export const renderBudget = (form: BudgetForm) => html`
  <div part="budget" class="fields" role="group" aria-label="Budget" @change=${form.said}>
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

function renderLimit(limit: Limit, { names, texts, problems, set }: BudgetForm) {
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
      ${problem ? html`<p part="error" id="${limit}-error">${problem}</p>` : nothing}
    </div>
  `;
}
