/** A table of somebody's own values: read from CSV or JSON, whatever it is about. */
import { dsvFormat } from 'd3-dsv';
import { excerpt, excerptName } from '../../core/index.js';
import { InputError } from '../errors.js';
import { parseJson } from '../json-file.js';

/** A number, a word, or nothing. */
export type Cell = number | string | null;

export interface Column {
  readonly name: string;
  /** Numbers where each cell that says something is one. */
  readonly kind: 'number' | 'word';
  /** One a row. */
  readonly cells: readonly Cell[];
}

export interface ValueTable {
  /** What it is called: its file. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** How many rows there are. */
  readonly length: number;
}

/** How files say that there is no value. */
const NOTHING = new Set(['', '-', '–', 'na', 'n/a', 'nan', 'none', 'null']);

const DELIMITERS = ['\t', ';', ','];

/**
 * Reads CSV (with commas, semicolons or tabs; its first line names the columns; lines that begin with `#` are comments) or
 * JSON: a list of records, `{ name: value }`, `{ name: record }`, or the table that a page of ours exports.
 * Throws `InputError` that names the file and the line.
 */
export function readTable(text: string, title: string): ValueTable {
  const body = text.replace(/^\uFEFF/, '');
  const { names, rows } = /^\s*[[{]/.test(body) ? fromJson(body, title) : fromCsv(body, title);
  if (!rows.length) throw broken(title, 'expected at least one row under the names of the columns, got none');
  if (names.length < 2) throw broken(title, `expected a column of names and one of values, got ${names.length} column`);
  return {
    title,
    length: rows.length,
    columns: names.map((name, at) =>
      columnOf(
        name,
        rows.map((row) => row[at]),
      ),
    ),
  };
}

const broken = (title: string, problem: string): InputError =>
  new InputError('overlay', 'file-format', `${excerptName(title)}: ${problem}`);

interface RawTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

function fromCsv(text: string, title: string): RawTable {
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() && !line.startsWith('#'));
  const head = lines[first] ?? '';
  const count = (sign: string): number => head.split(sign).length;
  const delimiter = DELIMITERS.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
  // Not `parse`, which makes objects by `new Function`: a page's policy may forbid that.
  const [names = [], ...rows] = dsvFormat(delimiter).parseRows(lines.slice(first).join('\n'));
  const wrong = rows.findIndex((row) => row.length !== names.length && row.some((cell) => cell.trim()));
  if (wrong >= 0)
    throw broken(
      title,
      `row ${wrong + 1}: expected ${names.length} cells, as in the first line, got ${rows[wrong]!.length}`,
    );
  const unique = new Set(names.map((name) => name.trim()));
  if (unique.size < names.length) throw broken(title, `expected columns of different names, got ${excerpt(head)}`);
  return { names: [...unique], rows: rows.filter((row) => row.some((cell) => cell.trim())) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fromJson(text: string, title: string): RawTable {
  const value = parseJson(text, title, 'overlay');
  const list = isRecord(value) && Array.isArray(value['rows']) ? value['rows'] : value;
  const records = Array.isArray(list) ? (list as unknown[]) : Object.entries(list as object).map(recordOf);
  const names = new Set<string>();
  records.forEach((record, at) => {
    if (!isRecord(record)) throw broken(title, `row ${at + 1}: expected an object of columns, got ${excerpt(record)}`);
    for (const [name, cell] of Object.entries(record)) {
      if (typeof cell === 'object' && cell !== null)
        throw broken(title, `row ${at + 1}, ${excerptName(name)}: expected a number or a word, got ${excerpt(cell)}`);
      names.add(name);
    }
  });
  const order = [...names];
  return { names: order, rows: (records as Record<string, unknown>[]).map((row) => order.map((name) => row[name])) };
}

const recordOf = ([node, value]: [string, unknown]) => (isRecord(value) ? { node, ...value } : { node, value });

function columnOf(name: string, raw: readonly unknown[]): Column {
  const texts = raw.map((cell) =>
    typeof cell === 'number' || typeof cell === 'boolean' ? `${cell}` : `${cell ?? ''}`.trim(),
  );
  const isNothing = (text: string): boolean => NOTHING.has(text.toLowerCase());
  const said = texts.filter((text) => !isNothing(text));
  const kind = said.length && said.every((text) => Number.isFinite(Number(text))) ? 'number' : 'word';
  const read = (text: string): Cell => (isNothing(text) ? null : kind === 'number' ? Number(text) : text);
  return { name, kind, cells: texts.map(read) };
}
