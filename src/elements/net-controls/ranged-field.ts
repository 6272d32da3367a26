import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatOption, type OptionSpec, type OptionValue } from '../../core/index.js';
import { renderRadio } from '../shared/segments.js';
import { typed } from '../shared/typed.js';
import { describedBy, readOption, renderFieldError, renderHint, renderUndo, type Field } from './field.js';

export type RangedSpec = Extract<OptionSpec, { readonly step: number }>;

export const isRanged = (spec: OptionSpec): spec is RangedSpec => 'step' in spec;

/** More steps than a pointer can tell apart: such an option is typed. */
const MOST_STEPS = 100;

/** Where a slider goes: a little beyond the published values, or as far as the value is. The field takes the whole range. */
export interface Scale {
  readonly minimum: number;
  readonly maximum: number;
}

const sideOf = (value: OptionValue): number | undefined =>
  typeof value === 'number' ? value : Array.isArray(value) && typeof value[0] === 'number' ? value[0] : undefined;

/** The slider's scale; `undefined` where a slider is no help. */
export function scaleOf({ minimum, maximum, step, marks }: RangedSpec, value: OptionValue): Scale | undefined {
  if (!marks) return undefined;
  const whole = (limit: number): number => Number((Math.ceil(limit / step - 1e-9) * step).toFixed(6));
  const furthest = Math.max(whole(Math.max(...marks) * 1.5), sideOf(value) ?? 0);
  const scale = { minimum: whole(minimum), maximum: Math.min(maximum, furthest) };
  return (scale.maximum - scale.minimum) / step <= MOST_STEPS && scale.minimum > 0 ? scale : undefined;
}

/** A number: slider, field and the published values. */
export function renderRanged(field: Field<RangedSpec>) {
  const { spec, value } = field;
  const scale = scaleOf(spec, value);
  return html`
    <div class="field ranged" part="field">
      <div class="head">
        <label for=${spec.name} id="${spec.name}-label">${spec.title}</label>
        ${renderUndo(field)} ${renderText(field)}
      </div>
      ${scale ? renderSlider(field, scale) : nothing} ${renderMarks(field)} ${renderFieldError(field)}
      ${renderHint(field)}
    </div>
  `;
}

function renderText(field: Field<RangedSpec>) {
  const { spec, value, set, problem } = field;
  return html`<input
    id=${spec.name}
    type="text"
    inputmode=${spec.type === 'resolution' ? 'text' : 'decimal'}
    autocomplete="off"
    spellcheck="false"
    placeholder=${value === null && 'whenAbsent' in spec ? (spec.whenAbsent ?? '') : ''}
    .value=${typed(formatOption(spec, value))}
    aria-invalid=${problem ? 'true' : nothing}
    aria-describedby=${describedBy(field)}
    @change=${({ target }: Event) => set(readOption(spec, (target as HTMLInputElement).value))}
    @keydown=${(event: KeyboardEvent) => step(event, field)}
  />`;
}

/** The arrow keys step a number that is typed, as in a number field of the browser, which would swallow nonsense silently. */
function step(event: KeyboardEvent, { spec, value, set }: Field<RangedSpec>): void {
  const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  const from = sideOf(value);
  if (!direction || from === undefined) return;
  event.preventDefault();
  const next = Number((from + direction * spec.step).toFixed(6));
  set(Math.min(spec.maximum, Math.max(spec.minimum, next)));
}

function renderSlider(field: Field<RangedSpec>, { minimum, maximum }: Scale) {
  const { spec, value, set } = field;
  const position = sideOf(value);
  const absent = value === null && 'whenAbsent' in spec ? spec.whenAbsent : undefined;
  return html`
    <input
      type="range"
      class=${position === undefined ? 'absent' : ''}
      min=${minimum}
      max=${maximum}
      step=${spec.step}
      list="${spec.name}-marks"
      aria-labelledby="${spec.name}-label"
      aria-valuetext=${absent ?? nothing}
      .value=${live(String(position ?? minimum))}
      @input=${({ target }: Event) => set((target as HTMLInputElement).valueAsNumber)}
    />
    <datalist id="${spec.name}-marks">${spec.marks?.map((mark) => html`<option value=${mark}></option>`)}</datalist>
  `;
}

/** One stop of the Tab key for all of them. */
function renderMarks(field: Field<RangedSpec>) {
  const { spec, value, set } = field;
  if (!spec.marks) return nothing;
  const absent: [OptionValue, string][] = 'whenAbsent' in spec && spec.whenAbsent ? [[null, spec.whenAbsent]] : [];
  const marks = [...absent, ...spec.marks.map((mark): [OptionValue, string] => [mark, formatOption(spec, mark)])];
  return html`
    <div class="segments apart marks" role="radiogroup" aria-label="${spec.title}: usual values">
      ${marks.map(([mark, title]) =>
        renderRadio({ name: `${spec.name}-mark`, title, checked: mark === value, choose: () => set(mark) }),
      )}
    </div>
  `;
}
