import {
  conventionOf,
  countOperations,
  countParameters,
  type Convention,
  type ConventionId,
  type Network,
  type NetworkCost,
} from '../core/index.js';
import { colourTitles, encode, type ColourToken } from './encodings.js';
import { formatBytes, formatCount, formatShort } from '../words/format.js';
import type { Entry } from './outline.js';
import { largest, sum } from './totals.js';

/** What a value takes in memory as float32. */
const BYTES = 4;

/** What one line costs in one measure, and which kinds of layer that goes to, largest kinds in the order of the legend. */
export interface CostValue {
  readonly value: number;
  readonly parts: readonly { readonly colour: ColourToken; readonly value: number }[];
  /** How the number is written, where it is no count. */
  readonly text?: string;
}

/** What of a network is measured. */
export const MEASURES = ['parameters', 'operations', 'memory'] as const;
export type MeasureId = (typeof MEASURES)[number];

/** One measure of a network and how it divides among what is drawn. */
export interface CostRow {
  readonly id: MeasureId | 'overlay';
  readonly title: string;
  /** For narrow columns. */
  readonly shortTitle: string;
  /** The sum over the whole network. */
  readonly total: string;
  readonly totalValue: number;
  /** Under which convention it is counted. */
  readonly note: string;
  /** One a line of the outline that is not open, in their order. */
  readonly values: readonly CostValue[];
  /** The largest value: what a bar at full length stands for. */
  readonly most: number;
}

/** `MACs`, or for a convention that doubles them the words that say so. Never a bare "FLOPs". */
export const operationsTitle = ({ unit }: Convention): string => (unit === 'FLOPs' ? 'FLOPs (2 × MACs)' : 'MACs');

const COLOURS = Object.keys(colourTitles) as ColourToken[];

function divide({ first, end }: Entry, counts: readonly number[], colours: readonly ColourToken[]): CostValue {
  const byColour = new Map<ColourToken, number>();
  for (let at = first; at < end; at++) {
    if (counts[at]) byColour.set(colours[at]!, (byColour.get(colours[at]!) ?? 0) + counts[at]!);
  }
  const parts = COLOURS.filter((colour) => byColour.has(colour)).map((colour) => ({
    colour,
    value: byColour.get(colour)!,
  }));
  return { parts, value: sum(parts.map(({ value }) => value)) };
}

type RowNames = Pick<CostRow, 'id' | 'title' | 'shortTitle' | 'note'>;

interface Counted {
  readonly total: number;
  readonly values: CostRow['values'];
  readonly format: (value: number) => string;
}

const rowOf = (names: RowNames, { total, values, format }: Counted): CostRow => ({
  ...names,
  totalValue: total,
  total: format(total),
  values,
  most: largest(values.map(({ value }) => value)) ?? 0,
});

/** What each closed line costs, by the measures that are drawn. */
export function costRows(
  network: Network,
  closed: readonly Entry[],
  cost: NetworkCost,
  conventionId: ConventionId,
  measures: readonly MeasureId[] = MEASURES,
): readonly CostRow[] {
  const convention = conventionOf(conventionId);
  const colours = network.nodes.map((node) => encode(node).colour);
  const row = (names: RowNames, count: (path: string) => number, format: (value: number) => string): CostRow => {
    const counts = network.nodes.map(({ id }) => count(id));
    return rowOf(names, { total: count(''), values: closed.map((entry) => divide(entry, counts, colours)), format });
  };
  const note = convention.title;
  const rows = {
    parameters: () =>
      row(
        { id: 'parameters', title: 'Parameters', shortTitle: 'params', note },
        (path) => countParameters({ network, path }, conventionId),
        formatCount,
      ),
    operations: () =>
      row(
        {
          id: 'operations',
          title: operationsTitle(convention),
          shortTitle: convention.unit === 'FLOPs' ? '2×MACs' : 'MACs',
          note,
        },
        (path) => countOperations({ network, path }, conventionId),
        formatCount,
      ),
    memory: () =>
      row(
        { id: 'memory', title: 'Activations', shortTitle: 'bytes', note: 'float32, all kept' },
        (path) => (path ? cost.of(path) : cost.total).outputElements * BYTES,
        formatBytes,
      ),
  };
  return MEASURES.filter((measure) => measures.includes(measure)).map((measure) => rows[measure]());
}

/** A piece of a bar: from `start`, `length` long. */
export interface BarPiece {
  readonly colour: ColourToken;
  readonly start: number;
  readonly length: number;
}

/** A bar of at most `full` pixels, its kinds one after the other; and its number. */
export function layoutBar({ most }: CostRow, cost: CostValue, full: number) {
  const { value, parts } = cost;
  const scale = (count: number): number => (count / (most || 1)) * full;
  let before = 0;
  const pieces = parts.map((part): BarPiece => {
    const start = scale(before);
    before += part.value;
    return { colour: part.colour, start, length: scale(before) - start };
  });
  return { pieces, length: scale(value), text: textOfBar(cost) };
}

export const textOfBar = ({ value, text = value ? formatShort(value) : '' }: CostValue): string => text;
