import { tableFormats, writeTable, type ExportTable, type TableFormatId } from '../words/table-export.js';
import { oneOf } from './arguments.js';

const FORMATS = ['text', ...(Object.keys(tableFormats) as TableFormatId[])] as const;

/** Columns under each other, numbers to the right: for a terminal. */
function alignTable({ title, about, columns, rows }: ExportTable): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : (cell ?? ''))),
  );
  const widths = columns.map((column, at) => Math.max(column.length, ...cells.map((row) => row[at]!.length)));
  const isNumeric = (at: number): boolean => rows.some((row) => typeof row[at] === 'number');
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, at) => (isNumeric(at) ? text.padStart(widths[at]!) : text.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd();
  return [title, ...about, '', line(columns), ...cells.map(line), ''].join('\n');
}

/** A table as the reader asks for it. Throws `UsageError` for an unknown format. */
export function printTable(table: ExportTable, format: string): string {
  const id = oneOf('format', FORMATS, format);
  return id === 'text' ? alignTable(table) : writeTable(table, id);
}
