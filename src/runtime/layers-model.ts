/** The same network as a `tf.LayersModel`: to save, to train, to hand to other tools; and a second witness for tests. */
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  alongWidth,
  paddingOf,
  weightsOf,
  type Network,
  type NetworkNode,
  type NodeOf,
  type OpKind,
  type Window,
} from '../core/index.js';
import {
  DilatedDepthwiseConv2D,
  GroupedConv2D,
  PlainOperation,
  type PlainAttributes,
  type PlainKind,
} from './custom-layers.js';
import { cannotRun, obstacleAt, obstacleOf } from './obstacles.js';
import type { NetworkWeights } from '../formats/weights/weights.js';

type Inputs = readonly tfl.SymbolicTensor[];
/** Attributes + symbolic inputs → symbolic output. The layer is named as the node; helpers as `<node>/<what they do>`. */
type LayerOf<K extends OpKind> = (node: NodeOf<K>, inputs: Inputs) => tfl.SymbolicTensor;

/** PyTorch's: a new batch counts a tenth of the running statistics. tfjs-layers' own 0.99 follows too slowly for a short training. */
export const NORM_MOMENTUM = 0.9;

/** Another layer in the place of the usual one; `undefined` where that is to stay. */
export type LayerChoice = (node: NetworkNode, inputs: Inputs) => tfl.SymbolicTensor | undefined;

