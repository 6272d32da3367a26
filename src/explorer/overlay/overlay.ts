/** Somebody's own values on a network: of a layer, and of all that is in a group. */
import { excerptName, type Network } from '../../core/index.js';
import { formatExact } from '../../words/format.js';
import { fetchable, type Fetchable } from '../addresses.js';
import { InputError } from '../errors.js';
import { fetchText } from '../fetch-file.js';
import { textIn } from '../json-file.js';
import type { Combination, OverlayChoice, OverlayLook, OverlaySource } from './choice.js';
import { matchTable, type MatchedTable } from './match.js';
import { readTable, type ValueTable } from './table.js';

/** What the rows about a stretch of the network come to. */
export interface OverlayValue {
  readonly value: number | string;
  /** How many rows it is made of. */
  readonly rows: number;
  /** `3.2`; `GPU`, or `GPU 3, CPU 1` where a group has several words. */
  readonly text: string;
}

export interface Overlay {
  readonly choice: OverlayChoice;
  readonly table: MatchedTable;
  /** `From latency.csv: 178 of 180 rows match a layer of it.` */
  readonly origin: string;
  readonly column: string;
  readonly combination: Combination;
  readonly look: OverlayLook;
  readonly kind: 'number' | 'word';
  /** `sum of latency`, or for words the name of the column. */
  readonly title: string;
  /** Different words, the most frequent first. */
  readonly words: readonly string[];
  format(value: number): string;
  /** Of the layers from `first` to `end` (half-open); `undefined` where no row is about any of them. */
  of(first: number, end: number): OverlayValue | undefined;
}

const tables = new WeakMap<OverlaySource, Promise<ValueTable>>();
const matches = new WeakMap<ValueTable, WeakMap<Network, MatchedTable>>();

/**
 * What is laid over a network. Each source is read once and matched to each network once. Rejects with `InputError` for
 * what is no table or has no such column, with `FetchError`, and with `WaitingError` where a link names another host.
 */
export async function overlayOf(choice: OverlayChoice, network: Network): Promise<Overlay> {
  return layOver(choice, matchOnce(await tableOf(choice.source), network));
}

function tableOf(source: OverlaySource): Promise<ValueTable> {
  const known = tables.get(source);
  if (known) return known;
  const reading = readSource(source);
  tables.set(source, reading);
  reading.catch(() => tables.delete(source));
  return reading;
}

async function readSource(source: OverlaySource): Promise<ValueTable> {
  if (source.kind === 'blob') {
    const { blob, title } = source;
    return readTable(await textIn(new File([blob], title), 'overlay'), title);
  }
  const { href, init, file }: Fetchable = fetchable('overlay', source.href, source.isLinked);
  return readTable(await fetchText('overlay', href, init), file);
}

function matchOnce(table: ValueTable, network: Network): MatchedTable {
  const ofTable = matches.get(table) ?? new WeakMap<Network, MatchedTable>();
  matches.set(table, ofTable);
  const known = ofTable.get(network) ?? matchTable(table, network);
  ofTable.set(network, known);
  return known;
}

/** Throws `InputError` where the table has no such column. */
export function layOver(choice: OverlayChoice, table: MatchedTable): Overlay {
  const { values, title } = table;
  const column = choice.column ? values.find(({ name }) => name === choice.column) : values[0]!;
  if (!column) {
    const known = values.map(({ name }) => excerptName(name)).join(', ');
    const problem = `expected a column of ${known}, got ${excerptName(choice.column)}`;
    throw new InputError('overlay', 'file-format', `${excerptName(title)}: ${problem}`);
  }
  const cells = inOrder(table, column.cells);
  const { kind, name } = column;
  const words = kind === 'word' ? byFrequency(cells.map(({ cell }) => cell as string)) : [];
  return {
    choice,
    table,
    origin: `From ${excerptName(title)}: ${table.length - table.unmatched.length} of ${table.length} rows match a layer of it.`,
    column: name,
    format: formatOverlayNumber,
    combination: choice.combination,
    look: choice.look,
    kind,
    title: kind === 'word' ? name : `${choice.combination} of ${name}`,
    words: words.map(([word]) => word),
    of(first, end) {
      const within = cells.slice(firstAt(cells, first), firstAt(cells, end)).map(({ cell }) => cell);
      if (!within.length) return undefined;
      return kind === 'word' ? ofWords(within as string[]) : ofNumbers(within as number[], choice.combination);
    },
  };
}

interface Placed {
  readonly place: number;
  readonly cell: number | string;
}

/** What the table says of layers, in the order in which they run. */
function inOrder({ places }: MatchedTable, cells: readonly (number | string | null)[]): readonly Placed[] {
  const placed = cells.flatMap((cell, row) =>
    cell === null || places[row]! < 0 ? [] : [{ place: places[row]!, cell }],
  );
  return placed.sort((a, b) => a.place - b.place);
}

/** Where the layers from a place on begin. */
function firstAt(cells: readonly Placed[], place: number): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]!.place < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

const add = (a: number, b: number): number => a + b;

const combine: Readonly<Record<Combination, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce(add),
  mean: (values) => values.reduce(add) / values.length,
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
};

function ofNumbers(values: readonly number[], combination: Combination): OverlayValue {
  const value = combine[combination](values);
  return { value, rows: values.length, text: formatOverlayNumber(value) };
}

/** Four digits: `0.00312`, `3.141`, `12,345`. */
const formatOverlayNumber = (value: number): string =>
  Math.abs(value) >= 1000 ? formatExact(Math.round(value)) : `${Number(value.toPrecision(4))}`;

function ofWords(values: readonly string[]): OverlayValue {
  const words = byFrequency(values);
  const [[value]] = words as [[string, number]];
  const text = words.length === 1 ? value : words.map(([word, count]) => `${word} ${count}`).join(', ');
  return { value, rows: values.length, text };
}

function byFrequency(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
