import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  costOf,
  countOperations,
  countParameters,
  elementsOf,
  formulaOf,
  isWithin,
  networks,
  type Cost,
  type LayerCost,
  type Network,
  type NetworkNode,
  type Shape,
  OptionError,
} from '../../src/core/index.js';
import { evaluate } from '../../src/core/expr.js';
import { countIn } from '../../src/core/readings.js';
import { shapeOfTorch } from '../support/golden.js';
import {
  kerasReferences,
  outputShapesOf,
  recipeOf,
  recipeOfKeras,
  referenceLayers,
  referenceModels,
  type ReferenceModel,
  type ReferenceRow,
} from '../support/golden-networks.js';

/** What PyTorch lists and the network has no node for: it moves values about at no cost. */
const BOOKKEEPING = ['reshape', 'dropout'];

describe('counts of torch, the networks beside MobileNetV2', () => {
  for (const model of referenceModels) {
    it(`${model.id}: every parameter group, MACs by kind and elementwise work`, () => {
      const network = buildNetwork(...recipeOf(model));
      expect(network.outputShape).to.deep.equal(shapeOfTorch(model.output_shape));
      expect(parametersOf(network)).to.deep.equal(expectedParameters(model));
      expect(macsOf(network)).to.deep.equal(expectedMacs(model));
      expect(elementwiseOf(network)).to.deep.equal(expectedElementwise(model));
      expect(countOperations(network, 'flops')).to.equal(model.totals.flops_2x_macs);
    });
  }

  for (const model of referenceLayers) {
    it(`${model.id}: row by row, in execution order, under PyTorch’s names`, () => {
      const network = buildNetwork(...recipeOf(model));
      const { layers } = costOf(network);
      const rows = model.layers.filter(({ op }) => !BOOKKEEPING.includes(op)).flatMap(tensorsOf);
      expect(rows.length).to.equal(network.nodes.length - 1);
      rows.forEach(({ row, name, outputShape }, index) => {
        const node = network.nodes[index + 1]!;
        expect(node.names.torchvision, name).to.equal(name);
        expect(describeNode(node), name).to.deep.equal(describeRow(row, outputShape));
        expect(costOfLayer(layers[index + 1]!), name).to.deep.equal(costOfRow(row));
      });
    });
  }
});

describe('counts of Keras, the networks beside MobileNetV2', () => {
  for (const model of kerasReferences) {
    it(`${model.id}: total, trainable and moving parameters, MACs`, () => {
      const network = buildNetwork(...recipeOfKeras(model));
      const { total } = costOf(network);
      expect(countParameters(network, 'keras')).to.equal(model.params_total);
      expect(countParameters(network, 'torchvision')).to.equal(model.params_trainable);
      expect(total.normStatistics).to.equal(model.params_non_trainable);
      expect(total.macs).to.equal(model.macs);
    });
  }
});

describe('counts that torchvision and the papers print', () => {
  const counted = (id: string, options: Readonly<Record<string, unknown>>): number =>
    countParameters(buildNetwork(id, options), 'torchvision');

  for (const [id, options, parameters] of [
    ['resnet', { depth: 34 }, 21_797_672],
    ['resnet', { depth: 101 }, 44_549_160],
    ['squeezenet', { version: '1.0' }, 1_248_424],
    ['shufflenet-v2', { width: 0.5 }, 1_366_792],
    ['shufflenet-v2', { width: 1.5 }, 3_503_624],
    ['shufflenet-v2', { width: 2 }, 7_393_996],
  ] as const) {
    it(`${id} ${JSON.stringify(options)}: torchvision’s num_params`, () =>
      expect(counted(id, options)).to.equal(parameters));
  }

  it('shallow MobileNet: 2.9 M and 307 M in table 5', () => {
    const network = buildNetwork('mobilenet-v1', { shallow: true });
    const { total } = costOf(network);
    expect([(countParameters(network, 'paper') / 1e6).toFixed(1), Math.round(total.macs / 1e6)]).to.deep.equal([
      '2.9',
      307,
    ]);
  });

  it('ShuffleNet: 143, 140, 137, 133, 137 M for 1, 2, 3, 4, 8 groups in table 1, without the classifier', () => {
    const convolutions = [1, 2, 3, 4, 8].map((groups) => {
      const cost = costOf(buildNetwork('shufflenet-v1', { groups }));
      return Math.round((cost.total.macs - cost.of('classifier').macs) / 1e6);
    });
    expect(convolutions).to.deep.equal([143, 140, 137, 133, 137]);
  });

  it('AlexNet of 2012: 60,965,224 in Caffe; one column would have 62,378,344', () => {
    expect(counted('alexnet', { preset: 'caffe' })).to.equal(60_965_224);
    expect(counted('alexnet', { preset: 'ungrouped' })).to.equal(62_378_344);
    expect(counted('alexnet', { variant: 'caffe' }), 'at 224 pixels too').to.equal(60_965_224);
  });
});

