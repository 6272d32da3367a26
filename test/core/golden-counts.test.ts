import { describe, expect, it } from 'vitest';
import {
  addCosts,
  buildNetwork,
  costOf,
  countOperations,
  countParameters,
  type ConventionId,
  findNode,
  type Cost,
  type LayerCost,
  type Network,
  type NetworkNode,
} from '../../src/core/index.js';
import {
  kerasModels,
  kerasModelsByLayer,
  optionsOfKeras,
  optionsOfTorch,
  shapeOfKeras,
  shapeOfTorch,
  torchLayers,
  torchModels,
  type KerasModel,
  type KerasRow,
  type TorchModel,
  type TorchRow,
} from '../support/golden.js';

/** What the frameworks list and the network has no node for: they move values about, or add zeros, at no cost. */
const BOOKKEEPING = ['reshape', 'dropout', 'InputLayer', 'ZeroPadding2D'];

const build = (options: Readonly<Record<string, unknown>>): Network => buildNetwork('mobilenet-v2', options);

describe('counts of torch', () => {
  for (const model of torchModels) {
    it(`${model.id}: every parameter group, MACs and elementwise work`, () => {
      const network = build(optionsOfTorch(model));
      expect(network.outputShape).to.deep.equal(shapeOfTorch(model.output_shape));
      expect(parametersOf(network)).to.deep.equal(expectedParameters(model));
      expect(macsOf(network)).to.deep.equal(expectedMacs(model));
      expect(elementwiseOf(network)).to.deep.equal(model.totals.aux_ops);
      expect(countOperations(network, 'flops')).to.equal(model.totals.flops_2x_macs);
    });
  }

  for (const model of torchLayers) {
    const scheme = model.args.conv1_stride === undefined ? 'torchvision' : 'post';
    it(`${model.id}: row by row, in execution order`, () => {
      const network = build(optionsOfTorch(model));
      const counted = model.layers.filter(({ op }) => !BOOKKEEPING.includes(op));
      const rest = model.layers.filter(({ op }) => BOOKKEEPING.includes(op));
      expect(rest.map(costOfTorchRow)).to.deep.equal(rest.map(() => NO_COST));

      const nodes = counted.map(({ name }) => findNode(network, scheme, name));
      expect(nodes).to.have.ordered.members(network.nodes.slice(1));
      const { layers } = costOf(network);
      counted.forEach((row, index) => {
        expect(describeNode(network.nodes[index + 1]!), row.name).to.deep.equal(describeTorchRow(row));
        expect(costOfLayer(layers[index + 1]!), row.name).to.deep.equal(costOfTorchRow(row));
      });
    });
  }
});

describe('counts of Keras', () => {
  for (const model of kerasModels) {
    it(`${model.id}: total, trainable and moving parameters, MACs`, () => {
      const total = kerasCost(model);
      expect(kerasParameters(model, 'keras')).to.equal(model.params_total);
      expect(kerasParameters(model, 'torchvision')).to.equal(model.params_trainable);
      expect(total.normStatistics).to.equal(model.params_non_trainable);
      expect(total.macs).to.equal(model.macs);
    });
  }

  for (const model of kerasModelsByLayer) {
    it(`${model.id}: row by row, in execution order`, () => {
      const network = build(optionsOfKeras(model));
      const counted = model.layers.filter(({ keras_class }) => !BOOKKEEPING.includes(keras_class));
      const rest = model.layers.filter(({ keras_class }) => BOOKKEEPING.includes(keras_class));
      expect(rest.map(costOfKerasRow)).to.deep.equal(rest.map(() => ({ total: 0, trainable: 0, macs: 0 })));

      const nodes = counted.map(({ name }) => findNode(network, 'keras', name));
      expect(nodes).to.have.ordered.members(network.nodes.slice(1));
      const { layers } = costOf(network);
      counted.forEach((row, index) => {
        const node = network.nodes[index + 1]!;
        const layer = layers[index + 1]!;
        expect(node.inputShapes, row.name).to.deep.equal(unpadded(row, model.layers).map(shapeOfKeras));
        expect(node.outputShape, row.name).to.deep.equal(shapeOfKeras(row.out_shape_nhwc));
        const own = {
          total: countParameters({ network, path: node.id }, 'keras'),
          trainable: countParameters({ network, path: node.id }, 'torchvision'),
          macs: layer.macs,
        };
        expect(own, row.name).to.deep.equal(costOfKerasRow(row));
      });
    });
  }
});

/** What Keras counts without its top: all but the classifier. */
function kerasCost(model: KerasModel): Cost {
  const { layers, total } = costOf(build(optionsOfKeras(model)));
  return model.args.include_top === false ? addCosts(layers.filter(({ id }) => id !== 'classifier')) : total;
}

function kerasParameters(model: KerasModel, convention: ConventionId): number {
  const network = build(optionsOfKeras(model));
  const top = model.args.include_top === false ? countParameters({ network, path: 'classifier' }, convention) : 0;
  return countParameters(network, convention) - top;
}

