import { describe, expect, it } from 'vitest';
import { costOf, formatShape } from '../../src/core/index.js';
import { FileError, readModel } from '../../src/formats/index.js';
import { writeOnnx, type Stored, type Written, type WrittenModel } from '../support/onnx.js';
import { channelsLast } from '../support/channels.js';
import { runModel } from '../support/run-model.js';

const read = (model: WrittenModel, ...others: File[]) =>
  readModel([new File([writeOnnx(model) as Uint8Array<ArrayBuffer>], 'net.onnx'), ...others]);

/** The values of the last node for one image, channels first. */
async function run(model: WrittenModel, image: Float32Array, ...others: File[]): Promise<Float32Array> {
  const opened = await read(model, ...others);
  const { network } = opened;
  const last = network.nodes.at(-1)!.id;
  return (await runModel(opened, channelsLast(image, network.inputShape), [last])).get(last)!.values;
}

const sentenceOf = (model: WrittenModel, ...others: File[]): Promise<string> =>
  read(model, ...others).then(
    () => 'no error',
    (error: unknown) => {
      expect(error).to.be.instanceOf(FileError);
      return (error as Error).message;
    },
  );

const conv = (inputs: readonly string[], attributes = {}): Written => ({
  op: 'Conv',
  inputs,
  outputs: ['y'],
  attributes,
});
const float = (name: string, dims: readonly number[], values: readonly number[]): Stored => ({
  name,
  dims,
  values: Float32Array.from(values),
});
const image = Float32Array.from({ length: 3 * 4 }, (_, at) => at - 5);
const pointwise = [0.5, -1, 2, 1, 0.25, -0.5];

/** A 1×1 convolution of a 2×2 image, by two loops. */
function product(kernel: readonly number[], bias: readonly number[] = [0, 0]): number[] {
  return [0, 1, 2, 3].flatMap((place) =>
    [0, 1].map((o) => [0, 1, 2].reduce((sum, i) => sum + kernel[o * 3 + i]! * image[i * 4 + place]!, bias[o]!)),
  );
}

function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expect(actual.length).to.equal(expected.length);
  expected.forEach((value, at) => expect(actual[at]).to.be.closeTo(value, 1e-5));
}

const SMALL = { input: [1, 3, 2, 2] } as const;

describe('ONNX: where numbers lie', () => {
  const external = { location: 'folder/net.data', offset: 8 };
  const model: WrittenModel = {
    ...SMALL,
    nodes: [conv(['x', 'w'])],
    stored: [{ ...float('w', [2, 3, 1, 1], pointwise), external }],
  };
  const data = (bytes: number) => new File([new Float32Array([7, 7, ...pointwise]).buffer.slice(0, bytes)], 'net.data');

  it('in the file beside it that PyTorch writes', async () => {
    expectClose(await run(model, image, data(32)), product(pointwise));
  });

  it('in a file that was not given: it is drawn and counted, and says so', async () => {
    const { network, weights, notes } = await read(model);
    expect([costOf(network).total.weights, weights]).to.deep.equal([6, undefined]);
    expect(notes[0]).to.equal(
      'The file with its numbers (net.data) was not given: it runs with random weights, and predicts nothing.',
    );
  });

  it('in a file that ends too early', async () => {
    expect(await sentenceOf(model, data(20))).to.equal(
      'tensor w: expected data within the 20 bytes of net.data, got data beyond',
    );
  });

  it('as half floats', async () => {
    // 0.5, −1, 2, 1, 0.25, −0.5 by their bits.
    const values = Uint16Array.of(0x3800, 0xbc00, 0x4000, 0x3c00, 0x3400, 0xb800);
    const half: WrittenModel = {
      ...SMALL,
      nodes: [conv(['x', 'w'])],
      stored: [{ name: 'w', dims: [2, 3, 1, 1], values }],
    };
    expectClose(await run(half, image), product(pointwise));
  });
});

