import { html, nothing, svg } from 'lit';
import { conventionOf, type ConventionId } from '../../core/index.js';
import { operationsTitle } from '../../figures/cost-bars.js';
import { formatBytes, formatExact } from '../../words/format.js';
import type { ExportTable } from '../../words/table-export.js';
import { formatEntry } from '../shared/entries.js';
import { renderTakeAway } from '../shared/take-away.js';
import { addressOf, formatAccuracy, shortSource, type Accuracy } from '../../explorer/budget/accuracies.js';
import { accuraciesOf, isFromFile } from './points.js';
import { countOf, type Subject } from '../../explorer/budget/subject.js';
import { conventionName } from '../../words/convention-name.js';

/** A network of the comparison, in its row. */
export interface Row extends Subject {
  /** The configuration of the model around; it cannot be removed. */
  readonly own: boolean;
  readonly remove: () => void;
}

interface Figure {
  readonly title: string;
  readonly note: string;
  readonly of: (row: Row) => number;
  readonly format: (value: number) => string;
}

function figuresUnder(convention: ConventionId): readonly Figure[] {
  const rule = conventionOf(convention);
  const weights = (title: string, precision: 'fp32' | 'fp16' | 'int8'): Figure => ({
    title: 'Weights',
    note: title,
    of: (row) => row.weightBytes(precision),
    format: formatBytes,
  });
  return [
    {
      title: 'Parameters',
      note: rule.title,
      of: ({ network }) => countOf('parameters', network, convention),
      format: formatExact,
    },
    {
      title: operationsTitle(rule),
      note: rule.title,
      of: ({ network }) => countOf('operations', network, convention),
      format: formatExact,
    },
    weights('32 bit', 'fp32'),
    weights('16 bit', 'fp16'),
    weights('8 bit', 'int8'),
    { title: 'Peak activations', note: '32 bit', of: (row) => row.peakBytes('fp32'), format: formatBytes },
  ];
}

/** Every network's totals, a bar under each number; and the accuracy where exactly this network has a published one. */
export function renderTotals(rows: readonly Row[], convention: ConventionId) {
  const figures = figuresUnder(convention);
  const most = figures.map(({ of }) => Math.max(...rows.map(of)));
  const accuracies = rows.map(({ choice }) => accuraciesOf(choice));
  const sources = [...new Set(accuracies.flat().map(shortSource))];
  return html`
    <table part="totals" role="table" aria-label="Totals">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Network</th>
          ${figures.map(
            ({ title, note }) =>
              html`<th role="columnheader" scope="col" class="number">${title} <small>${note}</small></th>`,
          )}
          <th role="columnheader" scope="col" class="number">Top-1 <small>as published</small></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (row, index) => html`
            <tr role="row" part=${row.own ? 'own' : 'network'}>
              ${renderName(row)} ${figures.map((figure, at) => renderFigure(figure, figure.of(row), most[at]!))}
              ${renderAccuracies(accuracies[index]!, sources)}
            </tr>
          `,
        )}
      </tbody>
    </table>
    ${renderSources(sources, accuracies.flat())} ${renderTakeAway(() => exportTotals(rows, convention))}
  `;
}

function exportTotals(rows: readonly Row[], convention: ConventionId): ExportTable {
  const figures = figuresUnder(convention);
  return {
    title: 'Networks side by side: totals',
    about: [`Counted as ${conventionName(convention)}, for one image; weights and peak activations in bytes.`],
    columns: ['network', 'options', ...figures.map(({ title, note }) => `${title} (${note})`), 'top-1', 'source'],
    rows: rows.map((row) => {
      const accuracies = accuraciesOf(row.choice);
      return [
        row.network.title,
        isFromFile(row.choice) ? null : formatEntry(row.choice),
        ...figures.map(({ of }) => of(row)),
        accuracies.map(({ top1 }) => top1).join('; ') || null,
        accuracies.map(shortSource).join('; ') || null,
      ];
    }),
  };
}

function renderName({ network, own, remove }: Row) {
  const { title } = network;
  return html`
    <th role="rowheader" scope="row">
      <div class="head">
        <span class="name">${title}</span>
        ${
          own
            ? html`<small class="yours">yours</small>`
            : html`<button type="button" class="remove" aria-label="Remove ${title}" @click=${remove}>×</button>`
        }
      </div>
    </th>
  `;
}

const renderFigure = ({ title, note, format }: Figure, value: number, most: number) => html`
  <td role="cell" class="number ${title === 'Weights' ? 'bytes' : ''}">
    <span class="label" aria-hidden="true">${title}, ${note}</span>
    <span>${format(value)}</span>
    <svg class="mini" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect width=${(100 * value) / (most || 1)} height="3"></rect>`}
    </svg>
  </td>
`;

function renderAccuracies(points: readonly Accuracy[], sources: readonly string[]) {
  const one = (point: Accuracy) =>
    html`${formatAccuracy(point.top1)}<sup>${sources.indexOf(shortSource(point)) + 1}</sup>`;
  return html`
    <td role="cell" class="number accuracy">
      <span class="label" aria-hidden="true">Top-1, as published</span>
      <span
        >${points.length ? points.map((point, at) => [at ? ' · ' : '', one(point)]) : html`<small>none here</small>`}</span
      >
    </td>
  `;
}

function renderSources(sources: readonly string[], points: readonly Accuracy[]) {
  if (!sources.length) return nothing;
  return html`
    <ol class="sources" part="sources" aria-label="Where the accuracies were published">
      ${sources.map((source) => {
        const address = addressOf(points.find((point) => shortSource(point) === source)!);
        return html`<li>
          ${address ? html`<a href=${address} target="_blank" rel="noopener">${source}</a>` : source}
        </li>`;
      })}
    </ol>
  `;
}