/** The sum of one field over the nodes that fit. */
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
    folded: foldedParameters(network),
  };
}

/** A norm right after a convolution folds into one bias a channel; another keeps its scale and shift. */
function foldedParameters(network: Network): number {
  const convolutions = new Set(network.nodes.filter(({ kind }) => kind.includes('conv')).map(({ id }) => id));
  const folded = sumOver(network, 'normTrainable', ({ inputs }) => convolutions.has(inputs[0]!));
  return countParameters(network, 'torchvision') - folded / 2;
}

function expectedParameters({ totals: { params } }: TorchModel) {
  return {
    weights: params['conv_weight']! + params['linear_weight']!,
    biases: params['conv_bias']! + params['linear_bias']!,
    normTrainable: params['bn_gamma']! + params['bn_beta']!,
    normStatistics: params['bn_running_mean']! + params['bn_running_var']!,
    noNorm: params['weights_and_biases_no_bn']!,
    trainable: params['trainable']!,
    all: params['total_with_bn_running']!,
    folded: params['folded_bn_inference']!,
  };
}

const macsOf = (network: Network) => ({
  total: costOf(network).total.macs,
  standard: sumOver(network, 'macs', (node) => node.kind === 'conv2d' && node.attributes.kernel > 1),
  pointwise: sumOver(network, 'macs', (node) => node.kind === 'conv2d' && node.attributes.kernel === 1),
  depthwise: sumOver(network, 'macs', ({ kind }) => kind === 'depthwise-conv2d'),
  linear: sumOver(network, 'macs', ({ kind }) => kind === 'dense'),
});

const expectedMacs = ({ totals: { macs } }: TorchModel) => ({
  total: macs['total'],
  standard: macs['conv_standard'],
  pointwise: macs['conv_pointwise'],
  depthwise: macs['conv_depthwise'],
  linear: macs['linear'],
});

function elementwiseOf(network: Network) {
  const { total } = costOf(network);
  const activations = (name: string): number =>
    sumOver(network, 'activationElements', (node) => node.kind === 'activation' && node.attributes.function === name);
  return {
    batchnorm: 2 * total.normElements,
    relu: activations('relu'),
    relu6: activations('relu6'),
    add: total.addElements,
    avgpool: sumOver(network, 'poolInputElements', ({ kind }) => kind === 'average-pool'),
    maxpool: 0,
    global_avgpool: sumOver(network, 'poolInputElements', ({ kind }) => kind === 'global-average-pool'),
    bias_adds: total.biases,
  };
}

const NO_COST = { weights: 0, biases: 0, normTrainable: 0, normStatistics: 0, macs: 0, elementwise: 0 };

const costOfLayer = (layer: LayerCost): typeof NO_COST => ({
  weights: layer.weights,
  biases: layer.biases,
  normTrainable: layer.normTrainable,
  normStatistics: layer.normStatistics,
  macs: layer.macs,
  elementwise: 2 * layer.normElements + layer.activationElements + layer.addElements + layer.poolInputElements,
});

const costOfTorchRow = ({ params, macs, aux_ops = 0 }: TorchRow): typeof NO_COST => ({
  weights: params['weight']!,
  biases: params['bias']!,
  normTrainable: params['bn_gamma']! + params['bn_beta']!,
  normStatistics: params['bn_running_mean']! + params['bn_running_var']!,
  macs,
  elementwise: aux_ops,
});

const costOfKerasRow = ({ params_total, params_trainable, macs }: KerasRow) => ({
  total: params_total,
  trainable: params_trainable,
  macs,
});

const OP_OF_KIND: Readonly<Record<string, string>> = {
  conv2d: 'conv2d',
  'depthwise-conv2d': 'conv2d',
  'batch-norm': 'batchnorm',
  add: 'add',
  'average-pool': 'avgpool',
  'global-average-pool': 'global_avgpool',
  dense: 'linear',
};

function describeNode(node: NetworkNode) {
  const { inputShapes, outputShape } = node;
  const op = node.kind === 'activation' ? node.attributes.function : OP_OF_KIND[node.kind];
  const window = 'kernel' in node.attributes ? [node.attributes.kernel, node.attributes.stride] : undefined;
  const groups =
    node.kind === 'depthwise-conv2d' ? inputShapes[0]![2] : node.kind === 'conv2d' ? node.attributes.groups : undefined;
  return { op, inputShapes, outputShape, window, groups };
}

const describeTorchRow = ({ op, in_shapes, out_shape, kernel, stride, groups }: TorchRow) => ({
  op,
  inputShapes: in_shapes.map(shapeOfTorch),
  outputShape: shapeOfTorch(out_shape),
  window: kernel && [kernel[0], stride![0]],
  groups,
});

/** Keras pads in a layer of its own before a strided convolution; ours is a part of the convolution. */
function unpadded(row: KerasRow, rows: readonly KerasRow[]) {
  const before = rows[rows.indexOf(row) - 1]!;
  return before.keras_class === 'ZeroPadding2D' ? before.in_shapes_nhwc : row.in_shapes_nhwc;
}