const layers: { readonly [K in OpKind]: LayerOf<K> } = {
  input: ({ id, outputShape }) => tfl.input({ shape: [...outputShape], name: id }),
  conv2d({ id, attributes }, inputs) {
    const { filters, bias, groups } = attributes;
    // tfl.layers.conv2d ignores `groups` without a word.
    if (groups !== 1) return apply(new GroupedConv2D({ attributes, name: id }), inputs[0]!);
    const { x, padding } = padded(id, inputs[0]!, attributes);
    const layer = {
      filters,
      ...slidingOf(attributes),
      padding,
      useBias: bias,
      kernelInitializer: 'zeros',
      name: id,
    } as const;
    return apply(tfl.layers.conv2d(layer), x);
  },
  'depthwise-conv2d'({ id, attributes }, inputs) {
    const { bias = false, multiplier = 1 } = attributes;
    if (dilates(attributes)) return apply(new DilatedDepthwiseConv2D({ attributes, name: id }), inputs[0]!);
    const { x, padding } = padded(id, inputs[0]!, attributes);
    const layer = {
      ...slidingOf(attributes),
      padding,
      useBias: bias,
      depthMultiplier: multiplier,
      depthwiseInitializer: 'zeros',
      name: id,
    } as const;
    return apply(tfl.layers.depthwiseConv2d(layer), x);
  },
  'batch-norm': ({ id, attributes }, [x]) =>
    apply(tfl.layers.batchNormalization({ ...attributes, momentum: NORM_MOMENTUM, name: id }), x!),
  activation: ({ id, attributes }, [x]) =>
    attributes.function === 'relu' || attributes.function === 'relu6'
      ? apply(tfl.layers.reLU({ ...(attributes.function === 'relu6' && { maxValue: 6 }), name: id }), x!)
      : plain({ id, kind: 'activation', attributes }, [x!]),
  add: ({ id }, inputs) => apply(tfl.layers.add({ name: id }), [...inputs]),
  'average-pool'(node, [x]) {
    const { id, attributes } = node;
    const { padding, ceil, countPadding = padding !== 'same' } = attributes;
    // tfjs-layers never counts padding; that of a layer before it is counted, as PyTorch does.
    const fits = !ceil && (padding === 0 || countPadding === (padding !== 'same'));
    if (!fits) return plain(node, [x!]);
    const { x: input, padding: pad } =
      padding === 'same' ? { x: x!, padding } : explicitlyPadded(id, x!, padsOf(x!, attributes));
    return apply(tfl.layers.averagePooling2d({ ...poolingOf(attributes), padding: pad, name: id }), input);
  },
  'global-average-pool': ({ id, inputShapes }, [x]) => {
    const [height, width] = inputShapes[0]!;
    return apply(tfl.layers.averagePooling2d({ poolSize: [height, width], strides: [1, 1], name: id }), x!);
  },
  dense({ id, inputShapes, attributes }, [x]) {
    const inputs = inputShapes[0]!.reduce((size, axis) => size * axis, 1);
    const flat = apply(tfl.layers.reshape({ targetShape: [1, 1, inputs], name: `${id}/flatten` }), x!);
    return apply(
      tfl.layers.dense({ units: attributes.units, useBias: attributes.bias, kernelInitializer: 'zeros', name: id }),
      flat,
    );
  },
  'max-pool'(node, [x]) {
    const { id, attributes } = node;
    const { kernel, across, padding, ceil } = attributes;
    // A layer of zeros before it, as for convolutions, would win over negative values.
    if ((kernel === 1 && !across) || ceil || (padding !== 0 && padding !== 'same')) return plain(node, [x!]);
    const pool = {
      ...poolingOf(attributes),
      padding: padding === 'same' ? 'same' : 'valid',
      name: id,
    } as const;
    return apply(tfl.layers.maxPooling2d(pool), x!);
  },
  'adaptive-average-pool': (node, inputs) => plain(node, inputs),
  'channel-shuffle'({ id, inputShapes, attributes: { groups } }, [x]) {
    const [height, width, channels] = inputShapes[0]!;
    const table = tfl.layers.reshape({ targetShape: [height * width, groups, channels / groups], name: `${id}/table` });
    const transposed = tfl.layers.permute({ dims: [1, 3, 2], name: `${id}/turn` });
    return apply(
      tfl.layers.reshape({ targetShape: [height, width, channels], name: id }),
      apply(transposed, apply(table, x!)),
    );
  },
  concat: (node, inputs) =>
    node.attributes.constant
      ? plain(node, inputs)
      : apply(tfl.layers.concatenate({ axis: (node.attributes.axis ?? 2) + 1, name: node.id }), [...inputs]),
  split({ id, outputShape, attributes: { part, parts } }, [x]) {
    const own = outputShape[2];
    // Cropping with channels first crops the last two axes: width by nothing, channels down to the part.
    const cropping: [[number, number], [number, number]] = [
      [0, 0],
      [part * own, (parts - 1 - part) * own],
    ];
    return apply(tfl.layers.cropping2D({ cropping, dataFormat: 'channelsFirst', name: id }), x!);
  },
  'local-response-norm': (node, inputs) => plain(node, inputs),
  merge: (node, inputs) => plain(node, inputs),
  pad: (node, inputs) => plain(node, inputs),
  prelu({ id, attributes: { shape } }, [x]) {
    const sharedAxes = [1, 2].filter((axis) => shape[axis - 1] === 1);
    return apply(tfl.layers.prelu({ sharedAxes, alphaInitializer: 'zeros', name: id }), x!);
  },
  rescale: (node, inputs) => plain(node, inputs),
  reshape: (node, inputs) => plain(node, inputs),
  resize: (node, inputs) => plain(node, inputs),
  'transposed-conv2d': (node, inputs) => plain(node, inputs),
  norm: (node, inputs) => plain(node, inputs),
  reduce: (node, inputs) => plain(node, inputs),
  slice: (node, inputs) => plain(node, inputs),
  transpose: (node, inputs) => plain(node, inputs),
  'depth-to-space': (node, inputs) => plain(node, inputs),
  'matrix-product': (node, inputs) => plain(node, inputs),
  unknown(node) {
    throw cannotRun(node.id, obstacleOf(node));
  },
};

/** Kinds that tfjs-layers has nothing for, or nothing that fits. */
const plain = <K extends PlainKind>(
  { id, kind, attributes }: Pick<NodeOf<K>, 'id' | 'kind' | 'attributes'>,
  inputs: Inputs,
): tfl.SymbolicTensor =>
  apply(
    new PlainOperation({ kind, attributes: attributes as PlainAttributes, name: id }),
    inputs.length > 1 ? [...inputs] : inputs[0]!,
  );

