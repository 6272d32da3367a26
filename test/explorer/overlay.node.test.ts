import { describe, expect, it } from 'vitest';
import { buildNetwork, indexOf, isWithin, type Network } from '../../src/core/index.js';
import { rangeOf } from '../../src/core/cost.js';
import { COMBINATIONS, FIRST_LOOK, type OverlayChoice } from '../../src/explorer/overlay/choice.js';
import { matchTable } from '../../src/explorer/overlay/match.js';
import { layOver, overlayOf, type Overlay } from '../../src/explorer/overlay/overlay.js';
import { readTable } from '../../src/explorer/overlay/table.js';
import { isTable } from '../../src/explorer/overlay/table-file.js';
import { marksOf } from '../../src/figures/overlay.js';
import { printSvg } from '../../src/figures/svg-text.js';
import { writeTable } from '../../src/words/table-export.js';
import keras from '../golden/parity/names_torch_to_keras.json';
import { longChain } from '../support/long-chain.js';
import { graphScene } from '../support/scenes.js';
import { Seeded } from '../support/seeded.js';

const choice: OverlayChoice = { ...FIRST_LOOK, source: { kind: 'blob', blob: new Blob(), title: 'own.csv' } };

const lay = (network: Network, text: string, changes: Partial<OverlayChoice> = {}): Overlay =>
  layOver({ ...choice, ...changes }, matchTable(readTable(text, 'own.csv'), network));

const csvOf = (
  rows: readonly (readonly [name: string, ...cells: (string | number)[]])[],
  head = 'node,latency',
): string => [head, ...rows.map((row) => row.join(','))].join('\n');

const mobilenet = buildNetwork('mobilenet-v2', { preset: 'torchvision' });

describe('a table of one’s own figures', () => {
  it('is read from CSV with commas, semicolons or tabs, with comments, quotes and gaps', () => {
    for (const sign of [',', ';', '\t']) {
      const lines = [
        '# made by a profiler, on a phone',
        ['node', 'ms', 'delegate'],
        ['"a"', '1.5', 'GPU'],
        ['b', 'nan', ''],
      ];
      const text = `\uFEFF${lines.map((line) => (typeof line === 'string' ? line : line.join(sign))).join('\r\n')}\r\n\r\n`;
      expect(readTable(text, 't').columns).to.deep.equal([
        { name: 'node', kind: 'word', cells: ['a', 'b'] },
        { name: 'ms', kind: 'number', cells: [1.5, null] },
        { name: 'delegate', kind: 'word', cells: ['GPU', null] },
      ]);
    }
  });

  it('is read from JSON: records, records by name, values by name, and a table of this package', () => {
    const columns = [
      { name: 'node', kind: 'word', cells: ['a', 'b'] },
      { name: 'value', kind: 'number', cells: [1, 2] },
    ] as const;
    const about = {
      title: 'a table',
      about: [],
      columns: ['node', 'value'],
      rows: [['a', 1] as const, ['b', 2] as const],
    };
    for (const text of [
      '[{"node":"a","value":1},{"node":"b","value":2}]',
      '{"a":{"value":1},"b":{"value":2}}',
      '{"a":1,"b":2}',
      writeTable(about, 'json'),
      writeTable(about, 'csv'),
    ])
      expect(readTable(text, 't').columns).to.deep.equal(columns);
  });

  it('refuses what is none, with the file, the row and what came', () => {
    const refused: readonly (readonly [text: string, sentence: RegExp])[] = [
      ['', /^t\.csv: expected at least one row/],
      ['node,ms', /^t\.csv: expected at least one row/],
      ['node\na', /^t\.csv: expected a column of names and one of values, got 1 column/],
      ['node,ms\na,1\nb,2,3', /^t\.csv: row 2: expected 2 cells, as in the first line, got 3/],
      ['node,node\na,1', /^t\.csv: expected columns of different names/],
      ['[1, 2]', /^t\.csv: row 1: expected an object of columns, got 1/],
      ['[{"node":"a","ms":[1]}]', /^t\.csv: row 1, ms: expected a number or a word, got/],
      ['{"a": 1, "a": 2}', /^t\.csv: expected a once in an object/],
      ['[{', /^t\.csv: /],
    ];
    for (const [text, sentence] of refused) expect(() => readTable(text, 't.csv'), text).to.throw(sentence);
    expect(() => lay(mobilenet, csvOf([['classifier', 1]]), { column: 'ms' })).to.throw(
      'own.csv: expected a column of latency, got ms',
    );
  });

  it('is told from models, weights and lists of classes by what is in it', async () => {
    const files: readonly (readonly [name: string, text: string, is: boolean])[] = [
      ['own.csv', 'x', true],
      ['own.json', ' [ {"node": "a", "ms": 1}]', true],
      ['own.json', writeTable({ title: 't', about: [], columns: ['a', 'b'], rows: [['a', 1]] }, 'json'), true],
      ['own.txt', 'node\tms\na\t1\n', true],
      ['model.json', '{"modelTopology": {}, "weightsManifest": []}', false],
      ['classes.json', '["cat", "dog"]', false],
      ['classes.txt', 'cat\ndog, hot\n', false],
      ['own.onnx', 'node,ms\n', false],
    ];
    for (const [name, text, is] of files) expect(await isTable(new File([text], name)), `${name} ${text}`).to.equal(is);
  });
});

