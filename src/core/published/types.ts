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
  readonly network: string;
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

/** A row as a table's file writes it: what differs from the table as a whole. */
export interface TableRow {
  readonly id: string;
  /** Unless told, the table's. */
  readonly network?: string;
  readonly options?: Options;
  readonly quoted: Quoted;
  readonly params?: Explanation;
  readonly macs?: Explanation;
}

/** One table: a source, the way of counting that fits it as a whole, and its rows with their exceptions. */
export interface PublishedTable {
  readonly group: string;
  readonly source: PublishedSource;
  readonly network?: string;
  readonly params?: Explanation;
  readonly macs?: Explanation;
  readonly rows: readonly TableRow[];
}

export const rounded = (weighing: WeighingId, ...changes: readonly ChangeId[]): Explanation => ({
  reading: { weighing, changes },
  rounding: 'rounded',
});
export const truncated = (weighing: WeighingId, ...changes: readonly ChangeId[]): Explanation => ({
  reading: { weighing, changes },
  rounding: 'truncated',
});
export const because = (reason: string): Explanation => ({ reason });

/** The rows of a table, each complete. */
export function rowsOf({ group, source, network, params, macs, rows }: PublishedTable): readonly PublishedRow[] {
  return rows.map((row) => ({
    id: row.id,
    group,
    source,
    network: row.network ?? network!,
    options: row.options ?? {},
    quoted: row.quoted,
    ...(row.quoted.params !== undefined && { params: row.params ?? params! }),
    ...(row.quoted.macs !== undefined && { macs: row.macs ?? macs! }),
  }));
}
