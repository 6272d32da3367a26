import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  costOf,
  countParameters,
  formulaOf,
  isWithin,
  type Formula,
  type Group,
  type Network,
  type NetworkCost,
  type Shape,
} from '../../src/core/index.js';
import { evaluate } from '../../src/core/expr.js';
import { NetworkBuilder } from '../../src/core/network.js';
import golden from '../golden/counts/blocks.json';
import { randomOptions } from '../support/random-options.js';
import { buildBottleneck } from '../support/single-block.js';

type GoldenBottleneck = (typeof bottlenecks)[number];

/** MobileNetV2 has 3×3 depthwise convolutions only; the reference has one of 5×5 too. */
const bottlenecks = golden.bottlenecks.filter(({ kernel }) => kernel === 3);

const inputShape = ({ ni, in_hw: [height, width] }: GoldenBottleneck): Shape => [height!, width!, ni];
const spec = ({ t, no, stride }: GoldenBottleneck) => ({ t, outputChannels: no, stride });
const title = ({ ni, t, no, stride, in_hw }: GoldenBottleneck): string =>
  `${ni} → ${no}, t = ${t}, stride ${stride} at ${in_hw.join('×')}`;
const values = ({ rows = [] }: Formula): number[] => rows.map(({ value }) => value);
const leftOut = (formula: Formula, reason: string): number =>
  formula.leftOut.find((entry) => entry.reason === reason)?.value ?? 0;

describe('the post’s table', () => {
  for (const block of bottlenecks) {
    it(`${title(block)}: three rows and their total, as convolutions count them`, () => {
      const network = buildBottleneck(inputShape(block), spec(block));
      const parameters = formulaOf(network, 'block');
      expect(parameters.text).to.equal('N_i·t·(N_i + 3·3 + N_o)');
      expect(parameters.rows!.map(({ text }) => text)).to.deep.equal(['1·1·N_i·N_i·t', '3·3·N_i·t', '1·1·N_i·t·N_o']);
      expect(values(parameters)).to.deep.equal([block.expansion.params, block.depthwise.params, block.squeeze.params]);
      expect(parameters.value).to.equal(block.params_total);
      expect(parameters.value).to.equal(block.post_formula_params);

      const macs = formulaOf(network, 'block', 'macs');
      expect(values(macs)).to.deep.equal([block.expansion.macs, block.depthwise.macs, block.squeeze.macs]);
      expect(macs.value).to.equal(block.macs_total);
    });

    it(`${title(block)}: what the table leaves out makes up all parameters`, () => {
      const drawn = buildBottleneck(inputShape(block), spec(block));
      expect(leftOut(formulaOf(drawn, 'block'), 'batch norm')).to.equal(block.bn_params_if_after_all_three);
      expectComplete(drawn, costOf(drawn), 'block');

      const coded = buildBottleneck(inputShape(block), {
        ...spec(block),
        shortcut: 'projection',
        projectionNorm: false,
      });
      const formula = formulaOf(coded, 'block');
      const shortcut = block.seed_shortcut_conv;
      expect(leftOut(formula, 'projection shortcut')).to.equal(shortcut?.params ?? 0);
      expect(leftOut(formula, 'batch norm')).to.equal(
        block.bn_params_as_the_seed_codes_it + (shortcut?.bn_params ?? 0),
      );
      expectComplete(coded, costOf(coded), 'block');
    });
  }

  for (const block of bottlenecks.filter(({ stride }) => stride === 1)) {
    it(`${title(block)}: MACs are the paper’s formula where nothing is strided`, () => {
      const macs = formulaOf(buildBottleneck(inputShape(block), spec(block)), 'block', 'macs');
      expect(macs.text).to.equal('N_i·t·H·W·(N_i + 3·3 + N_o)');
      expect(macs.value).to.equal(block.paper_formula_macs_ignoring_stride);
    });
  }

  it('is written as text, TeX and MathML, with its symbols and with its numbers', () => {
    const formula = formulaOf(buildNetwork('mobilenet-v2'), 'stage2/block1');
    expect(formula.bindings).to.deep.equal({ N_i: 16, t: 6, N_o: 24 });
    expect(formula.text).to.equal('N_i·t·(N_i + 3·3 + N_o)');
    expect(formula.substituted).to.equal('16·6·(16 + 3·3 + 24)');
    expect(formula.value).to.equal(4704);
    expect(formula.tex).to.equal('N_{i} \\cdot t \\cdot (N_{i} + 3 \\cdot 3 + N_{o})');
    expect(formula.mathml).to.equal(
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><msub><mi>N</mi><mi>i</mi></msub><mo>·</mo><mi>t</mi>' +
        '<mo>·</mo><mrow><mo>(</mo><msub><mi>N</mi><mi>i</mi></msub><mo>+</mo><mn>3</mn><mo>·</mo><mn>3</mn>' +
        '<mo>+</mo><msub><mi>N</mi><mi>o</mi></msub><mo>)</mo></mrow></mrow></math>',
    );
  });

  it('counts a strided block at two sizes', () => {
    const macs = formulaOf(buildBottleneck([56, 56, 24], { t: 6, outputChannels: 32, stride: 2 }), 'block', 'macs');
    expect(macs.text).to.equal('N_i·t·(N_i·H_i·W_i + 3·3·H_o·W_o + N_o·H_o·W_o)');
  });

  it('has no first row where t = 1 and the expansion is left out', () => {
    const network = buildBottleneck([112, 112, 32], { t: 1, outputChannels: 16, stride: 1, unitExpansion: false });
    expect(formulaOf(network, 'block').text).to.equal('N_i·t·(3·3 + N_o)');
  });

  it('names the middle M where it is not N_i·t', () => {
    const network = buildBottleneck([56, 56, 24], { t: 2.3, outputChannels: 32, stride: 1 });
    const { text, bindings } = formulaOf(network, 'block');
    expect(text).to.equal('M·(N_i + 3·3 + N_o)');
    expect(bindings).to.deep.equal({ M: 55, N_i: 24, N_o: 32 });
  });
});

