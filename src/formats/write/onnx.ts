/** Writes a network with its weights as ONNX: the operations of opset 17, channels first. */
import { opOf, type Network, type NetworkNode, type NodeOf, type OpKind } from '../../core/index.js';
import { expectedIn } from '../weights/weight-names.js';
import { toTorch, type NetworkWeights } from '../weights/weights.js';
import { activationOf } from './onnx-activations.js';
import { writeModelProto } from './onnx-proto.js';
import { poolingOf, slidingOf, spreadingOf } from './onnx-windows.js';
import {
  depthToSpaceOf,
  matrixProductOf,
  normOf,
  reduceOf,
  rescaleOf,
  reshapeOf,
  resizeOf,
  sliceOf,
  transposeOf,
} from './onnx-shaping.js';
import { AXES, OnnxWriter, type Writing } from './onnx-writer.js';
import { UnwritableError } from './unwritable.js';

const OPSET = 17;

type WriteOf<K extends OpKind> = (writing: Writing<K>) => string;

const MERGES = { sum: 'Add', product: 'Mul', maximum: 'Max', minimum: 'Min', difference: 'Sub', quotient: 'Div' };

/** What comes in is no operation, and what is not known has none. */
const operations: { readonly [K in Exclude<OpKind, 'input' | 'unknown'>]: WriteOf<K> } = {
  conv2d: ({ node, inputs, writer, weight }) => {
    const { groups: group } = node.attributes;
    const tensors = [inputs[0]!, weight('kernel'), weight('bias')].filter(Boolean);
    return writer.add('Conv', tensors, node.id, { group, ...slidingOf(node) });
  },
  'depthwise-conv2d'({ node, inputs, writer, weight, values }) {
    const { kernel, multiplier = 1 } = node.attributes;
    const channels = node.inputShapes[0]![2];
    const [rows, columns] = [kernel, node.attributes.across?.kernel ?? kernel];
    // [rows, columns, channels, multiplier] → [channels · multiplier, 1, rows, columns]
    const [outputs, stored] = [channels * multiplier, values('kernel')];
    const data = Float32Array.from({ length: rows * columns * outputs }, (_, at) => {
      const [output, place] = [Math.floor(at / (rows * columns)), at % (rows * columns)];
      return stored[place * outputs + output]!;
    });
    const name = writer.numbers(`${node.id}/kernel`, [outputs, 1, rows, columns], data);
    const tensors = [inputs[0]!, name, weight('bias')].filter(Boolean);
    return writer.add('Conv', tensors, node.id, { group: channels, ...slidingOf(node) });
  },
  'batch-norm'({ node, inputs, writer, weight }) {
    const channels = node.outputShape[2];
    const all = (value: number, name: string): string =>
      writer.numbers(`${node.id}/${name}`, [channels], new Float32Array(channels).fill(value));
    const tensors = [
      weight('gamma') || all(1, 'gamma'),
      weight('beta') || all(0, 'beta'),
      weight('moving_mean'),
      weight('moving_variance'),
    ];
    const epsilon = { float: node.attributes.epsilon };
    return writer.add('BatchNormalization', [inputs[0]!, ...tensors], node.id, { epsilon });
  },
  activation: activationOf,
  add: ({ node, inputs, writer }) => writer.add('Add', inputs, node.id),
  'average-pool': ({ node, inputs, writer }) => writer.add('AveragePool', inputs, node.id, poolingOf(node)),
  'global-average-pool': ({ node, inputs, writer }) => writer.add('GlobalAveragePool', inputs, node.id),
  'max-pool': ({ node, inputs, writer }) => writer.add('MaxPool', inputs, node.id, slidingOf(node)),
  dense({ node, inputs, writer, weight, isLast }) {
    const flat = writer.add('Flatten', inputs, `${node.id}/flatten`, { axis: 1 });
    const tensors = [flat, weight('kernel'), weight('bias')].filter(Boolean);
    if (isLast) return writer.add('Gemm', tensors, node.id, { transB: 1 });
    const scores = writer.add('Gemm', tensors, `${node.id}/gemm`, { transB: 1 });
    const shape = writer.wholes(`${node.id}/shape`, [0, node.attributes.units, 1, 1]);
    return writer.add('Reshape', [scores, shape], node.id);
  },
  'adaptive-average-pool'({ node, inputs, writer }) {
    // A mean over rows, then over columns, each a product with a matrix of shares: windows may overlap and differ in size.
    const { size } = node.attributes;
    const [height, width] = node.inputShapes[0]!;
    const rows = writer.numbers(`${node.id}/rows`, [size, height], shares(size, height));
    const columns = writer.numbers(`${node.id}/columns`, [width, size], transposed(shares(size, width), size, width));
    return writer.add('MatMul', [rows, writer.add('MatMul', [inputs[0]!, columns], `${node.id}/across`)], node.id);
  },
  'channel-shuffle'({ node, inputs, writer }) {
    const { groups } = node.attributes;
    const [height, width, channels] = node.outputShape;
    const table = writer.wholes(`${node.id}/table`, [0, groups, channels / groups, height, width]);
    const dealt = writer.add('Reshape', [inputs[0]!, table], `${node.id}/dealt`);
    const transposed = writer.add('Transpose', [dealt], `${node.id}/turned`, { perm: [0, 2, 1, 3, 4] });
    return writer.add(
      'Reshape',
      [transposed, writer.wholes(`${node.id}/whole`, [0, channels, height, width])],
      node.id,
    );
  },
  concat({ node, inputs, writer, values }) {
    const { axis = 2, constant } = node.attributes;
    const stored = constant ? [constantOf(writer, node.id, constant, values('constant'))] : [];
    return writer.add('Concat', [...stored, ...inputs], node.id, { axis: AXES[axis]! });
  },
  split({ node, inputs, writer }) {
    const { part } = node.attributes;
    const own = node.outputShape[2];
    const wholes = (name: string, value: number): string => writer.wholes(`${node.id}/${name}`, [value]);
    const place = [wholes('starts', part * own), wholes('ends', (part + 1) * own), wholes('axes', 1)];
    return writer.add('Slice', [inputs[0]!, ...place], node.id);
  },
  'local-response-norm'({ node, inputs, writer }) {
    const { size, alpha, beta, k } = node.attributes;
    const floats = { alpha: { float: alpha }, beta: { float: beta }, bias: { float: k } };
    return writer.add('LRN', inputs, node.id, { size, ...floats });
  },
  merge({ node, inputs, writer, values }) {
    const { function: name, constant, constantFirst } = node.attributes;
    const stored = constant ? [constantOf(writer, node.id, constant, values('constant'))] : [];
    return writer.add(MERGES[name], constantFirst ? [...stored, ...inputs] : [...inputs, ...stored], node.id);
  },
  pad({ node, inputs, writer }) {
    const { top, bottom, left, right, channels = 0, value = 0 } = node.attributes;
    const pads = writer.wholes(`${node.id}/pads`, [0, 0, top, left, 0, channels, bottom, right]);
    if (value === 'reflected') return writer.add('Pad', [inputs[0]!, pads], node.id, { mode: 'reflect' });
    return writer.add('Pad', [inputs[0]!, pads, writer.numbers(`${node.id}/value`, [], [value])], node.id);
  },
  prelu({ node, inputs, writer, values }) {
    const slope = constantOf(writer, node.id, node.attributes.shape, values('alpha'));
    return writer.add('PRelu', [inputs[0]!, slope], node.id);
  },
  'transposed-conv2d'({ node, inputs, writer, weight, values }) {
    const { filters, groups } = node.attributes;
    const { pads, output_padding, ...sliding } = spreadingOf(node);
    const [rows, columns] = sliding.kernel_shape;
    const [channels, own] = [node.inputShapes[0]![2], filters / groups];
    // [rows, columns, filters of a group, channels] → [channels, filters of a group, rows, columns]
    const [places, stored] = [rows * columns, values('kernel')];
    const data = Float32Array.from({ length: places * own * channels }, (_, at) => {
      const [channel, filter, place] = [Math.floor(at / (places * own)), Math.floor(at / places) % own, at % places];
      return stored[(place * own + filter) * channels + channel]!;
    });
    const kernel = writer.numbers(`${node.id}/kernel`, [channels, own, rows, columns], data);
    const tensors = [inputs[0]!, kernel, weight('bias')].filter(Boolean);
    return writer.add('ConvTranspose', tensors, node.id, { group: groups, pads, output_padding, ...sliding });
  },
  norm: normOf,
  reduce: reduceOf,
  rescale: rescaleOf,
  reshape: reshapeOf,
  resize: resizeOf,
  slice: sliceOf,
  transpose: transposeOf,
  'depth-to-space': depthToSpaceOf,
  'matrix-product': matrixProductOf,
};

