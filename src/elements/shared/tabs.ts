/** Tabs by the pattern of the ARIA guide: one stop of the Tab key, arrow keys choose, and each tab names its panel. */
import { css, html } from 'lit';
import type { Choice } from './segments.js';

interface Tabs<Value extends string> {
  /** What the tabs are of, for screen readers. */
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

const MIRRORED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

export function renderTabs<Value extends string>({ label, choices, value, choose }: Tabs<Value>) {
  const press = (event: KeyboardEvent): void => {
    const isMirrored = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl';
    const key = (isMirrored && MIRRORED[event.key]) || event.key;
    const next = STEPS[key]?.(
      choices.findIndex((choice) => choice.value === value),
      choices.length,
    );
    if (next === undefined) return;
    event.preventDefault();
    choose(choices[next]!.value);
    (event.currentTarget as HTMLElement).querySelectorAll('button')[next]!.focus();
  };
  return html`
    <div class="tabs" part="tabs" role="tablist" aria-label=${label} @keydown=${press}>
      ${choices.map(({ value: own, title }) => {
        const isChosen = own === value;
        return html`<button
          type="button"
          role="tab"
          id="tab-${own}"
          aria-controls="panel-${own}"
          aria-selected=${isChosen}
          tabindex=${isChosen ? 0 : -1}
          @click=${() => choose(own)}
        >
          ${title}
        </button>`;
      })}
    </div>
  `;
}

/** What a tab shows. One that is not chosen stays as the reader has left it. */
export const renderTabPanel = <Value extends string>(own: Value, chosen: Value, content: unknown) => html`
  <div
    class="panel"
    part="panel"
    role="tabpanel"
    id="panel-${own}"
    aria-labelledby="tab-${own}"
    ?hidden=${own !== chosen}
  >
    ${content}
  </div>
`;

export const tabStyles = css`
  .tabs {
    display: flex;
  }
  .tabs button {
    min-inline-size: 4.5rem;
    border-radius: 0;
  }
  .tabs button + button {
    margin-inline-start: -1px;
  }
  .tabs button:first-child {
    border-start-start-radius: var(--_radius);
    border-end-start-radius: var(--_radius);
  }
  .tabs button:last-child {
    border-start-end-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }
  .tabs button[aria-selected='true'] {
    z-index: 1;
    border-color: var(--_accent);
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .panel[hidden] {
    display: none;
  }
  @media (forced-colors: active) {
    .tabs button[aria-selected='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
