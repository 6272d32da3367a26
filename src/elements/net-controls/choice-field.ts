import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ChoiceOption, FlagOption } from '../../core/index.js';
import { renderRadio, type Choice as Segment } from '../shared/segments.js';
import { describedBy, renderFieldError, renderHint, renderUndo, type Field } from './field.js';

/** As many letters as fit side by side in a narrow column. */
const SIDE_BY_SIDE = 26;

type Choice = Segment<string | null>;

const choicesOf = ({ values, whenAbsent }: ChoiceOption): readonly Choice[] =>
  whenAbsent ? [{ value: null, title: whenAbsent }, ...values] : values;

/** One of a few: side by side where they fit, else as a list. */
export function renderChoice(field: Field<ChoiceOption>) {
  const choices = choicesOf(field.spec);
  const letters = choices.reduce((sum, { title }) => sum + title.length + 1, 0);
  return html`
    <div class="field" part="field">
      <div class="head">
        <label id="${field.spec.name}-label" for=${field.spec.name}>${field.spec.title}</label>
        ${renderUndo(field)}
      </div>
      ${letters > SIDE_BY_SIDE ? renderList(field, choices) : renderSegments(field, choices)} ${renderFieldError(field)}
      ${renderHint(field)}
    </div>
  `;
}

function renderList(field: Field<ChoiceOption>, choices: readonly Choice[]) {
  const { spec, value, set, problem } = field;
  const known = choices.some((choice) => choice.value === value);
  return html`
    <select
      id=${spec.name}
      aria-describedby=${describedBy(field)}
      aria-invalid=${problem ? 'true' : nothing}
      @change=${({ target }: Event) => set((target as HTMLSelectElement).value || null)}
    >
      ${known ? nothing : html`<option selected value=${String(value)}>${value}</option>`}
      ${choices.map(
        (choice) =>
          html`<option value=${choice.value ?? ''} .selected=${live(choice.value === value)}>${choice.title}</option>`,
      )}
    </select>
  `;
}

function renderSegments(field: Field<ChoiceOption>, choices: readonly Choice[]) {
  const { spec, value, set } = field;
  return html`
    <div class="segments" role="radiogroup" aria-labelledby="${spec.name}-label" aria-describedby=${describedBy(field)}>
      ${choices.map(({ value: own, title }, index) =>
        renderRadio({
          name: spec.name,
          title,
          checked: own === value,
          choose: () => set(own),
          id: index ? undefined : spec.name,
        }),
      )}
    </div>
  `;
}

/** Yes or no. It answers the click for the same reason as `renderRadio`. */
export function renderFlag(field: Field<FlagOption>) {
  const { spec, value, set } = field;
  return html`
    <div class="field" part="field">
      <div class="head">
        <label class="flag">
          <input
            type="checkbox"
            aria-describedby=${describedBy(field)}
            .checked=${live(value === true)}
            @click=${({ target }: Event) => set((target as HTMLInputElement).checked)}
          />
          ${spec.title}
        </label>
        ${renderUndo(field)}
      </div>
      ${renderFieldError(field)} ${renderHint(field)}
    </div>
  `;
}
