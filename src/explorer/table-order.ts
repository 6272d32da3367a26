/** How the table of layers is ordered: as data here, as text in links. */
import { excerpt } from '../core/index.js';
import { tableColumns, type TableColumn } from '../words/table-columns.js';

export interface TableOrder {
  readonly column: TableColumn;
  /** Least first; else most first. */
  readonly ascending: boolean;
}

const LEAST_FIRST = '-least-first';

/** Empty for the order in which the network runs. */
export const formatTableOrder = (order: TableOrder | undefined): string =>
  order ? `${order.column}${order.ascending ? LEAST_FIRST : ''}` : '';

/** Throws `TypeError` naming the parameter. */
export function parseTableOrder(text: string): TableOrder | undefined {
  if (!text) return undefined;
  const ascending = text.endsWith(LEAST_FIRST);
  const name = ascending ? text.slice(0, -LEAST_FIRST.length) : text;
  const column = tableColumns.find((known) => known === name);
  if (column) return { column, ascending };
  throw new TypeError(
    `ranked: expected one of ${tableColumns.join(', ')}, with ${LEAST_FIRST} or without, got ${excerpt(text)}`,
  );
}
