/** Writes a network of ours as a tfjs graph model, as its converter would: operation by operation, or fused. */
import {
  paddingOf,
  stepsOf,
  weightsOf,
  type Network,
  type NetworkNode,
  type Step,
  type Window,
} from '../../src/core/index.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import { fold, scaleAndShift } from '../../src/runtime/fold.js';

interface Written {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

const base64 = (text: string): string => btoa(text);
const text = (value: string) => ({ s: base64(value) });
const whole = (...values: number[]) => ({ list: { i: values.map(String) } });
const flag = (value: boolean) => ({ b: value });

class GraphWriter {
  readonly nodes: object[] = [];
  readonly tensors: Written[] = [];

  add(name: string, op: string, input: readonly string[], attr: object = {}): string {
    this.nodes.push({ name, op, input, attr: { T: { type: 'DT_FLOAT' }, ...attr } });
    return name;
  }

  constant(name: string, shape: readonly number[], values: Float32Array | readonly number[]): string {
    const isWhole = !(values instanceof Float32Array);
    this.nodes.push({ name, op: 'Const', attr: { dtype: { type: isWhole ? 'DT_INT32' : 'DT_FLOAT' } } });
    this.tensors.push({ name, shape, values: isWhole ? Int32Array.from(values) : values });
    return name;
  }

  /** Padding by a number is an operation of its own. */
  slide(id: string, input: string, shape: readonly number[], window: Window) {
    const attr = {
      strides: whole(1, window.stride, window.stride, 1),
      dilations: whole(1, 1, 1, 1),
      data_format: text('NHWC'),
      explicit_paddings: whole(),
    };
    if (window.padding === 'same') return { input, attr: { ...attr, padding: text('SAME') } };
    const [[top, bottom], [left, right]] = [paddingOf(shape[0]!, window), paddingOf(shape[1]!, window)];
    const pads = [0, 0, top, bottom, left, right, 0, 0];
    const padded = pads.some(Boolean)
      ? this.add(`${id}/pad`, 'Pad', [input, this.constant(`${id}/paddings`, [4, 2], pads)])
      : input;
    return { input: padded, attr: { ...attr, padding: text('VALID') } };
  }
}

export interface GraphModelFiles {
  readonly json: object;
  readonly weights: ArrayBuffer;
}

export function writeGraphModel(network: Network, weights: NetworkWeights, isFused: boolean): GraphModelFiles {
  const writer = new GraphWriter();
  const first = network.nodes[0]!;
  const dims = [-1, ...network.inputShape].map((size) => ({ size: String(size) }));
  writer.nodes.push({
    name: first.id,
    op: 'Placeholder',
    attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: dims } } },
  });
  if (isFused)
    stepsOf(network)
      .slice(1)
      .forEach((step) => writeStep(writer, step, weights));
  else network.nodes.slice(1).forEach((node) => writeNode(writer, node, weights));
  writer.add('Identity', 'Identity', [network.nodes.at(-1)!.id]);
  return filesOf(writer);
}

function filesOf({ nodes, tensors }: GraphWriter): GraphModelFiles {
  const bytes = tensors.flatMap(({ values }) => [
    ...new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ]);
  const listed = tensors.map(({ name, shape, values }) => ({
    name,
    shape,
    dtype: values instanceof Float32Array ? 'float32' : 'int32',
  }));
  return {
    json: {
      format: 'graph-model',
      modelTopology: { node: nodes, library: {}, versions: {} },
      weightsManifest: [{ paths: ['weights.bin'], weights: listed }],
    },
    weights: Uint8Array.from(bytes).buffer,
  };
}

const OPS: Readonly<Record<string, string>> = { relu: 'Relu', relu6: 'Relu6', softmax: 'Softmax', sigmoid: 'Sigmoid' };