describe('matching', () => {
  it('takes names of every scheme, with what tools put around them, and lists what is about no layer', () => {
    const rows = [
      ['features.0.0', 1],
      ['module.features.0.1', 2],
      ['features.1.conv.0.0.weight', 3],
      ['stage2/block1', 4],
      ['features.99', 5],
      ['', 6],
    ] as const;
    const { table } = lay(mobilenet, csvOf(rows));
    expect(table.places.map((at) => mobilenet.nodes[at]?.names.torchvision)).to.deep.equal([
      'features.0.0',
      'features.0.1',
      'features.1.conv.0.0',
      undefined,
      undefined,
      undefined,
    ]);
    expect(table.unmatched).to.deep.equal([
      { row: 4, name: 'stage2/block1', why: 'a group: values are of layers' },
      { row: 5, name: 'features.99', why: 'no layer of that name' },
      { row: 6, name: '', why: 'names nothing' },
    ]);
  });

  it('finds the column of names wherever it stands', () => {
    const overlay = lay(mobilenet, 'ms,kind,layer\n3,conv,Conv1\n4,norm,bn_Conv1\n');
    expect(overlay.table.names.name).to.equal('layer');
    expect(overlay.table.values.map(({ name }) => name)).to.deep.equal(['ms', 'kind']);
    expect(overlay.of(0, mobilenet.nodes.length)).to.deep.include({ value: 7, rows: 2 });
  });
});

describe('10,000 rows', () => {
  const network = longChain(3000, { isGrouped: true });
  const random = new Seeded(14);
  const rows = Array.from({ length: 10_000 }, (_, at): readonly [string, number, string] => [
    at % 10 ? random.oneOf(network.nodes).id : `nowhere${at}`,
    random.integer(0, 1000) / 8, // sums are exact in any order
    random.oneOf(['CPU', 'GPU', 'NPU']),
  ]);
  const text = csvOf(rows, 'node,ms,delegate');
  const overlays = COMBINATIONS.map((combination) => lay(network, text, { combination }));

  it('are matched, or listed', () => {
    const { unmatched, places } = overlays[0]!.table;
    expect(unmatched.map(({ name }) => name)).to.deep.equal(
      rows.flatMap(([name]) => (name.startsWith('nowhere') ? [name] : [])),
    );
    rows.forEach(([name], row) => expect(network.nodes[places[row]!]?.id ?? `nowhere${row}`).to.equal(name));
  });

  it('add up over layers, groups and the whole, as counted one by one', () => {
    const byPath = (path: string) =>
      rows.flatMap(([name, ms]) => (isWithin(name, path) && indexOf(network).nodes.has(name) ? [ms] : []));
    const paths = ['', ...[1, 7, 500, 999].flatMap((at) => [`block${at}`, `block${at}/conv${at - 1}`])];
    for (const path of paths) {
      const values = byPath(path);
      const range = rangeOf(network, path);
      const sum = values.reduce((a, b) => a + b, 0);
      const found = overlays.map((overlay) => overlay.of(...range)?.value);
      expect(found, path).to.deep.equal(
        values.length ? [sum, sum / values.length, Math.max(...values)] : [undefined, undefined, undefined],
      );
    }
  });

  it('say of words which there are, the most frequent first', () => {
    const words = lay(network, text, { column: 'delegate' });
    const counts = new Map<string, number>();
    for (const [name, , word] of rows) if (!name.startsWith('nowhere')) counts.set(word, (counts.get(word) ?? 0) + 1);
    const order = [...counts].sort((a, b) => b[1] - a[1]);
    expect(words.of(0, network.nodes.length)).to.deep.equal({
      value: order[0]![0],
      rows: 9000,
      text: order.map(([word, count]) => `${word} ${count}`).join(', '),
    });
  });
});

