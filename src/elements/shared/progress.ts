import { html, nothing } from 'lit';
import { formatBytes } from '../../words/format.js';
import type { Inspection } from '../../explorer/inspection.js';

const WORDS = { loading: 'Loading the weights', running: 'Running the network' } as const;

/** What the engine is doing while it is not ready. The words are announced, the moving numbers are not. */
export function renderProgress({ phase, progress }: Inspection) {
  if (phase !== 'loading' && phase !== 'running') return nothing;
  const bytes = progress && [progress.loaded, progress.total].filter(Boolean).map(formatBytes).join(' of ');
  return html`
    <div class="progress" part="progress">
      <span role="status">${WORDS[phase]}…</span>
      <span aria-hidden="true">${phase === 'loading' ? bytes : nothing}</span>
      ${
        progress?.total && phase === 'loading'
          ? html`<progress aria-label="Weights loaded" max=${progress.total} .value=${progress.loaded}></progress>`
          : html`<progress aria-label=${WORDS[phase]}></progress>`
      }
    </div>
  `;
}
