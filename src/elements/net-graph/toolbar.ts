/** The lines around the figure: what is pointed at, the buttons, and how to read it. */
import { html, nothing } from 'lit';
import { conventionOf } from '../../core/index.js';
import { placeOf, readingOf } from '../../figures/describe.js';
import type { Detail, ExplorerState } from '../../explorer/state.js';
import { renderSegments, type Choice } from '../shared/segments.js';

const DETAILS: readonly Choice<Detail>[] = [
  { value: 'stages', title: 'Stages' },
  { value: 'blocks', title: 'Blocks' },
  { value: 'layers', title: 'Layers' },
];

export interface ToolbarActs {
  readonly setDetail: (detail: Detail) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: () => void;
  readonly save: (format: 'svg' | 'png') => Promise<void>;
}

/** What is under the pointer or selected, in words. */
export function renderReadout({ network, convention, hovered, selected }: ExplorerState) {
  const place = placeOf(network, hovered) ?? placeOf(network, selected);
  const { name, title, readings } = readingOf(network, convention, place);
  return html`<div part="readout">
    <span><b>${name || title}</b>${name ? ` ${title}` : nothing}</span>
    <span>${readings.map(({ term, value }, at) => html`${at ? ' · ' : ''}${term} <b>${value}</b>`)}</span>
  </div>`;
}

export const renderControls = (detail: Detail, { setDetail, zoomIn, zoomOut, fit, save }: ToolbarActs) =>
  html`<div part="controls">
    ${renderSegments({ label: 'Detail', choices: DETAILS, value: detail, choose: setDetail })}
    <div class="segments" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" @click=${zoomOut}>−</button>
      <button type="button" @click=${fit}>Fit</button>
      <button type="button" aria-label="Zoom in" @click=${zoomIn}>+</button>
    </div>
    <div class="segments" role="group" aria-label="Save as">
      ${(['svg', 'png'] as const).map(
        (format) =>
          html`<button type="button" aria-label="Save as ${format.toUpperCase()}" @click=${() => save(format)}>
            ↓ ${format.toUpperCase()}
          </button>`,
      )}
    </div>
  </div>`;

/** How to read the figure. */
export function renderCaption({ convention }: ExplorerState) {
  const { title, note } = conventionOf(convention);
  return html`<p part="caption">
    Height: square root of spatial size. Thickness: square root of channels. Counted as ${title}: ${note}
  </p>`;
}
