import type { NetworkId } from '../networks/index.js';
import type { Rounding } from '../figures.js';
import type { Options } from '../options.js';
import type { ChangeId, Reading, WeighingId } from '../readings.js';

/** Where a table was read: a paper, or a file of a repository at a commit. */
export interface PublishedSource {
  readonly title: string;
  readonly url?: string;
  readonly repository?: string;
  readonly path?: string;
  readonly commit?: string;
}

/** How a printed figure comes about: the reading and the rounding that print its digits, or why none does. */
export type Explanation =
  { readonly reading: Reading; readonly rounding: Rounding; readonly note?: string } | { readonly reason: string };

/** One row as it was printed, and the network that it is about. */
export interface PublishedRow {
  readonly id: string;
  readonly group: string;
  readonly source: PublishedSource;
  readonly network: NetworkId;
  readonly options: Options;
  /** The text that was printed. `macs` whatever the column's head calls it. */
  readonly quoted: Quoted;
  /** Present where `quoted` has the figure. */
  readonly params?: Explanation;
  readonly macs?: Explanation;
}

export interface Quoted {
  readonly params?: string;
  readonly macs?: string;
  /** Accuracy in percent, as printed; not something that can be counted. */
  readonly top1?: number;
  readonly top5?: number;
}

/** As a table's file writes an explanation: rounding, weighing, changes. Plain data, so that a page without tables drops it. */
type How = readonly [rounding: Rounding, weighing: WeighingId, ...changes: ChangeId[]];
type Written = How | { readonly how: How; readonly note: string } | { readonly reason: string };

/** A row as a table's file writes it: what differs from the table as a whole. */
export interface TableRow {
  readonly id: string;
  /** The table's where absent. */
  readonly network?: NetworkId;
  readonly options?: Options;
  readonly quoted: Quoted;
  readonly params?: Written;
  readonly macs?: Written;
}

/** One table: a source, the way of counting that fits it as a whole, and its rows with their exceptions. */
export interface PublishedTable {
  readonly group: string;
  readonly source: PublishedSource;
  readonly network?: NetworkId;
  readonly params?: Written;
  readonly macs?: Written;
  readonly rows: readonly TableRow[];
}

const isHow = (written: Written): written is How => Array.isArray(written);

function explanationOf(written: Written): Explanation {
  if ('reason' in written) return written;
  const [rounding, weighing, ...changes] = isHow(written) ? written : written.how;
  return { reading: { weighing, changes }, rounding, ...(!isHow(written) && { note: written.note }) };
}

/** The rows of a table, each complete. */
export function rowsOf({ group, source, network, params, macs, rows }: PublishedTable): readonly PublishedRow[] {
  return rows.map((row) => ({
    id: row.id,
    group,
    source,
    network: row.network ?? network!,
    options: row.options ?? {},
    quoted: row.quoted,
    ...(row.quoted.params !== undefined && { params: explanationOf(row.params ?? params!) }),
    ...(row.quoted.macs !== undefined && { macs: explanationOf(row.macs ?? macs!) }),
  }));
}