describe('one network by four naming schemes', () => {
  // Keras’ names are those of the real model, written down beside torchvision’s by another program.
  const torchToKeras = keras.map as Readonly<Record<string, string>>;
  const nodes = mobilenet.nodes.filter(
    ({ names: { torchvision, timm } }) => torchvision && timm && torchToKeras[torchvision],
  );
  const value = (at: number): number => ((at * 37) % 101) / 4;
  const word = (at: number): string => ['CPU', 'GPU', 'NPU'][(at * 7) % 3]!;
  const schemes = {
    ours: nodes.map(({ id }) => id),
    torchvision: nodes.map(({ names }) => names.torchvision!),
    timm: nodes.map(({ names }) => names.timm!),
    keras: nodes.map(({ names }) => torchToKeras[names.torchvision!]!),
  };

  const draw = (
    names: readonly string[],
    changes: Partial<OverlayChoice>,
    orientation: 'horizontal' | 'vertical',
  ): string => {
    const text = csvOf(
      names.map((name, at) => [name, value(at), word(at)] as const),
      'layer,latency,delegate',
    );
    const overlay = marksOf(lay(mobilenet, text, changes));
    return printSvg(graphScene('mobilenet-v2', { overlay, orientation, detail: 'blocks' }));
  };

  it('has more than a hundred layers with a name in each', () => expect(nodes.length).to.be.above(100));

  for (const orientation of ['horizontal', 'vertical'] as const)
    for (const changes of [
      { look: 'colour' },
      { look: 'bar', combination: 'max' },
      { look: 'colour', combination: 'mean' },
      { column: 'delegate' },
    ] as const)
      it(`gives one picture: ${Object.values(changes).join(', ')}, ${orientation}`, () => {
        const pictures = Object.values(schemes).map((names) => draw(names, changes, orientation));
        expect(new Set(pictures).size).to.equal(1);
        expect(pictures[0]).not.to.equal(printSvg(graphScene('mobilenet-v2', { orientation, detail: 'blocks' })));
        expect(pictures[0]).not.to.match(/NaN|undefined/);
      });

  it('colours more what is more', () => {
    const text = csvOf([
      ['Conv1', 1],
      ['block_1_expand', 8],
      ['Conv_1', 4],
    ]);
    const marks = marksOf(lay(mobilenet, text));
    const closed = ['stem', 'stage2', 'head'].map((path) => {
      const [first, end] = rangeOf(mobilenet, path);
      return { path, first, end, level: 1, parent: '', open: false, position: 1, siblings: 3 };
    });
    expect(marks.washes(closed)).to.deep.equal(['shade-1', 'shade-7', 'shade-4']);
    expect(marks.caption(closed)).to.equal(
      'Ground: sum of latency, from 0 to 8. From own.csv: 3 of 3 rows match a layer of it.',
    );
  });
});

describe('a source', () => {
  it('is read once a source and matched once a network', async () => {
    let reads = 0;
    const blob = new Blob([csvOf([['Conv1', 1]])]);
    const source = {
      kind: 'blob',
      title: 'own.csv',
      get blob() {
        reads++;
        return blob;
      },
    } as const;
    const [first, second] = [
      await overlayOf({ ...choice, source }, mobilenet),
      await overlayOf({ ...choice, source, look: 'bar' }, mobilenet),
    ];
    expect(reads).to.equal(1);
    expect(first.table).to.equal(second.table);
  });
});