describe('formulas of every block of every network', () => {
  for (const { id, presets } of networks.filter((family) => family.id !== 'mobilenet-v2')) {
    for (const preset of Object.keys(presets)) {
      it(`${id}, ${preset}: agree with the sum over layers`, () => expectAgreement(buildNetwork(id, { preset })));
    }
  }

  for (const [id, options, parameters, macs] of [
    ['mobilenet-v1', {}, 'N_i·(3·3 + N_o)', 'N_i·H·W·(3·3 + N_o)'],
    ['resnet', { depth: 18 }, '3·3·N_o·(N_i + N_o)', '3·3·N_o·H·W·(N_i + N_o)'],
    ['resnet', {}, 'M·(N_i + 3·3·M + N_o)', 'M·H·W·(N_i + 3·3·M + N_o)'],
    ['squeezenet', {}, 'S·(N_i + E + 3·3·E)', 'S·H·W·(N_i + E + 3·3·E)'],
    ['shufflenet-v1', {}, 'N_i/g·M + 3·3·M + M/g·N_o', 'H·W·(N_i/g·M + 3·3·M + M/g·N_o)'],
    ['shufflenet-v2', {}, 'B·(B + 3·3 + B)', 'B·H·W·(B + 3·3 + B)'],
  ] as const) {
    it(`${id} ${JSON.stringify(options)}: ${parameters}`, () => {
      const network = buildNetwork(id, options);
      const last = network.groups.filter(({ role }) => role === 'block').at(-1)!;
      expect(formulaOf(network, last.id).text).to.satisfy((text: string) => sameFactors(text, parameters));
      expect(formulaOf(network, last.id, 'macs').text).to.satisfy((text: string) => sameFactors(text, macs));
    });
  }
});

describe('options of the networks', () => {
  it('take a number where a choice is one', () => {
    expect(buildNetwork('resnet', { depth: 101 }).options['depth']).to.equal('101');
    expect(buildNetwork('shufflenet-v1', { groups: 8 }).options['groups']).to.equal('8');
    expect(buildNetwork('squeezenet', { version: 1 }).options['version']).to.equal('1.0');
    expect(() => buildNetwork('resnet', { depth: 20 })).to.throw(
      OptionError,
      'option depth: expected one of "18", "34"',
    );
  });

  it('name the widths that ShuffleNetV2 has', () =>
    expect(() => buildNetwork('shufflenet-v2', { width: 0.75 })).to.throw(
      RangeError,
      'expected one of 0.5, 1, 1.5, 2',
    ));

  it('keep ShuffleNet’s channels divisible at any scale', () => {
    for (const groups of [1, 2, 3, 4, 8]) {
      for (let width = 0.1; width <= 2; width += 0.05) {
        expect(() => buildNetwork('shufflenet-v1', { groups, width }), `${groups} groups, ${width}`).not.to.throw();
      }
    }
  });
});

/** The same text but for the order of factors: the formula keeps that in which they are found. */
const sameFactors = (text: string, expected: string): boolean =>
  [...text].sort().join('') === [...expected].sort().join('');

/** A row for each tensor that it gives out; the second has `#2` behind its name. */
const tensorsOf = (row: ReferenceRow) =>
  outputShapesOf(row).map((outputShape, part) => ({
    row,
    outputShape,
    name: part ? `${row.name}#${part + 1}` : row.name,
  }));

function expectAgreement(network: Network): void {
  const cost = costOf(network);
  for (const block of network.groups.filter(({ bindings }) => bindings)) {
    const counted = cost.layers.slice(block.first, block.end).filter(({ id }) => !isWithin(id, `${block.id}/shortcut`));
    for (const [quantity, field] of [
      ['parameters', 'weights'],
      ['macs', 'macs'],
    ] as const) {
      const { expression, value } = formulaOf(network, block.id, quantity);
      const sum = counted.reduce((total, layer) => total + layer[field], 0);
      expect(value, `${block.id} ${quantity}`).to.equal(sum);
      expect(evaluate(expression, block.bindings!), `${block.id} ${quantity}`).to.equal(sum);
    }
    const { value, leftOut } = formulaOf(network, block.id);
    const all = leftOut!.reduce((sum, entry) => sum + entry.value, value);
    expect(all, block.id).to.equal(countParameters({ network, path: block.id }, 'keras'));
  }
}

function sumOver(network: Network, field: keyof Cost, fits: (node: NetworkNode) => boolean): number {
  const { layers } = costOf(network);
  return layers.reduce((sum, layer, index) => sum + (fits(network.nodes[index]!) ? layer[field] : 0), 0);
}

function parametersOf(network: Network) {
  const { total } = costOf(network);
  return {
    weights: total.weights,
    biases: total.biases,
    normTrainable: total.normTrainable,
    normStatistics: total.normStatistics,
    noNorm: countParameters(network, 'paper'),
    trainable: countParameters(network, 'torchvision'),
    all: countParameters(network, 'keras'),
    folded: countIn(network, { weighing: 'folded', changes: [] }),
  };
}

const expectedParameters = ({ totals: { params } }: ReferenceModel) => ({
  weights: params['conv_weight']! + params['linear_weight']!,
  biases: params['conv_bias']! + params['linear_bias']!,
  normTrainable: params['bn_gamma']! + params['bn_beta']!,
  normStatistics: params['bn_running_mean']! + params['bn_running_var']!,
  noNorm: params['weights_and_biases_no_bn']!,
  trainable: params['trainable']!,
  all: params['total_with_bn_running']!,
  folded: params['folded_bn_inference']!,
});

