/** The grid as a table to take away. */
import { LIMITS, UNITS, type Limit } from '../../core/budget.js';
import { formatOption, type OptionValue } from '../../core/index.js';
import { shortSource } from '../../explorer/budget/accuracies.js';
import type { Axis } from '../../explorer/budget/grid.js';
import type { ExplorerState } from '../../explorer/state.js';
import type { ExportCell, ExportTable } from '../../words/table-export.js';
import { aboutNetwork } from '../shared/about-network.js';
import { titleOfAxes, type CellFacts, type GridTable } from './grid-table.js';
import { conventionName } from '../../words/convention-name.js';

interface GridExport extends Pick<GridTable, 'axes' | 'rows'> {
  readonly state: ExplorerState;
  readonly names: Readonly<Record<Limit, string>>;
  /** `32 bit` */
  readonly precision: string;
  readonly verdict: string;
}

/** Every cell with all that was counted of it, whether it fits, and what was published. */
export function exportGrid({ state, axes, rows, names, precision, verdict }: GridExport): ExportTable {
  const sides = [axes.rows, axes.columns].filter((axis) => axis !== undefined);
  return {
    title: `${state.network.title}: what fits, ${titleOfAxes(axes)}`,
    about: [
      aboutNetwork(state),
      `Counted as ${conventionName(state.convention)}, bytes at ${precision}, for one image.`,
      verdict,
    ],
    columns: [
      ...sides.map(({ spec }) => spec.title.toLowerCase()),
      ...LIMITS.map((limit) => (UNITS[limit] === 'bytes' ? `${names[limit]} (bytes)` : names[limit])),
      'fits',
      'yours',
      'top-1 as published',
      'source',
    ],
    rows: rows
      .flat()
      .map((facts) => [...sides.map((side) => placeIn(side, axes.rows === side, facts)), ...figuresOf(facts)]),
  };
}

function placeIn(axis: Axis, isRow: boolean, { cell }: CellFacts): ExportCell {
  const value = (isRow ? cell.row : cell.column) as OptionValue;
  return typeof value === 'number' ? value : formatOption(axis.spec, value);
}

const figuresOf = ({ cell, counted, fits, accuracies }: CellFacts): readonly ExportCell[] => [
  ...LIMITS.map((limit) => (counted && !(counted instanceof Error) ? counted[limit] : null)),
  fits === undefined ? null : fits ? 'yes' : 'no',
  cell.isChosen ? 'yes' : null,
  accuracies.map(({ top1 }) => top1).join('; ') || null,
  accuracies.map(shortSource).join('; ') || null,
];
