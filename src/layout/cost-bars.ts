import {
  addCosts,
  conventions,
  countOperations,
  countParameters,
  type Convention,
  type ConventionId,
  type Cost,
  type NetworkCost,
} from '../core/index.js';
import { formatBytes, formatCount, formatShort } from './format.js';
import type { Entry } from './outline.js';

/** What a value takes in memory as float32. */
const BYTES = 4;

/** One measure of a network and how it divides among what is drawn. */
export interface CostRow {
  readonly id: 'parameters' | 'operations' | 'memory';
  readonly title: string;
  /** For narrow columns. */
  readonly shortTitle: string;
  /** The sum over the whole network. */
  readonly total: string;
  readonly totalValue: number;
  /** Under which convention it is counted. */
  readonly note: string;
  /** One a line of the outline that is not open, in their order. */
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

/** `MACs`, or for a convention that doubles them the sentence that says so. Never a bare "FLOPs". */
export const operationsTitle = ({ unit }: Convention): string => (unit === 'FLOPs' ? 'FLOPs (2 × MACs)' : 'MACs');

/** What each closed line costs, by the three measures that are drawn. */
export function costRows(closed: readonly Entry[], cost: NetworkCost, conventionId: string): readonly CostRow[] {
  const convention = conventions[conventionId as ConventionId];
  const costs = closed.map(({ first, end }) => addCosts(cost.layers.slice(first, end)));
  const row = (
    names: Pick<CostRow, 'id' | 'title' | 'shortTitle' | 'note'>,
    count: (cost: Cost) => number,
    [format, formatTotal]: readonly [CostRow['format'], CostRow['format']],
  ): CostRow => {
    const totalValue = count(cost.total);
    return { ...names, totalValue, total: formatTotal(totalValue), values: costs.map(count), format };
  };
  const counted = `as ${convention.title} counts`;
  const operations = operationsTitle(convention);
  return [
    row(
      { id: 'parameters', title: 'Parameters', shortTitle: 'params', note: counted },
      (cost) => countParameters(cost, conventionId),
      [formatShort, formatCount],
    ),
    row(
      { id: 'operations', title: operations, shortTitle: convention.unit, note: counted },
      (cost) => countOperations(cost, conventionId),
      [formatShort, formatCount],
    ),
    row(
      { id: 'memory', title: 'Activations', shortTitle: 'memory', note: 'every output, float32' },
      ({ outputElements }) => outputElements * BYTES,
      [formatBytes, formatBytes],
    ),
  ];
}
