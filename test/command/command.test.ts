import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { csvParseRows } from 'd3-dsv';
import { describe, expect, it } from 'vitest';
import { buildNetwork, countOperations, countParameters, networks } from '../../src/core/index.js';
import { run } from '../../src/command/run.js';
import type { Files } from '../../src/command/files.js';
import { UsageError } from '../../src/command/usage-error.js';
import expected from '../golden/onnx/expected.json';

const here = new URL('../golden/onnx/', import.meta.url);

const files: Files = {
  exists: (path) => path.endsWith('.onnx') || path.endsWith('.txt'),
  async open(path) {
    if (path === 'gone.onnx') throw new UsageError('gone.onnx: expected a file that can be read, got ENOENT');
    const bytes = path.endsWith('.txt')
      ? new TextEncoder().encode('notes')
      : readFileSync(new URL(basename(path), here));
    return new File([bytes], basename(path));
  },
};

const ask = (line: string) => run(line.split(' ').filter(Boolean), files, '1.2.3');

async function output(line: string): Promise<string> {
  const { code, output: text, error } = await ask(line);
  expect(error).to.equal('');
  expect(code).to.equal(0);
  return text;
}

/** Without the comments above the table. */
const rowsOfCsv = (text: string): string[][] => csvParseRows(text.replace(/^(?:#.*\r\n)*/, ''));

const sumOf = (rows: readonly (readonly string[])[], column: number): number =>
  rows.slice(1).reduce((sum, row) => sum + Number(row[column]), 0);

describe('the command', () => {
  it('prints what torchvision has of MobileNetV2', async () => {
    const text = await output('summary mobilenet-v2');
    expect(text).to.include('Counted as torchvision: 3504872 parameters, 300774272 MACs for one image.');
    expect(text).to.match(/^classifier\s+Fully connected.*1,281,000 +1,280,000/m);
  });

  for (const { id, presets } of networks)
    for (const preset of Object.keys(presets))
      it(`${id}, ${preset}: layers add up to what the core counts, in tables and in comparison`, async () => {
        const network = buildNetwork(id, { preset });
        const totals = [countParameters(network, 'keras'), countOperations(network, 'keras')];
        const rows = rowsOfCsv(await output(`summary ${id} --preset ${preset} --convention keras --format csv`));
        expect([sumOf(rows, 4), sumOf(rows, 5)]).to.deep.equal(totals);
        const { rows: compared } = JSON.parse(
          await output(`compare ${id}:preset=${preset} --convention keras --format json`),
        ) as { rows: readonly Record<string, unknown>[] };
        expect([compared[0]!['parameters'], compared[0]!['MACs']]).to.deep.equal(totals);
      });

  it('takes options of the network as words of the command, flags alone', async () => {
    const narrow = await output('summary mobilenet-v1 --width 0.5 --shallow --resolution=160x128 --format json');
    const { about } = JSON.parse(narrow) as { about: readonly string[] };
    expect(about[0]).to.include('network=mobilenet-v1 width=0.5 resolution=160x128 shallow=true');
    const one = await output('summary mobilenet-v1:width=0.5,shallow,resolution=160x128 --format json');
    expect(one).to.equal(narrow);
  });

  for (const [name, { parameters, macs }] of Object.entries(expected))
    it(`counts ${name}.onnx as hooks in PyTorch did`, async () => {
      const size = name === 'mobilenet-v3' || name === 'shufflenet' ? '--resolution 32' : ''; // left open
      const rows = rowsOfCsv(await output(`count ${name}.onnx ${size} --format csv`));
      expect([sumOf(rows, 4), sumOf(rows, 5)]).to.deep.equal([parameters, macs]);
    });

  it('draws, in every format that a page has', async () => {
    for (const line of ['', '--detail stages --orientation vertical --pixels 360 --theme dark --measure none'])
      expect(await output(`svg mobilenet-v2 ${line}`)).to.match(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(await output('svg resnet.onnx')).to.include('<svg ');
  });

  it('writes a tag with a drawing and a table in it', async () => {
    const text = await output('embed mobilenet-v2 --width 0.75 --convention ptflops');
    expect(text).to.match(/^<net-explorer network="mobilenet-v2" width="0.75" convention="ptflops">\n {2}<svg /);
    const counted = countOperations(buildNetwork('mobilenet-v2', { width: 0.75 }), 'ptflops').toLocaleString('en-US');
    expect(text).to.include(`<td>${counted}</td></tr>\n  </table>\n</net-explorer>\n<!-- once a page: `);
    expect(text).to.include('src="https://your.host/mobilenet-explorer/index.js"');
    const hosted = await output('embed mobilenet-v2 --script /explorer/index.js');
    expect(hosted).to.match(/<\/net-explorer>\n<script type="module" src="\/explorer\/index.js"><\/script>\n$/);
  });

  it('draws nothing that asks to be pressed', async () => {
    for (const line of ['svg mobilenet-v2', 'svg mobilenet-v2 --detail layers', 'embed mobilenet-v2'])
      expect(await output(line)).not.to.match(/h5(?:M[\d.,-]+v5)?"/);
  });

  it('compares by as many layers as a page says', async () =>
    expect(await output('compare mobilenet-v2 --format csv')).to.match(
      /^MobileNetV2 1 @ 224,224×224×3,1×1×1000,151,/m,
    ));

  it('says how it is used, also of one of its words', async () => {
    expect(await output('summary --help')).to.equal(await output('help'));
  });

  it('says its version', async () => {
    expect(await output('--version')).to.equal('1.2.3\n');
  });
});

describe('what cannot be done', () => {
  for (const [line, sentence] of [
    ['draw mobilenet-v2', 'expected one of summary, compare, count, svg, embed, got draw'],
    ['summary', 'expected a network (mobilenet-v2, '],
    ['Summary mobilenet-v2', 'there is no Summary; is summary meant?'],
    ['summary mobilnet-v2', 'there is no network or file mobilnet-v2; is mobilenet-v2 meant?'],
    ['summary MobileNet-V2', 'there is no network or file MobileNet-V2; is mobilenet-v2 meant?'],
    ['summary mobilenetv3', 'there is no network or file mobilenetv3; is mobilenet-v3 meant?'],
    ['summary mobilenet_v3', 'there is no network or file mobilenet_v3; is mobilenet-v3 meant?'],
    ['summary mobilenetv2', 'there is no network or file mobilenetv2; is mobilenet-v2 meant?'],
    ['summary vgg-16', 'or a file, got vgg-16'],
    ['summary mobilenet-v2 --widht 0.5', 'there is no --widht; is --width meant?'],
    ['summary mobilenet-v2 --colour red', 'expected one of --convention, '],
    ['summary mobilenet-v2 --resolution -5', 'option resolution: expected '],
    ['summary mobilenet-v2 --width', '--width: expected a value behind it'],
    ['summary mobilenet-v1 --shallow=yes', '--shallow: expected no value behind it'],
    ['summary mobilenet-v2 --width wide', 'option width: expected a number from 0.05 to 4, got "wide"'],
    ['summary mobilenet-v2:widht=0.5', 'mobilenet-v2: there is no widht; is width meant?'],
    ['summary mobilenet-v2:colour=red', 'mobilenet-v2: expected one of preset, width, '],
    ['summary mobilenet-v2 --preset nope', 'option preset: expected one of '],
    ['summary mobilenet-v2 --convention nope', 'nope'],
    ['summary mobilenet-v2 --format pdf', '--format: expected one of text, csv, json, markdown, latex, got pdf'],
    ['summary mobilenet-v2 resnet', 'expected one network, got 2: compare shows several'],
    ['summary mobilenet-v2 --format JSON', '--format: there is no JSON; is json meant?'],
    ['svg mobilenet-v2 --pixels 1e9', '--pixels: expected a whole number from 200 to 10000, got 1e9'],
    ['svg mobilenet-v2 --detail atoms', '--detail: expected one of stages, blocks, layers, got atoms'],
    ['svg mobilenet-v2 --detail block', '--detail: there is no block; is blocks meant?'],
    ['embed resnet.onnx', 'expected a network of the register'],
    ['count gone.onnx', 'gone.onnx: expected a file that can be read'],
    ['count notes.txt', 'notes.txt'],
  ] as const)
    it(`${line}: a sentence, and 2`, async () => {
      const answer = await ask(line);
      expect(answer.code).to.equal(2);
      expect(answer.output).to.equal('');
      expect(answer.error).to.match(/^mobilenet-explorer: [^\n]*\n$/);
      expect(answer.error).to.include(sentence);
    });
});
