import { expect, html } from '@open-wc/testing';
import { buildNetwork, countParameters, formulaOf } from '../../src/core/index.js';
import { formatExact } from '../../src/words/format.js';
import { claims } from '../../src/core/claims.js';
import { claimsAt } from '../../src/elements/net-formula/claims-at.js';
import '../../src/elements/net-formula/net-formula.js';
import type { NetFormula } from '../../src/elements/net-formula/net-formula.js';
import { Reader } from '../support/reader.js';
import { until, wordsOf } from '../support/page.js';

const shown = (path: string, preset = 'paper'): Promise<Reader<NetFormula>> =>
  Reader.of(html`<net-formula preset=${preset} path=${path}></net-formula>`);

const rows = (reader: Reader<NetFormula>): string[][] =>
  reader.all('table tr:not(thead tr)').map((row) => [...row.children].map((cell) => wordsOf(cell)));

describe('net-formula: accessible', () => {
  for (const path of ['', 'stage4', 'stage2/block1', 'stage2/block1/depthwise/conv', 'stem/activation', 'classifier']) {
    it(path || 'the whole network', async () => {
      await expect((await shown(path)).element).to.be.accessible();
    });
  }
});

describe('net-formula: a bottleneck', () => {
  it('is the post’s table with its numbers put in', async () => {
    const reader = await shown('stage2/block1');
    const labels = rows(reader).map(([label]) => label);
    expect(labels).to.deep.equal(['Expansion', 'Depthwise', 'Squeeze', 'Total']);
    expect(rows(reader).map((row) => row.at(-1))).to.deep.equal(['1,536', '864', '2,304', '4,704']);
    expect(rows(reader).map((row) => row[2])).to.deep.equal([
      '1·1·16·16·6',
      '3·3·16·6',
      '1·1·16·6·24',
      '16·6·(16 + 3·3 + 24)',
    ]);
    expect(reader.words('[part=symbols] div')).to.equal('Ni = 16 | t = 6 | No = 24');
  });

  it('writes its formulas in MathML, as core prints them', async () => {
    const reader = await shown('stage2/block1');
    const { mathml } = formulaOf(reader.state.network, 'stage2/block1');
    const math = reader.all<MathMLElement>('math').at(-1)!;
    expect(math.namespaceURI).to.equal('http://www.w3.org/1998/Math/MathML');
    expect(mathml).to.contain(math.innerHTML);
  });

  it('adds what it leaves out up to the parameters that tools count', async () => {
    for (const [preset, path] of [
      ['paper', 'stage3/block2'],
      ['post', 'stage2/block1'],
      ['post', 'stage1/block1'],
    ] as const) {
      const reader = await shown(path, preset);
      const { network } = reader.state;
      const [trainable, stored] = reader.all('[part=left-out] dd.sum').map(wordsOf);
      expect(trainable, path).to.equal(formatExact(countParameters({ network, path }, 'torchvision')));
      expect(stored, path).to.equal(formatExact(countParameters({ network, path }, 'keras')));
    }
    expect((await shown('stage2/block1', 'post')).words('[part=left-out]')).to.contain('the shortcut’s convolution');
  });

  it('has two rows where t = 1 needs no expansion', async () => {
    expect(rows(await shown('stage1/block1')).map(([label]) => label)).to.deep.equal(['Depthwise', 'Squeeze', 'Total']);
    expect(rows(await shown('stage1/block1', 'post')).map(([label]) => label)).to.have.length(4);
  });

  it('counts MACs too, and says that they are not proportional to parameters', async () => {
    const reader = await shown('stage2/block1');
    await reader.click('MACs');
    expect(rows(reader).at(-1)!.at(-1)).to.equal(formatExact(reader.state.cost.of('stage2/block1').macs));
    expect(reader.all('[part=left-out]')).to.be.empty;
    expect(reader.words('[part=ratio]'))
      .to.contain('6,208 times')
      .and.contain('1 (classifier) to 12,544')
      .and.contain('not proportional');
  });
});

describe('net-formula: everything else', () => {
  it('a layer: its own formula in the symbols of its block', async () => {
    const [[, , numbers, value]] = rows(await shown('stage2/block1/depthwise/conv')) as [string[]];
    expect([numbers, value]).to.deep.equal(['3·3·16·6', '864']);
  });

  it('a layer without weights: says so', async () => {
    expect((await shown('stem/activation')).words('p.soft')).to.equal('Nothing to count: ReLU6 has no parameters.');
  });

  it('nothing selected: the sum of the stages, each a way in', async () => {
    const reader = await shown('');
    expect(rows(reader).at(-1)!.at(-1)).to.equal(formatExact(reader.state.cost.total.weights));
    const sum = rows(reader)
      .slice(0, -1)
      .reduce((total, row) => total + Number(row.at(-1)!.replaceAll(',', '')), 0);
    expect(sum).to.equal(reader.state.cost.total.weights);
  });

  it('follows the selection, and a reader’s way into a stage', async () => {
    const reader = await Reader.of<NetFormula>(html`<net-formula preset="paper"></net-formula>`);
    await reader.click('Stage 4: 4 × 64 channels');
    expect(reader.state.selected).to.equal('stage4');
    expect(reader.eventNames).to.deep.equal(['net-select']);
    expect(rows(reader)).to.have.length(5);
  });

  it('a path that the network does not have: says so', async () => {
    expect((await shown('stage9/block1')).words('[part=error]')).to.equal(
      'path: MobileNetV2 1 @ 224 has no stage9/block1',
    );
  });

  it('a quantity that there is not: counts parameters', async () => {
    const reader = await Reader.of<NetFormula>(
      html`<net-formula preset="paper" quantity="flops" path="stem/conv"></net-formula>`,
    );
    expect(rows(reader).at(-1)!.at(-1)).to.equal('864');
  });

  it('gives TeX to copy', async () => {
    const reader = await shown('stage2/block1');
    expect(reader.find('header > button').title).to.equal(
      'N_{i} \\cdot t \\cdot (N_{i} + 3 \\cdot 3 + N_{o}) = 4{,}704',
    );
  });

  it('says where the post does not hold for what is shown, and only there', async () => {
    const ids = (preset: string, path: string): string[] =>
      claimsAt(claims, buildNetwork('mobilenet-v2', { preset }), path).map(({ id }) => id);
    expect(ids('post', 'stage2/block1')).to.have.members([
      'norm-after-every-convolution',
      'linear-depthwise',
      'projection-shortcut',
    ]);
    expect(ids('post', 'stage1/block1/expand/conv')).to.deep.equal(['expansion-at-one']);
    expect(ids('post', 'stem/conv')).to.deep.equal(['plain-relu']);
    expect(ids('paper', 'stage2/block1')).to.deep.equal(['linear-depthwise']);
    expect(ids('paper', 'stem')).to.deep.equal([]);
    expect(ids('post', '')).to.deep.equal([]);
    expect(claimsAt(claims, buildNetwork('mobilenet-v3'), 'stage3/block2')).to.deep.equal([]);
    const reader = await shown('stage2/block1/shortcut/conv', 'post');
    expect(reader.all('[part=claim]')).to.deep.equal([]);
    reader.element.notes = 'post';
    await until(() => reader.words('[part=claim]'), 'the claims, which come in a chunk of their own');
    expect(reader.words('[part=claim]')).to.contain('a pointwise conv is used along the residual path');
  });
});