/**
 * Without weights, what tfjs-layers begins with: enough to compare shapes and counts. `choose` may put other layers in the
 * place of the usual ones.
 */
export function buildLayersModel(
  network: Network,
  weights?: NetworkWeights,
  choose: LayerChoice = () => undefined,
): tfl.LayersModel {
  const outputs = new Map<string, tfl.SymbolicTensor>();
  for (const node of network.nodes) {
    const inputs = node.inputs.map((id) => outputs.get(id)!);
    outputs.set(node.id, choose(node, inputs) ?? layerOf(node, inputs));
  }
  const [first, last] = [network.nodes[0]!, network.nodes.at(-1)!];
  const model = tfl.model({ inputs: outputs.get(first.id)!, outputs: outputs.get(last.id)!, name: network.id });
  if (weights) for (const node of network.nodes) setWeights(model, node, weights);
  return model;
}

/** Throws `EngineError` for what cannot be run: tfjs-layers would build it and fail later, or wrongly. */
function layerOf(node: NetworkNode, inputs: Inputs): tfl.SymbolicTensor {
  const obstacle = obstacleAt(node);
  if (obstacle) throw cannotRun(node.id, obstacle);
  return (layers[node.kind] as LayerOf<OpKind>)(node as NodeOf<OpKind>, inputs);
}

/** Core lists a node's weights in the order in which tfjs-layers keeps them. */
function setWeights(model: tfl.LayersModel, node: NetworkNode, weights: NetworkWeights): void {
  const declared = weightsOf(node).filter(({ name }) => name !== 'count'); // bookkeeping that no layer of tfjs has
  if (!declared.length) return;
  const values = weights.nodes.get(node.id)!;
  tf.tidy(() =>
    model
      .getLayer(node.id)
      .setWeights(declared.map(({ name, shape }) => tf.tensor(values[name]!, [...shape], 'float32'))),
  );
}

export const apply = (layer: tfl.layers.Layer, input: tfl.SymbolicTensor | tfl.SymbolicTensor[]): tfl.SymbolicTensor =>
  layer.apply(input) as tfl.SymbolicTensor;

const dilates = ({ dilation = 1, across }: Window): boolean => Math.max(dilation, across?.dilation ?? 1) > 1;

/** A window as tfjs-layers takes that of a convolution. */
function slidingOf(window: Window) {
  const { kernel, stride, dilation = 1 } = window;
  const across = alongWidth(window);
  const pair = (rows: number, columns: number): [number, number] => [rows, columns];
  return {
    kernelSize: pair(kernel, across.kernel),
    strides: pair(stride, across.stride),
    dilationRate: pair(dilation, across.dilation ?? 1),
  };
}

function poolingOf(window: Window) {
  const { kernelSize: poolSize, strides } = slidingOf(window);
  return { poolSize, strides };
}

interface Padded {
  readonly x: tfl.SymbolicTensor;
  readonly padding: 'same' | 'valid';
}

/**
 * tfjs-layers knows `same` and `valid` only: other paddings are a layer of zeros. So is `same` of an oblong window, which
 * XNNPACK (the wasm backend) pads wrongly.
 */
function padded(id: string, x: tfl.SymbolicTensor, window: Window): Padded {
  const pads = padsOf(x, window);
  const isSame = !window.across && `${pads}` === `${padsOf(x, { ...window, padding: 'same' })}`;
  if (isSame && window.kernel > 1) return { x, padding: 'same' };
  return explicitlyPadded(id, x, pads);
}

type Pads = [rows: [number, number], columns: [number, number]];

const padsOf = (x: tfl.SymbolicTensor, window: Window): Pads => [
  [...paddingOf(x.shape[1]!, window)],
  [...paddingOf(x.shape[2]!, alongWidth(window))],
];

function explicitlyPadded(id: string, x: tfl.SymbolicTensor, pads: Pads): Padded {
  const padding = pads.flat().some((count) => count > 0) ? pads : undefined;
  const image = padding ? apply(tfl.layers.zeroPadding2d({ padding, name: `${id}/pad` }), x) : x;
  return { x: image, padding: 'valid' };
}