function writeNode(writer: GraphWriter, node: NetworkNode, weights: NetworkWeights): void {
  const { id, inputs } = node;
  const values = weights.nodes.get(id) ?? {};
  const shapes = new Map(weightsOf(node).map(({ name, shape }) => [name, shape]));
  const stored = (name: string): string => writer.constant(`${id}/${name}`, shapes.get(name)!, values[name]!);
  switch (node.kind) {
    case 'conv2d':
    case 'depthwise-conv2d': {
      const { input, attr } = writer.slide(id, inputs[0]!, node.inputShapes[0]!, node.attributes);
      const op = node.kind === 'conv2d' ? 'Conv2D' : 'DepthwiseConv2dNative';
      const made = values['bias'] ? `${id}/product` : id;
      writer.add(made, op, [input, stored('kernel')], attr);
      if (values['bias']) writer.add(id, 'BiasAdd', [made, stored('bias')]);
      return;
    }
    case 'dense': {
      const size = node.inputShapes[0]!.reduce((product, axis) => product * axis, 1);
      const flat = writer.add(`${id}/flat`, 'Reshape', [inputs[0]!, writer.constant(`${id}/shape`, [2], [-1, size])]);
      writer.add(`${id}/product`, 'MatMul', [flat, stored('kernel')], {
        transpose_a: flag(false),
        transpose_b: flag(false),
      });
      return void writer.add(id, 'BiasAdd', [`${id}/product`, stored('bias')]);
    }
    case 'batch-norm': {
      const names = ['gamma', 'beta', 'moving_mean', 'moving_variance'];
      const attr = { epsilon: { f: node.attributes.epsilon }, is_training: flag(false), data_format: text('NHWC') };
      return void writer.add(id, 'FusedBatchNormV3', [inputs[0]!, ...names.map(stored)], attr);
    }
    case 'activation':
      return void writer.add(id, OPS[node.attributes.function]!, inputs);
    case 'add':
      return void writer.add(id, 'AddV2', inputs);
    case 'concat':
      return void writer.add(id, 'ConcatV2', [...inputs, writer.constant(`${id}/axis`, [], [3])], { N: { i: '2' } });
    case 'global-average-pool':
      return void writer.add(id, 'Mean', [inputs[0]!, writer.constant(`${id}/axes`, [2], [1, 2])], {
        keep_dims: flag(true),
      });
    case 'max-pool': {
      const { input, attr } = writer.slide(id, inputs[0]!, node.inputShapes[0]!, node.attributes);
      const { kernel } = node.attributes;
      return void writer.add(id, 'MaxPool', [input], { ...attr, ksize: whole(1, kernel, kernel, 1) });
    }
    default:
      throw new RangeError(`${id}: ${node.kind} is not written here`);
  }
}

/** A convolution with its norm folded in and its function behind it. */
function writeStep(writer: GraphWriter, step: Step, weights: NetworkWeights): void {
  if (step.kind === 'node' || step.node.kind === 'dense') {
    writeNode(writer, step.node, weights);
    if (step.kind === 'convolution' && step.activation) writeNode(writer, step.activation, weights);
    return;
  }
  const { node, norm, activation, output } = step;
  const { kernel, bias } = fold(weights.nodes.get(node.id)!, norm && scaleAndShift(norm, weights.nodes.get(norm.id)!));
  const { input, attr } = writer.slide(node.id, step.inputs[0]!, node.inputShapes[0]!, node.attributes);
  const stored = [writer.constant(`${node.id}/kernel`, weightsOf(node)[0]!.shape, kernel)];
  if (bias) stored.push(writer.constant(`${node.id}/bias`, [bias.length], bias));
  const name = activation && OPS[activation.attributes.function];
  const fused = [...(bias ? ['BiasAdd'] : []), ...(name ? [name] : [])];
  const isDepthwise = node.kind === 'depthwise-conv2d';
  if (!bias) throw new RangeError(`${node.id}: a fused convolution has a bias`);
  writer.add(output, isDepthwise ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D', [input, ...stored], {
    ...attr,
    fused_ops: { list: { s: fused.map(base64) } },
    num_args: { i: '1' },
  });
}
