/** A table as text in the formats that other programs take, each saying what the table is about. */

/** What may stand in a cell; `null` where there is nothing. */
export type ExportCell = string | number | null;

export interface ExportTable {
  readonly title: string;
  /** Network, options, convention, sources: a line each. */
  readonly about: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
}

interface TableFormat {
  readonly title: string;
  readonly extension: string;
  readonly type: string;
  readonly write: (table: ExportTable) => string;
}

/** One line, whatever it was. */
const inline = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ');

const textOf = (cell: ExportCell): string => (cell === null ? '' : String(cell));

/** Whether a column has numbers alone. */
const isNumeric = ({ rows }: ExportTable, column: number): boolean =>
  rows.length > 0 && rows.every((row) => typeof row[column] !== 'string');

/** RFC 4180; what the table is about stands above it, in lines that begin with `#`. */
function writeCsv({ title, about, columns, rows }: ExportTable): string {
  const quote = (text: string): string => (/[",\r\n]|^[\s#]|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const comments = [title, ...about].map((line) => `# ${inline(line)}`);
  const lines = [columns, ...rows].map((row) => row.map((cell) => quote(textOf(cell))).join(','));
  return [...comments, ...lines, ''].join('\r\n');
}

function writeJson({ title, about, columns, rows }: ExportTable): string {
  const records = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
  return `${JSON.stringify({ title, about, columns, rows: records }, null, 2)}\n`;
}

const escapeMarkdown = (text: string): string =>
  inline(text)
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');

function writeMarkdown(table: ExportTable): string {
  const { title, about, columns, rows } = table;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, index) => (isNumeric(table, index) ? '---:' : '---'));
  const body = rows.map((row) => line(row.map((cell) => escapeMarkdown(textOf(cell)))));
  const notes = about.map((text) => `- ${escapeMarkdown(text)}`);
  return [
    `**${escapeMarkdown(title)}**`,
    '',
    ...notes,
    ...(notes.length ? [''] : []),
    line(columns.map(escapeMarkdown)),
    line(rule),
    ...body,
    '',
  ].join('\n');
}

/** Signs that LaTeX takes for commands, and those of ours that its fonts may lack. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  ...Object.fromEntries([...'&%$#_{}'].map((sign) => [sign, `\\${sign}`])),
  '×': '$\\times$',
  '·': '$\\cdot$',
  '−': '$-$',
  '→': '$\\rightarrow$',
  '≠': '$\\neq$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '√': '$\\surd$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  '²': '\\textsuperscript{2}',
  '–': '--',
  '’': "'",
  '…': '\\ldots{}',
  '✓': 'yes',
  '\u00a0': '~',
};

const escapeLatex = (text: string): string => [...inline(text)].map((sign) => LATEX[sign] ?? sign).join('');

/** A `table` that needs no package. */
function writeLatex(table: ExportTable): string {
  const { title, about, columns, rows } = table;
  const line = (cells: readonly ExportCell[]): string =>
    `    ${cells.map((cell) => escapeLatex(textOf(cell))).join(' & ')} \\\\`;
  const alignment = columns.map((_, index) => (isNumeric(table, index) ? 'r' : 'l')).join('');
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${escapeLatex([title, ...about].map((text) => text.replace(/\.$/, '')).join('. '))}.}`,
    `  \\begin{tabular}{${alignment}}`,
    '    \\hline',
    line(columns),
    '    \\hline',
    ...rows.map(line),
    '    \\hline',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** The formats, the one that spreadsheets read first. */
export const tableFormats = {
  csv: { title: 'CSV', extension: 'csv', type: 'text/csv', write: writeCsv },
  json: { title: 'JSON', extension: 'json', type: 'application/json', write: writeJson },
  markdown: { title: 'Markdown', extension: 'md', type: 'text/markdown', write: writeMarkdown },
  latex: { title: 'LaTeX', extension: 'tex', type: 'application/x-tex', write: writeLatex },
} as const satisfies Record<string, TableFormat>;

export type TableFormatId = keyof typeof tableFormats;

/** The table as text of that format. */
export const writeTable = (table: ExportTable, format: TableFormatId): string => tableFormats[format].write(table);

/** `MobileNetV2 1 @ 224: layers` → `mobilenetv2-1-224-layers.csv` */
export function fileNameOf({ title }: ExportTable, format: TableFormatId): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `${name || 'table'}.${tableFormats[format].extension}`;
}