describe('formulas of every block', () => {
  for (let seed = 0; seed < 200; seed++) {
    it(`agree with the sum over layers, seed ${seed}`, () => {
      const network = buildNetwork('mobilenet-v2', randomOptions(seed));
      const cost = costOf(network);
      for (const block of network.groups.filter(({ role }) => role === 'block')) expectAgreement(network, cost, block);
    });
  }
});

describe('formulas of stages, units, layers and the whole', () => {
  for (const preset of ['paper', 'post']) {
    it(`${preset}: say with what they leave out all that there is`, () => {
      const network = buildNetwork('mobilenet-v2', { preset });
      const cost = costOf(network);
      const paths = ['', ...[...network.groups, ...network.nodes].map(({ id }) => id)];
      for (const path of paths) expectComplete(network, cost, path);
    });
  }

  it('are the sum of their parts, in order', () => {
    const stage = formulaOf(buildNetwork('mobilenet-v2'), 'stage2');
    expect(stage.text).to.equal('4,704 + 8,208');
    expect(stage.rows!.map(({ path }) => path)).to.deep.equal(['stage2/block1', 'stage2/block2']);
    expect(stage.leftOut).to.deep.equal([
      { reason: 'batch norm', value: 1056 },
      { reason: 'batch norm statistics', value: 1056 },
    ]);
  });

  it('name a layer’s own symbols where no block is around it', () => {
    const network = buildNetwork('mobilenet-v2');
    expect(formulaOf(network, 'stem/conv', 'macs').text).to.equal('3·3·N_i·N_o·H·W');
    expect(formulaOf(network, 'stem/conv').bindings).to.deep.equal({ N_i: 3, N_o: 32 });
    expect(formulaOf(network, 'stem/norm').text).to.equal('2·N');
    expect(formulaOf(network, 'stem/activation').text).to.equal('0');
    expect(formulaOf(network, 'classifier').leftOut).to.deep.equal([{ reason: 'bias', value: 1000 }]);
  });

  it('count weights once that two layers share, the bias that they leave out too', () => {
    const builder = new NetworkBuilder('shared', 'one kernel used twice', {});
    const attributes = { filters: 4, kernel: 1, stride: 1, padding: 0, groups: 1, bias: true };
    const input = builder.add('input', 'input', { shape: [4, 4, 4] }, []);
    const first = builder.add('first', 'conv2d', attributes, [input]);
    builder.add('second', 'conv2d', attributes, [first], { sharedWith: first });
    const network = builder.finish();
    const cost = costOf(network);
    expect(formulaOf(network, '')).to.deep.include({ value: 16, leftOut: [{ reason: 'bias', value: 4 }] });
    for (const path of ['', 'first', 'second']) expectComplete(network, cost, path);
  });

  it('are not there for a path that is not there', () => {
    expect(() => formulaOf(buildNetwork('mobilenet-v2'), 'stage9')).to.throw(RangeError, 'unknown node: stage9');
  });
});

describe('grouped convolution', () => {
  for (const layer of golden.grouped) {
    const { in_channels, out_channels, kernel, groups } = layer;
    it(`${in_channels} → ${out_channels}, ${kernel}×${kernel}, g = ${groups}: g is the number of groups`, () => {
      const [height, width] = layer.in_hw as [number, number];
      const builder = new NetworkBuilder('grouped', 'one convolution', {});
      const input = builder.add('input', 'input', { shape: [height, width, in_channels] }, []);
      const attributes = { filters: out_channels, kernel, stride: layer.stride, groups, bias: false };
      builder.add('conv', 'conv2d', { ...attributes, padding: (kernel - 1) / 2 }, [input]);
      const network = builder.finish();
      const { weights, macs } = costOf(network).total;
      expect([weights, macs]).to.deep.equal([layer.params, layer.macs]);
      expect(weights).to.equal(layer.formula_params_K_K_Nig_Nog_g);
      expect(layer.ungrouped_params / weights).to.equal(groups);
      expect(formulaOf(network, 'conv').value).to.equal(weights);
    });
  }
});

const notTheShortcut = (block: Group) => (layer: { id: string }) => !isWithin(layer.id, `${block.id}/shortcut`);

function expectAgreement(network: Network, cost: NetworkCost, block: Group): void {
  const counted = cost.layers.slice(block.first, block.end).filter(notTheShortcut(block));
  for (const [quantity, field] of [
    ['parameters', 'weights'],
    ['macs', 'macs'],
  ] as const) {
    const { expression, value } = formulaOf(network, block.id, quantity);
    const sum = counted.reduce((total, layer) => total + layer[field], 0);
    expect(value, `${block.id} ${quantity}`).to.equal(sum);
    expect(evaluate(expression, block.bindings!), `${block.id} ${quantity}`).to.equal(sum);
  }
  expectComplete(network, cost, block.id);
}

/** What the formula counts and what it leaves out are all there is. */
function expectComplete(network: Network, cost: NetworkCost, path: string): void {
  const all = cost.of(path);
  const complete = ({ value, leftOut: rest }: Formula): number => rest.reduce((sum, entry) => sum + entry.value, value);
  expect(complete(formulaOf(network, path)), `${path} parameters`).to.equal(
    countParameters({ network, path }, 'keras'),
  );
  expect(complete(formulaOf(network, path, 'macs')), `${path} MACs`).to.equal(all.macs);
}