const isConv =
  (fits: (attributes: { kernel: number; groups: number }) => boolean) =>
  (node: NetworkNode): boolean =>
    node.kind === 'conv2d' && fits(node.attributes);

const macsOf = (network: Network) => ({
  total: costOf(network).total.macs,
  standard: sumOver(
    network,
    'macs',
    isConv(({ kernel, groups }) => kernel > 1 && groups === 1),
  ),
  pointwise: sumOver(
    network,
    'macs',
    isConv(({ kernel, groups }) => kernel === 1 && groups === 1),
  ),
  grouped: sumOver(
    network,
    'macs',
    isConv(({ kernel, groups }) => kernel > 1 && groups > 1),
  ),
  groupedPointwise: sumOver(
    network,
    'macs',
    isConv(({ kernel, groups }) => kernel === 1 && groups > 1),
  ),
  depthwise: sumOver(network, 'macs', ({ kind }) => kind === 'depthwise-conv2d'),
  linear: sumOver(network, 'macs', ({ kind }) => kind === 'dense'),
});

const expectedMacs = ({ totals: { macs } }: ReferenceModel) => ({
  total: macs['total'],
  standard: macs['conv_standard'],
  pointwise: macs['conv_pointwise'],
  grouped: macs['conv_grouped'],
  groupedPointwise: macs['conv_grouped_pointwise'],
  depthwise: macs['conv_depthwise'],
  linear: macs['linear'],
});

/** The reference counts a pooling window’s size for each output; a cost has the values that the pooling’s input holds. */
const windowWork = (network: Network, kind: NetworkNode['kind']): number =>
  network.nodes
    .filter((node) => node.kind === kind && 'kernel' in node.attributes)
    .reduce(
      (sum, { attributes, outputShape }) =>
        sum + (attributes as { kernel: number }).kernel ** 2 * elementsOf(outputShape),
      0,
    );

function elementwiseOf(network: Network) {
  const { total } = costOf(network);
  const activations = (name: string): number =>
    sumOver(network, 'activationElements', (node) => node.kind === 'activation' && node.attributes.function === name);
  return {
    batchnorm: 2 * total.normElements,
    relu: activations('relu'),
    relu6: activations('relu6'),
    add: total.addElements,
    avgpool: windowWork(network, 'average-pool'),
    maxpool: windowWork(network, 'max-pool'),
    global_avgpool: sumOver(network, 'poolInputElements', ({ kind }) => kind === 'global-average-pool'),
  };
}

function expectedElementwise({ totals: { aux_ops } }: ReferenceModel) {
  const { bias_adds, ...counted } = aux_ops;
  expect(bias_adds).to.be.a('number');
  return counted;
}

const costOfLayer = ({ weights, biases, normTrainable, normStatistics, macs }: LayerCost) => ({
  weights,
  biases,
  normTrainable,
  normStatistics,
  macs,
});

const costOfRow = ({ params = {}, macs }: ReferenceRow): ReturnType<typeof costOfLayer> => ({
  weights: params['weight'] ?? 0,
  biases: params['bias'] ?? 0,
  normTrainable: (params['bn_gamma'] ?? 0) + (params['bn_beta'] ?? 0),
  normStatistics: (params['bn_running_mean'] ?? 0) + (params['bn_running_var'] ?? 0),
  macs,
});

const OP_OF_KIND: Readonly<Record<string, string>> = {
  conv2d: 'conv2d',
  'depthwise-conv2d': 'conv2d',
  'batch-norm': 'batchnorm',
  'average-pool': 'avgpool',
  'max-pool': 'maxpool',
  'global-average-pool': 'global_avgpool',
  'adaptive-average-pool': 'adaptive_avgpool',
  'channel-shuffle': 'channel_shuffle',
  dense: 'linear',
};

function describeNode(node: NetworkNode) {
  const { kind, inputShapes, outputShape } = node;
  const op = kind === 'activation' ? node.attributes.function : (OP_OF_KIND[kind] ?? kind);
  const window = 'kernel' in node.attributes ? [node.attributes.kernel, node.attributes.stride] : undefined;
  return { op, inputs: inputShapes.map(elementsOf), outputShape, window, groups: groupsOf(node) };
}

function groupsOf(node: NetworkNode): number | undefined {
  if (node.kind === 'depthwise-conv2d') return node.inputShapes[0]![2];
  return node.kind === 'conv2d' || node.kind === 'channel-shuffle' ? node.attributes.groups : undefined;
}

/** Inputs by their number of values: PyTorch flattens before a fully connected layer. */
const describeRow = ({ op, in_shapes, kernel, stride, groups }: ReferenceRow, outputShape: Shape) => ({
  op,
  inputs: in_shapes.map((shape) => elementsOf(shapeOfTorch(shape))),
  outputShape,
  window: kernel && [kernel[0], stride![0]],
  groups,
});
