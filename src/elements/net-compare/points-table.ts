import type { ConventionId } from '../../core/index.js';
import { html } from 'lit';
import { formatCount } from '../../words/format.js';
import type { ExportTable } from '../../words/table-export.js';
import { formatEntry } from '../shared/entries.js';
import { renderScroll } from '../shared/tables.js';
import { renderTakeAway } from '../shared/take-away.js';
import { addressOf, formatAccuracy, shortSource } from '../../explorer/budget/accuracies.js';
import type { Point } from './points.js';
import { paretoFront } from '../../figures/accuracy-scatter.js';
import { countOf, type Measure } from '../../explorer/budget/subject.js';
import { conventionName } from '../../words/convention-name.js';

interface PointsTable {
  readonly points: readonly Point[];
  readonly measure: Measure;
  readonly unit: string;
  readonly convention: ConventionId;
  readonly fits: (point: Point) => boolean;
}

/** The points that no other beats in cost and accuracy both. */
const frontOf = ({ points, measure, convention }: PointsTable): ReadonlySet<Point> =>
  new Set(
    paretoFront(
      points.map((point) => ({ point, top1: point.top1, cost: countOf(measure, point.network, convention) })),
    ).map(({ point }) => point),
  );

const sorted = (points: readonly Point[]): Point[] => [...points].sort((a, b) => b.top1 - a.top1);

function exportPoints(table: PointsTable): ExportTable {
  const { points, unit, convention, fits } = table;
  const front = frontOf(table);
  return {
    title: 'Published accuracies of convolutional networks',
    about: [
      `Accuracies as published, in percent; counts are ours, as ${conventionName(convention)} counts, for one image.`,
    ],
    columns: ['network', 'options', 'top-1', unit, 'parameters', 'fits', 'on the front', 'source', 'address'],
    rows: sorted(points).map((point) => [
      point.network.title,
      formatEntry(point.choice),
      point.top1,
      countOf('operations', point.network, convention),
      countOf('parameters', point.network, convention),
      fits(point) ? 'yes' : 'no',
      front.has(point) ? 'yes' : 'no',
      shortSource(point),
      addressOf(point) ?? null,
    ]),
  };
}

/** The scatter's equal: every point, the most accurate first. */
export const renderPointsTable = (table: PointsTable) => html`
  <details>
    <summary>The points as a table</summary>
    ${renderScroll(
      'Published accuracies',
      html`<table class="dense" part="points">
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col" class="number">Top-1</th>
            <th scope="col" class="number">${table.unit}</th>
            <th scope="col" class="number">Parameters</th>
            <th scope="col">Fits</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          ${sorted(table.points).map(
            (point) => html`
              <tr>
                <th scope="row">${point.network.title}</th>
                <td class="number">${formatAccuracy(point.top1)}</td>
                <td class="number">${formatCount(countOf('operations', point.network, table.convention))}</td>
                <td class="number">${formatCount(countOf('parameters', point.network, table.convention))}</td>
                <td>${table.fits(point) ? 'yes' : 'no'}</td>
                <td>${shortSource(point)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>`,
    )}
    ${renderTakeAway(() => exportPoints(table))}
  </details>
`;
