/** One of a few, side by side: buttons of which one is pressed, or radio buttons where it is a field of a form. */
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';

export interface Choice<Value> {
  readonly value: Value;
  readonly title: string;
}

interface Segments<Value> {
  /** What is chosen, for screen readers. */
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: unknown;
  readonly choose: (value: Value) => void;
  /** With gaps, and in several lines where there is no room; else joined in one bar. */
  readonly apart?: boolean;
}

/** Buttons of which one is pressed. */
export const renderSegments = <Value>({ label, choices, value, choose, apart = false }: Segments<Value>) => html`
  <div class="segments ${apart ? 'apart' : ''}" role="group" aria-label=${label}>
    ${choices.map(
      (choice) =>
        html`<button type="button" aria-pressed=${choice.value === value} @click=${() => choose(choice.value)}>
          ${choice.title}
        </button>`,
    )}
  </div>
`;

interface Radio {
  readonly name: string;
  readonly title: string;
  readonly checked: boolean;
  readonly choose: () => void;
  readonly id?: string | undefined;
}

/**
 * A radio button that looks like a segment; those of one name are one stop of the Tab key, and the arrow keys choose. It
 * answers the click, which keys and labels cause too: a render between a click and its `change` would take the choice back.
 */
export const renderRadio = ({ name, title, checked, choose, id }: Radio) => html`
  <label>
    <input
      id=${id ?? nothing}
      type="radio"
      name=${name}
      .checked=${live(checked)}
      @click=${() => checked || choose()}
    />
    <span>${title}</span>
  </label>
`;

export const segmentStyles = css`
  .segments {
    display: flex;
  }
  .segments.apart {
    flex-wrap: wrap;
    gap: 0.375rem;
  }
  .segments:not(.apart) > * {
    --_start: 0;
    --_end: 0;
  }
  .segments:not(.apart) > :first-child {
    --_start: var(--_radius);
  }
  .segments:not(.apart) > :last-child {
    --_end: var(--_radius);
  }
  .segments:not(.apart) > :not(:first-child) {
    margin-inline-start: -1px;
  }
  .segments > button,
  .segments > label > span {
    border-start-start-radius: var(--_start, var(--_radius));
    border-end-start-radius: var(--_start, var(--_radius));
    border-start-end-radius: var(--_end, var(--_radius));
    border-end-end-radius: var(--_end, var(--_radius));
  }
  .segments > [aria-pressed='true'] {
    z-index: 1;
  }
  .segments > label {
    position: relative;
    cursor: pointer;
  }
  .segments:not(.apart) > label {
    flex: 1 1 auto;
  }
  .segments > label > input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .segments > label > span {
    display: block;
    padding: 0.25rem 0.6rem;
    border: 1px solid var(--_rule);
    text-align: center;
    white-space: nowrap;
  }
  .segments > label > :checked + span {
    position: relative;
  }
  .segments > label > :focus-visible + span {
    position: relative;
    z-index: 1;
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
`;
