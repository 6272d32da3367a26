/** The lines around the figure: what is pointed at, the buttons, and how to read it. */
import { html, nothing } from 'lit';
import { conventionOf, type ConventionId, type Detail } from '../../core/index.js';
import { MEASURES, operationsTitle, type MeasureId } from '../../figures/cost-bars.js';
import type { GraphRequest } from '../../figures/block-graph.js';
import type { Orientation } from '../../figures/frame.js';
import { placeOf, readingOf } from '../../figures/describe.js';
import type { ExplorerState } from '../../explorer/state.js';
import { renderSegments, type Choice } from '../shared/segments.js';

const DETAILS: readonly Choice<Detail>[] = [
  { value: 'stages', title: 'Stages' },
  { value: 'blocks', title: 'Blocks' },
  { value: 'layers', title: 'Layers' },
];

/** What may stand beside what is drawn. */
export const MEASURE_WORDS = ['operations', 'parameters', 'memory', 'all', 'none'] as const;
export type Measure = (typeof MEASURE_WORDS)[number];

/** The rows of costs that each stands for. */
export const MEASURED: Readonly<Record<Measure, readonly MeasureId[]>> = {
  operations: ['operations'],
  parameters: ['parameters'],
  memory: ['memory'],
  all: MEASURES,
  none: [],
};

const DIRECTIONS: readonly Choice<Orientation>[] = [
  { value: 'horizontal', title: '→' },
  { value: 'vertical', title: '↓' },
];

/** What the controls show as chosen. */
export interface Choices {
  readonly detail: Detail;
  readonly convention: ConventionId;
  readonly orientation: Orientation;
  readonly isFitted: boolean;
  readonly fold: boolean;
  readonly measure: Measure;
}

export interface ToolbarActs {
  readonly setDetail: (detail: Detail) => void;
  readonly setFold: (fold: boolean) => void;
  readonly setMeasure: (measure: Measure) => void;
  readonly setOrientation: (orientation: Orientation) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: () => void;
  readonly save: (format: 'svg' | 'png') => Promise<void>;
}

/** What is under the pointer or selected, in words. */
export function renderReadout(
  { network, convention, hovered, selected }: ExplorerState,
  overlay: GraphRequest['overlay'],
) {
  const place = placeOf(network, hovered) ?? placeOf(network, selected);
  const { name, title, readings } = readingOf(network, convention, place);
  const laid = overlay?.wordsOf(place?.first ?? 0, place?.end ?? network.nodes.length);
  return html`<div part="readout">
    <span><b>${name || title}</b>${name ? ` ${title}` : nothing}</span>
    <span
      >${readings.map(({ term, value }, at) => html`${at ? ' · ' : ''}${term} <b>${value}</b>`)}${laid ? html` · ${laid}` : nothing}</span
    >
  </div>`;
}

function renderMeasure({ measure, convention }: Choices, choose: ToolbarActs['setMeasure']) {
  const titles: Readonly<Record<Measure, string>> = {
    operations: operationsTitle(conventionOf(convention)),
    parameters: 'Parameters',
    memory: 'Activations',
    all: 'All costs',
    none: 'No costs',
  };
  return html`<select
    aria-label="Costs shown"
    @change=${({ target }: Event) => choose((target as HTMLSelectElement).value as Measure)}
  >
    ${MEASURE_WORDS.map((word) => html`<option value=${word} .selected=${word === measure}>${titles[word]}</option>`)}
  </select>`;
}

export const renderControls = (shown: Choices, acts: ToolbarActs) =>
  html`<div part="controls">
    ${renderSegments({ label: 'Detail', choices: DETAILS, value: shown.detail, choose: acts.setDetail })}
    <button
      type="button"
      aria-label="×n: fold blocks that are alike"
      aria-pressed=${shown.fold}
      @click=${() => acts.setFold(!shown.fold)}
    >
      ×n
    </button>
    ${renderMeasure(shown, acts.setMeasure)}
    ${renderSegments({
      label: 'Direction of the flow',
      choices: DIRECTIONS,
      value: shown.orientation,
      choose: acts.setOrientation,
    })}
    <div class="segments" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" @click=${acts.zoomOut}>−</button>
      <button type="button" aria-pressed=${shown.isFitted} @click=${acts.fit}>Fit</button>
      <button type="button" aria-label="Zoom in" @click=${acts.zoomIn}>+</button>
    </div>
    <div class="segments save" role="group" aria-label="Save as">
      ${(['svg', 'png'] as const).map(
        (format) =>
          html`<button type="button" aria-label="Save as ${format.toUpperCase()}" @click=${() => acts.save(format)}>
            ↓ ${format.toUpperCase()}
          </button>`,
      )}
    </div>
  </div>`;
