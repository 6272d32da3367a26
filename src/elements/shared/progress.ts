import { css, html, nothing } from 'lit';
import { formatLoaded } from '../../words/progress.js';
import type { Progress } from '../../runtime/index.js';

export const progressStyles = css`
  .progress {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.125rem 0.75rem;
    align-items: center;
    inline-size: 100%;
    color: var(--_ink-soft);
    font-size: var(--_text-small);
    font-variant-numeric: tabular-nums;
  }
  .progress progress {
    grid-row: 2;
    inline-size: 100%;
  }
  .progress button {
    grid-area: 1 / 2 / span 2;
  }
`;

/** How amounts are told, and what ends it; bytes that load where nothing else is said. */
interface BarWords {
  readonly format: (loaded: number, total: number) => string;
  readonly cancel: string;
}

const LOADING: BarWords = { format: formatLoaded, cancel: 'Cancel' };

/** One bar with one text. The words are announced, the moving numbers are not. */
export function renderBar(words: string, progress: Progress | undefined, cancel?: () => void, how = LOADING) {
  const { loaded = 0, total = 0 } = progress ?? {};
  return html`
    <div class="progress" part="progress">
      <span>
        <span role="status">${words}…</span>
        <span aria-hidden="true">${loaded || total ? how.format(loaded, total) : nothing}</span>
      </span>
      ${
        total
          ? html`<progress aria-label=${words} max=${total} .value=${Math.min(loaded, total)}></progress>`
          : html`<progress aria-label=${words}></progress>`
      }
      ${cancel ? html`<button type="button" @click=${cancel}>${how.cancel}</button>` : nothing}
    </div>
  `;
}
