import { describe, expect, it } from 'vitest';
import { fileNameOf, tableFormats, writeTable, type ExportTable } from '../../src/words/table-export.js';

const table: ExportTable = {
  title: 'MobileNetV2 1 @ 224: layers',
  about: ['preset=paper', 'counted as torchvision, "trainable"'],
  columns: ['layer', 'parameters', 'note'],
  rows: [
    ['conv, 3×3', 864, null],
    ['a "quoted" | piped_name', 1280, '50% & more\nof $x^2$'],
    ['# no comment', 0, '<b>\\'],
  ],
};

/** A reader of CSV that knows no more than RFC 4180. */
function readCsv(text: string): string[][] {
  const cells = text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g);
  const rows: string[][] = [[]];
  for (const [whole, quoted, bare, end] of cells) {
    if (!whole) break;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length);
}

describe('writeTable(table, format)', () => {
  for (const format of Object.keys(tableFormats) as (keyof typeof tableFormats)[]) {
    it(`${format}: says what the table is about, and ends with a line end`, () => {
      const text = writeTable(table, format);
      expect(text).to.contain('MobileNetV2 1 @ 224').and.to.contain('torchvision').and.to.match(/\n$/);
    });
    it(`${format}: takes a table without rows and without notes`, () => {
      const empty = { title: 'none', about: [], columns: ['a', 'b'], rows: [] };
      expect(writeTable(empty, format)).to.be.a('string').and.to.contain('none');
    });
  }

  it('csv: comes back cell by cell, below its comments', () => {
    const text = writeTable(table, 'csv');
    const lines = text.split('\r\n');
    expect(lines.slice(0, 3)).to.deep.equal([
      '# MobileNetV2 1 @ 224: layers',
      '# preset=paper',
      '# counted as torchvision, "trainable"',
    ]);
    expect(readCsv(lines.slice(3).join('\r\n'))).to.deep.equal([
      [...table.columns],
      ...table.rows.map((row) => row.map((cell) => String(cell ?? ''))),
    ]);
  });

  it('json: comes back as records, numbers as numbers', () => {
    const { title, about, rows } = JSON.parse(writeTable(table, 'json')) as Record<string, unknown>;
    expect({ title, about }).to.deep.equal({ title: table.title, about: [...table.about] });
    expect((rows as unknown[])[0]).to.deep.equal({ layer: 'conv, 3×3', parameters: 864, note: null });
  });

  it('markdown: every row has its three cells, and numbers stand right', () => {
    const lines = writeTable(table, 'markdown')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(lines[1]).to.equal('| --- | ---: | --- |');
    for (const line of lines) expect(line.replaceAll('\\|', '').match(/\|/g)).to.have.length(4);
    expect(lines[3]).to.equal('| a "quoted" \\| piped\\_name | 1280 | 50% & more of $x^2$ |'.replace('&', '&amp;'));
    expect(lines[4]).to.contain('&lt;b>\\\\');
  });

  it('latex: escapes what LaTeX takes for commands', () => {
    const text = writeTable(table, 'latex');
    expect(text).to.contain('\\begin{tabular}{lrl}');
    expect(text).to.contain('50\\% \\& more of \\$x\\textasciicircum{}2\\$');
    expect(text).to.contain('3$\\times$3').and.to.contain('piped\\_name').and.to.contain('\\# no comment');
    const rows = text.split('\n').filter((line) => line.endsWith('\\\\'));
    for (const row of rows) expect(row.replaceAll('\\&', '').match(/&/g)).to.have.length(2);
  });
});

describe('fileNameOf(table, format)', () => {
  it('is the title, fit for a file', () => {
    expect(fileNameOf(table, 'latex')).to.equal('mobilenetv2-1-224-layers.tex');
    expect(fileNameOf({ ...table, title: '…' }, 'csv')).to.equal('table.csv');
  });
});