/** Row i holds the share of each input row in output row i. */
function shares(size: number, length: number): Float32Array {
  const matrix = new Float32Array(size * length);
  for (let i = 0; i < size; i++) {
    const [from, to] = [Math.floor((i * length) / size), Math.ceil(((i + 1) * length) / size)];
    matrix.fill(1 / (to - from), i * length + from, i * length + to);
  }
  return matrix;
}

const transposed = (matrix: Float32Array, rows: number, columns: number): Float32Array =>
  matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);

/** A stored tensor of rows, columns and channels, channels first. */
function constantOf(writer: OnnxWriter, id: string, shape: readonly number[], values: Float32Array): string {
  const [height, width, channels] = shape as [number, number, number];
  const size = height * width;
  const data = values.map((_, at) => values[(at % size) * channels + Math.floor(at / size)]!);
  return writer.numbers(`${id}/constant`, [1, channels, height, width], data);
}

export interface OnnxOptions {
  readonly producer: string;
  readonly version: string;
  /** Words that go with the file: `metadata_props`. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A network with its weights as an ONNX file, for any number of images: input `input` `[batch, channels, height, width]`, output
 * named as our last node. Throws `UnwritableError` where it has a layer that is not written.
 */
export function writeOnnx(network: Network, weights: NetworkWeights, options: OnnxOptions): Uint8Array<ArrayBuffer> {
  const writer = new OnnxWriter();
  const matches = new Map(expectedIn(network, 'core').map((match) => [`${match.node.id} ${match.weight.name}`, match]));
  for (const node of network.nodes) {
    if (node.kind === 'input') {
      writer.outputs.set(node.id, node.id);
      continue;
    }
    const values = (name: string): Float32Array => weights.nodes.get(node.id)![name]!;
    const weight = (name: string): string => {
      const match = matches.get(`${node.id} ${name}`);
      if (!match) return '';
      const { shape, data } = toTorch(match, values(name));
      return writer.numbers(`${node.id}/${name}`, shape, data);
    };
    const inputs = node.inputs.map((id) => writer.outputs.get(id)!);
    const isLast = node === network.nodes.at(-1);
    writer.outputs.set(node.id, writeNode(node, { inputs, writer, weight, values, isLast }));
  }
  const { nodes, initializers } = writer;
  const last = network.nodes.at(-1)!;
  const [height, width, channels] = last.outputShape;
  const graph = {
    name: network.title,
    nodes,
    initializers,
    inputs: network.nodes
      .filter(({ kind }) => kind === 'input')
      .map(({ id, outputShape: [rows, columns, depth] }) => ({ name: id, dims: ['batch', depth, rows, columns] })),
    outputs: [
      { name: last.id, dims: last.kind === 'dense' ? ['batch', channels] : ['batch', channels, height, width] },
    ],
  };
  return writeModelProto({ ...options, metadata: options.metadata ?? {}, opset: OPSET, graph });
}

function writeNode(node: NetworkNode, rest: Omit<Writing<OpKind>, 'node'>): string {
  const write = (operations as { readonly [K in OpKind]?: WriteOf<OpKind> })[node.kind];
  if (write) return write({ node: node as NodeOf<OpKind>, ...rest });
  throw new UnwritableError(node.id, 'ONNX', opOf(node.kind).title(node.attributes as never));
}