describe('ONNX: quantised', () => {
  const weights: Stored[] = [
    { name: 'q', dims: [2, 3, 1, 1], values: Int8Array.of(10, -20, 40, 20, 5, -10) },
    float('s', [2], [0.05, 0.5]),
    { name: 'z', dims: [2], values: Int8Array.of(0, 2) },
  ];
  const kernel = [0.5, -1, 2, 9, 1.5, -6];

  it('QDQ pairs: weights of a channel’s own scale, activations as they are', async () => {
    const nodes: Written[] = [
      { op: 'QuantizeLinear', inputs: ['x', 'xs', 'xz'], outputs: ['xq'] },
      { op: 'DequantizeLinear', inputs: ['xq', 'xs', 'xz'], outputs: ['xd'] },
      { op: 'DequantizeLinear', inputs: ['q', 's', 'z'], outputs: ['w'], attributes: { axis: 0 } },
      conv(['xd', 'w']),
    ];
    const stored = [...weights, float('xs', [], [0.1]), { name: 'xz', dims: [], values: Int8Array.of(0) }];
    const model = { ...SMALL, nodes, stored };
    expectClose(await run(model, image), product(kernel));
    const { notes, quantised } = await read(model);
    expect(notes[0]).to.match(/^It is quantised: weights are stored as whole numbers of 8 bits/);
    const { type, scales, zeros, axis } = quantised!.get('q')!;
    expect([type, zeros, axis]).to.deep.equal(['int8', [0, 2], 0]);
    expect(scales.map((scale) => scale.toFixed(3))).to.deep.equal(['0.050', '0.500']);
  });

  it('QLinearConv: biases in steps of both scales; whole numbers from 0 hold nothing negative', async () => {
    const inputs = ['x', 'xs', 'xz', 'q', 's', 'z', 'ys', 'yz', 'b'];
    const stored: Stored[] = [
      ...weights,
      float('xs', [], [0.1]),
      { name: 'xz', dims: [], values: Uint8Array.of(128) },
      float('ys', [], [0.2]),
      { name: 'yz', dims: [], values: Uint8Array.of(0) },
      { name: 'b', dims: [2], values: Int32Array.of(100, -20) },
    ];
    const right = product(kernel, [100 * 0.1 * 0.05, -20 * 0.1 * 0.5]).map((value) => Math.max(0, value));
    expectClose(await run({ ...SMALL, nodes: [{ ...conv(inputs), op: 'QLinearConv' }], stored }, image), right);
  });
});

describe('ONNX: modules of PyTorch', () => {
  const modules = ['layer1.0.conv1', 'layer1.0.conv2', 'layer1.1.conv1', 'layer1.1.conv2'];
  const nodesBy = (place: (module: string) => Partial<Written>): Written[] =>
    modules.flatMap((module, at): Written[] => {
      const from = at ? `r${at - 1}` : 'x';
      return [
        {
          op: 'Conv',
          inputs: [from, `${module}.weight`],
          outputs: [`c${at}`],
          name: `Conv_${2 * at}`,
          ...place(module),
        },
        { op: 'Relu', inputs: [`c${at}`], outputs: [`r${at}`], name: `Relu_${2 * at + 1}` },
      ];
    });
  const stored = modules.map((module) => float(`${module}.weight`, [3, 3, 1, 1], Array(9).fill(1) as number[]));
  const groups = async (nodes: Written[], named = stored) => {
    const { network } = await read({ nodes, stored: named });
    return network.groups.filter(({ role }) => role !== 'unit').map(({ role, id }) => `${role} ${id}`);
  };

  it('by the names of weights, where nodes are only numbered', async () => {
    expect(await groups(nodesBy(() => ({})))).to.deep.equal(['block 0', 'block 1']);
  });

  it('by the scopes that newer exports list', async () => {
    const plain = stored.map((tensor, at) => ({ ...tensor, name: `p${at}` }));
    const nodes = nodesBy((module) => ({ scopes: ['', 'layer1', module.slice(0, 8), module, 'conv2d'] }));
    const renamed = nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((name) =>
        modules.indexOf(name.slice(0, -7)) < 0 ? name : `p${modules.indexOf(name.slice(0, -7))}`,
      ),
    }));
    expect(await groups(renamed, plain)).to.deep.equal(['block 0', 'block 1']);
  });
});

describe('ONNX: what is not known', () => {
  const strange: Written = { op: 'Strange', inputs: ['x', 't'], outputs: ['s'], name: '/odd/Strange' };
  const stored = [
    float(
      't',
      [5, 7],
      Array.from({ length: 35 }, () => 1),
    ),
    float('w', [2, 3, 1, 1], pointwise),
  ];
  const after: Written = { op: 'Relu', inputs: ['s'], outputs: ['r'] };

  it('is drawn, named, and said in what it leaves out', async () => {
    const { network, notes } = await read({ nodes: [strange, after], stored });
    expect(network.nodes.map(({ kind, outputShape }) => `${kind} ${formatShape(outputShape)}`)).to.deep.equal([
      'input 8×8×3',
      'unknown ?',
      'unknown ?',
    ]);
    expect(costOf(network).total.weights).to.equal(35);
    expect(notes[0]).to.match(
      /^Not known here: Strange \(.*\)\. What comes out of it has no known shape, nor has the layer after\./,
    );
  });

  it('is passed where the file says what shape comes out', async () => {
    const { network } = await read({
      nodes: [strange, after, conv(['r', 'w'])],
      stored,
      shapes: { s: ['batch', 3, 4, 6] },
    });
    expect(network.nodes.map(({ kind, outputShape }) => `${kind} ${formatShape(outputShape)}`)).to.deep.equal([
      'input 8×8×3',
      'unknown 4×6×3',
      'activation 4×6×3',
      'conv2d 4×6×2',
    ]);
  });

  it('ends the network before what does not fit', async () => {
    const { network, misfit } = await read({
      nodes: [{ ...conv(['x', 'w']), name: 'c' }],
      stored: [float('w', [2, 4, 1, 1], Array(8).fill(1) as number[])],
    });
    expect(network.nodes).to.have.length(1);
    expect(misfit!.message).to.equal('c: expected a kernel for 3 channels, got one for 4');
  });
});

