import type { ConventionId } from '../../core/index.js';
import { renderSegments, type Choice } from '../shared/segments.js';
import { html } from 'lit';
import { formatCount, formatShare } from '../../words/format.js';
import type { ExportTable } from '../../words/table-export.js';
import { formatViewBox } from '../../figures/scene.js';
import { layoutStages, shrinkingTitle, SHRINKINGS } from '../../figures/stage-bars.js';
import { sceneOfShrinking, sceneOfStages, type StageBar } from '../../figures/stage-scene.js';
import { printShapes } from '../shared/print-scene.js';
import { renderKey } from './key.js';
import { renderScroll } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { countOf, type Measure, type Subject } from '../../explorer/budget/subject.js';
import { conventionName } from '../../words/convention-name.js';

export interface StageChart {
  readonly subjects: readonly Subject[];
  readonly measure: Measure;
  /** `MACs`, `parameters` */
  readonly unit: string;
  readonly convention: ConventionId;
  /** Every bar at full length, so that small networks can be looked into. */
  readonly shares: boolean;
}

function barsOf({ subjects, measure, convention, shares }: StageChart): readonly StageBar[] {
  const totals = subjects.map(({ network }) => countOf(measure, network, convention));
  const most = Math.max(...totals);
  return subjects.map(({ network }, index) => ({
    title: network.title,
    total: totals[index]!,
    pieces: layoutStages(network, (part) => countOf(measure, part, convention), shares ? undefined : most),
  }));
}

/** A bar a network, a piece a stage, coloured by how far the image has shrunk there; and the same as a table. */
/** Whether the bars of all networks share a scale, or each shows shares of its own network. */
const SCALES: readonly Choice<boolean>[] = [
  { value: false, title: 'one scale' },
  { value: true, title: 'share of each' },
];

interface StagePanel extends StageChart {
  /** The choice of what is measured. */
  readonly measures: unknown;
  readonly setShares: (shares: boolean) => void;
}

/** The bars under their title and what can be chosen of them. */
export const renderStagePanel = ({ measures, setShares, ...chart }: StagePanel) => html`
  <section class="panel" aria-label="Cost by stage">
    <div class="bar-head">
      <span class="title">Where it goes: ${chart.unit} by stage</span>
      ${measures}
      ${renderSegments({ label: 'Scale', choices: SCALES, value: chart.shares, choose: setShares, apart: true })}
    </div>
    ${renderStageChart(chart)}
  </section>
`;

function renderStageChart(chart: StageChart) {
  const bars = barsOf(chart);
  const present = new Set(bars.flatMap(({ pieces }) => pieces.map(({ shrinking }) => shrinking)));
  return html`
    <ul class="key" aria-label="Colours">
      <li>side of the map, against the image:</li>
      ${SHRINKINGS.filter((shrinking) => present.has(shrinking)).map((shrinking) =>
        renderKey(sceneOfShrinking(shrinking)),
      )}
    </ul>
    <div part="stages" class="bars">${bars.map((bar) => renderBar(bar, chart))}</div>
    <details>
      <summary>Cost by stage as a table</summary>
      ${renderTable(bars, chart)} ${renderTakeAway(() => exportStages(bars, chart))}
    </details>
  `;
}

function renderBar(bar: StageBar, { unit }: StageChart) {
  const scene = sceneOfStages(bar, unit);
  return html`
    <div class="bar-row">
      <div class="bar-name">${bar.title}</div>
      <svg
        .scene=${scene}
        class="bar"
        role="img"
        aria-label=${scene.title}
        preserveAspectRatio="none"
        viewBox=${formatViewBox(scene)}
      >
        ${printShapes(scene.shapes)}
      </svg>
      <div class="bar-total">${formatCount(bar.total)}</div>
    </div>
  `;
}

const renderTable = (bars: readonly StageBar[], { unit }: StageChart) =>
  renderScroll(
    'Cost by stage',
    html`<table class="dense">
      <thead>
        <tr>
          <th scope="col">Network</th>
          <th scope="col">Stage</th>
          <th scope="col">Map against the image</th>
          <th scope="col" class="number">${unit}</th>
          <th scope="col" class="number">Share</th>
        </tr>
      </thead>
      <tbody>
        ${bars.flatMap(({ title, total, pieces }) =>
          pieces.map(
            (piece) => html`
              <tr>
                <th scope="row">${title}</th>
                <td>${piece.title}</td>
                <td>${shrinkingTitle(piece.shrinking)}</td>
                <td class="number">${formatCount(piece.value)}</td>
                <td class="number">${formatShare(piece.value, total)}</td>
              </tr>
            `,
          ),
        )}
      </tbody>
    </table>`,
  );

const exportStages = (bars: readonly StageBar[], { unit, convention }: StageChart): ExportTable => ({
  title: `Networks side by side: ${unit} by stage`,
  about: [`Counted as ${conventionName(convention)}, for one image.`],
  columns: ['network', 'stage', 'map against the image', unit, 'share'],
  rows: bars.flatMap(({ title, total, pieces }) =>
    pieces.map((piece) => [
      title,
      piece.title,
      shrinkingTitle(piece.shrinking),
      piece.value,
      total ? piece.value / total : null,
    ]),
  ),
});
