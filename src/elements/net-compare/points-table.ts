import type { ConventionId } from '../../core/index.js';
import { html } from 'lit';
import { formatCount } from '../../words/format.js';
import { renderScroll } from '../shared/tables.js';
import { formatAccuracy, shortSource, type Point } from './points.js';
import { countOf } from './subject.js';

interface PointsTable {
  readonly points: readonly Point[];
  readonly unit: string;
  readonly convention: ConventionId;
  readonly fits: (point: Point) => boolean;
}

/** The scatter's equal: every point, the most accurate first. */
export const renderPointsTable = ({ points, unit, convention, fits }: PointsTable) => html`
  <details>
    <summary>The points as a table</summary>
    ${renderScroll(
      'Published accuracies',
      html`<table class="dense" part="points">
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col" class="number">Top-1</th>
            <th scope="col" class="number">${unit}</th>
            <th scope="col" class="number">Parameters</th>
            <th scope="col">Fits</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          ${[...points]
            .sort((a, b) => b.top1 - a.top1)
            .map(
              (point) => html`
                <tr>
                  <th scope="row">${point.network.title}</th>
                  <td class="number">${formatAccuracy(point.top1)}</td>
                  <td class="number">${formatCount(countOf('operations', point.network, convention))}</td>
                  <td class="number">${formatCount(countOf('parameters', point.network, convention))}</td>
                  <td>${fits(point) ? 'yes' : 'no'}</td>
                  <td>${shortSource(point)}</td>
                </tr>
              `,
            )}
        </tbody>
      </table>`,
    )}
  </details>
`;