describe('ONNX: large graphs', () => {
  it('10,000 operations, and a tensor that all of them read', async () => {
    const nodes = Array.from({ length: 10_000 }, (_, at): Written => ({
      op: 'Add',
      inputs: [at ? `t${at}` : 'x', 'x'],
      outputs: [`t${at + 1}`],
    }));
    expect((await read({ nodes })).network.nodes).to.have.length(10_001);
  });

  it('more operations than are read', async () => {
    const nodes = Array.from({ length: 20_001 }, (_, at): Written => ({
      op: 'Relu',
      inputs: [at ? `t${at}` : 'x'],
      outputs: [`t${at + 1}`],
    }));
    expect(await sentenceOf({ nodes })).to.equal('net.onnx: ONNX: expected at most 20000 operations, got more');
  });
});

describe('ONNX: sentences', () => {
  const stored = [float('w', [2, 3, 1, 1], pointwise)];

  it('an older opset', async () => {
    expect(await sentenceOf({ nodes: [conv(['x', 'w'])], stored, opset: 6 })).to.equal(
      'net.onnx: opset: expected version 7 or later, got 6',
    );
  });

  it('several inputs', async () => {
    const inputs = { x: [1, 3, 8, 8], mask: [1, 8] };
    expect(await sentenceOf({ nodes: [conv(['x', 'w'])], stored, inputs })).to.equal(
      'net.onnx: inputs: expected one input, an image, got 2: x, mask',
    );
  });

  it('a circle', async () => {
    const nodes: Written[] = [
      { op: 'Add', inputs: ['x', 'b'], outputs: ['a'], name: 'first' },
      { op: 'Relu', inputs: ['a'], outputs: ['b'], name: 'second' },
    ];
    expect(await sentenceOf({ nodes })).to.equal(
      'net.onnx: graph: expected operations that can run one after the other, got a circle: first, second',
    );
  });

  it('a length that the file does not have', async () => {
    const bytes = writeOnnx({ nodes: [conv(['x', 'w'])], stored }).slice(0, 60) as Uint8Array<ArrayBuffer>;
    const error: unknown = await readModel([new File([bytes], 'net.onnx')]).catch((reason: unknown) => reason);
    expect((error as FileError).message).to.match(
      /^net\.onnx: ONNX: expected a field of \d+ bytes, got \d+: the file is cut off, or damaged$/,
    );
  });

  it('files that are no model, or two', async () => {
    const text = new File(['hello'], 'notes.txt');
    const one = new File([writeOnnx({ nodes: [conv(['x', 'w'])], stored }) as Uint8Array<ArrayBuffer>], 'a.onnx');
    const two = new File([one], 'b.onnx');
    const messages = await Promise.all(
      [[text], [one, two]].map((files) => readModel(files).then(String, (error: Error) => error.message)),
    );
    expect(messages[0]).to.equal(
      'expected one model: a model.json of TensorFlow.js or Keras, a TensorFlow Lite file, a .keras or .h5 file, an ONNX file; got none in notes.txt',
    );
    expect(messages[1]).to.match(/; got a\.onnx, b\.onnx$/);
  });
});

describe('ONNX: height and width that the file leaves open', () => {
  const kernel = { name: 'w', dims: [2, 3, 3, 3], values: Float32Array.from({ length: 54 }, (_, at) => Math.sin(at)) };
  const nodes = [
    { op: 'Conv', inputs: ['x', 'w'], outputs: ['y'], attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] } },
    { op: 'GlobalAveragePool', inputs: ['y'], outputs: ['z'] },
  ];

  it('the same model at another size: shapes and counts follow, weights are those that were read', async () => {
    const written = { nodes, stored: [kernel], input: ['N', 3, 'h', 'w'] };
    const other = (await read(written)).at!([48, 32]);
    const file = new File([writeOnnx(written) as Uint8Array<ArrayBuffer>], 'net.onnx');
    const asked = await readModel([file], { resolution: [48, 32] });
    expect(other.network.inputShape).to.deep.equal([48, 32, 3]);
    expect(other.network.nodes.map(({ id, outputShape }) => [id, outputShape])).to.deep.equal(
      asked.network.nodes.map(({ id, outputShape }) => [id, outputShape]),
    );
    expect(costOf(other.network).total.macs).to.equal(48 * 32 * 54);
    expect(other.notes.join()).to.include('48×32 is taken here');
    expect(other.weights).to.equal(undefined);
    expect((await read({ nodes, stored: [kernel] })).at).to.equal(undefined);
  });
});
