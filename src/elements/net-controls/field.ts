import { html, nothing, type TemplateResult } from 'lit';
import { formatOption, parseOption, sameOption, type OptionSpec, type OptionValue } from '../../core/index.js';
import { descriptionOf } from '../../core/networks/option-descriptions.js';
import type { Problem } from '../../explorer/problem.js';

/** One option as a reader meets it: what it may be, what was asked for, and how to ask for something else. */
export interface Field<Spec extends OptionSpec = OptionSpec> {
  readonly spec: Spec;
  /** As it was asked for, also where no network can be built from it. */
  readonly value: OptionValue;
  /** What the preset has. */
  readonly preset: OptionValue;
  /** What is wrong with the value. */
  readonly problem: Problem | undefined;
  /** Asks for another value; `undefined` for the preset's. */
  readonly set: (value: OptionValue | undefined) => void;
}

const isFinite = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** What a reader typed, as a value where it reads as one. Nonsense stays as typed, for core to name; nothing is the preset's value. */
export function readOption(spec: OptionSpec, text: string): OptionValue | undefined {
  if (text.trim() === '' && spec.default !== null) return undefined;
  try {
    return parseOption(spec, text);
  } catch {
    return isFinite(text) ? Number(text) : text;
  }
}

export const isChanged = ({ value, preset }: Field): boolean => !sameOption(value, preset);

/** Which elements describe a control: its sentence, and the error where there is one. */
export const describedBy = ({ spec, problem }: Field): string => (problem ? `${spec.name}-error` : `${spec.name}-hint`);

export const renderHint = ({ spec }: Field): TemplateResult =>
  html`<p class="hint" id="${spec.name}-hint">${descriptionOf(spec)}</p>`;

export const renderFieldError = ({ spec, problem }: Field): TemplateResult | typeof nothing =>
  problem ? html`<p part="error" id="${spec.name}-error">${spec.name}: ${problem.rule}</p>` : nothing;

/** A value in a reader's words. */
function wordsFor(spec: OptionSpec, value: OptionValue): string {
  if (spec.type === 'choice')
    return spec.values.find((choice) => choice.value === value)?.title ?? spec.whenAbsent ?? '';
  if (spec.type === 'flag') return value ? 'yes' : 'no';
  if (spec.type === 'blocks') return '';
  return formatOption(spec, value) || ('whenAbsent' in spec && spec.whenAbsent) || '';
}

/** Takes one option back to the preset's value; there only where it differs. */
export function renderUndo(field: Field): TemplateResult | typeof nothing {
  if (!isChanged(field)) return nothing;
  const { spec, preset, set } = field;
  const text = wordsFor(spec, preset);
  return html`<button
    type="button"
    class="undo"
    aria-label="${spec.title}: back to ${text || 'the preset’s'}"
    @click=${() => set(undefined)}
  >
    ↺ <span aria-hidden="true">${text}</span>
  </button>`;
}
