import '@tensorflow/tfjs-backend-cpu';
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { ready, setBackend, tensor, tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildNetwork,
  elementsOf,
  NetworkBuilder,
  networks,
  weightsOf,
  type Network,
  type OpKind,
} from '../../src/core/index.js';
import { readModel } from '../../src/formats/index.js';
import { readSafetensors } from '../../src/formats/weights/safetensors.js';
import { assignWeights, type NetworkWeights } from '../../src/formats/weights/weights.js';
import { writeOnnx } from '../../src/formats/write/onnx.js';
import { readModelProto } from '../../src/formats/onnx/proto.js';
import { UnwritableError } from '../../src/formats/write/unwritable.js';
import { LoadedNetwork } from '../../src/runtime/loaded-network.js';
import { operate } from '../../src/runtime/operations.js';
import { randomWeights } from '../../src/runtime/random.js';
import fromPyTorch from '../golden/onnx/expected.json';
import a from '../golden/parity/a_seed_t6_s1_32.json';
import b2 from '../golden/parity/b2_mobilenet_v2_0.35_H64_W96.json';
import { formulaFile, type Parity } from '../support/parity.js';
import { networkOf, samples, type Samples } from '../support/op-samples.js';
import { Seeded } from '../support/seeded.js';
import { formulaInput } from '../support/wgen.js';

ort.env.wasm.numThreads = 1;

const WRITER = { producer: 'test', version: '0', metadata: { weights: 'by formula', options: '{"a": 1}' } };

/** Rows of pixels of channels → channels of rows of pixels. */
function channelsFirst(data: Float32Array, [height, width, channels]: readonly number[]): Float32Array {
  const size = height! * width!;
  return data.map((_, at) => data[(at % size) * channels! + Math.floor(at / size)]!);
}

/** What ONNX Runtime makes of an image, in its own order of axes. */
async function runOnnx(network: Network, weights: NetworkWeights, image: Float32Array): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(writeOnnx(network, weights, WRITER));
  const [height, width, channels] = network.inputShape;
  const data = channelsFirst(image, network.inputShape);
  const results = await session.run({ input: new ort.Tensor('float32', data, [1, channels, height, width]) });
  expect(Object.keys(results)).to.deep.equal([network.nodes.at(-1)!.id]);
  const [result] = Object.values(results);
  await session.release();
  return result!.data as Float32Array;
}

/** What our engine makes of it. */
function runOurs(network: Network, weights: NetworkWeights, image: Float32Array): Float32Array {
  const loaded = new LoadedNetwork(network, weights);
  const results = loaded.run(tensor4d(image, [1, ...network.inputShape]));
  const last = network.nodes.at(-1)!;
  const values = results.get(last.id)!.dataSync() as Float32Array;
  return channelsFirst(Float32Array.from(values), last.outputShape);
}

function spreadOf(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
}

/** The largest difference, in standard deviations of what is expected. */
function distance(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).to.equal(expected.length);
  const worst = Array.from(got).reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
  return worst / spreadOf(expected);
}

describe('a network as ONNX', () => {
  beforeAll(async () => {
    await setBackend('cpu');
    await ready();
  });

  for (const [title, network, parity] of [
    ['the post’s network', buildNetwork('mobilenet-v2', { preset: 'post' }), a],
    ['MobileNetV2', buildNetwork('mobilenet-v2', { width: 0.35, resolution: [64, 96], classes: 10 }), b2],
  ] as const)
    it(`gives ONNX Runtime the logits that PyTorch has: ${title}`, async () => {
      const golden = parity as unknown as Parity;
      const weights = assignWeights(network, readSafetensors(formulaFile(golden)).values());
      const logits = await runOnnx(network, weights, formulaInput(golden.input).data);
      expect(distance(logits, golden.logits)).to.be.below(1e-4);
    });

  const small = { resolution: 64, classes: 10 };
  // AlexNet's 60 million weights take long; its kinds of layer are below.
  const recipes = networks
    .filter(({ id }) => id !== 'alexnet')
    .flatMap(({ id, presets }) =>
      Object.keys(presets).map((preset) => {
        const options = id === 'resnet' ? { depth: 18, resolution: 32 } : id === 'squeezenet' ? {} : { width: 0.5 };
        return [id, preset, { ...small, ...(preset === 'post' && { resolution: 32 }), ...options }] as const;
      }),
    );
  for (const [id, preset, options] of recipes)
    it(`gives ONNX Runtime the outputs of our engine: ${id}, ${preset}`, async () => {
      const network = buildNetwork(id, { preset, ...options });
      const random = new Seeded(3);
      const [height, width, channels] = network.inputShape;
      const image = Float32Array.from({ length: height * width * channels }, () => random.next() * 2 - 1);
      const weights = randomWeights(network, 5);
      const ours = runOurs(network, weights, image);
      expect(spreadOf(ours)).to.be.above(0);
      expect(distance(await runOnnx(network, weights, image), ours)).to.be.below(1e-3);
    });

  it('gives it the outputs of every kind that is written, in every form', async () => {
    const network = everyKind();
    const random = new Seeded(4);
    const image = Float32Array.from({ length: 17 * 13 * 4 }, () => random.next() * 2 - 1);
    const weights = randomWeights(network, 6);
    expect(distance(await runOnnx(network, weights, image), runOurs(network, weights, image))).to.be.below(1e-4);
  });

  it('says with it what it is, and takes any number of images', async () => {
    const network = buildNetwork('mobilenet-v2', { width: 0.1, ...small });
    const file = writeOnnx(network, randomWeights(network, 1), WRITER);
    const { producer, opset, graph } = readModelProto(file);
    expect([producer, opset, graph!.name]).to.deep.equal(['test', 17, network.title]);
    expect(graph!.inputs).to.deep.equal([{ name: 'input', dims: [null, 3, 64, 64] }]);
    const session = await ort.InferenceSession.create(file);
    const two = new ort.Tensor('float32', new Float32Array(2 * 3 * 64 * 64), [2, 3, 64, 64]);
    expect((await session.run({ input: two }))['classifier']!.dims).to.deep.equal([2, 10]);
    await session.release();
    const words = new TextDecoder().decode(file);
    for (const word of ['by formula', '{"a": 1}']) expect(words).to.contain(word);
  });

  for (const kind of Object.keys(samples) as (keyof typeof samples)[])
    it(`gives it the values of our engine in every form: ${kind}`, async () => {
      for (const sample of samples[kind]) {
        const network = networkOf(kind, sample as Samples<OpKind>[number]);
        const [node, random] = [network.nodes.at(-1)!, new Seeded(9)];
        const images = node.inputShapes.map((shape) =>
          Float32Array.from({ length: elementsOf(shape) }, () => random.next() - 0.5),
        );
        const weights = randomWeights(network, 3);
        const session = await ort.InferenceSession.create(writeOnnx(network, weights, WRITER));
        const feeds = node.inputShapes.map(([height, width, channels], at) => {
          const data = channelsFirst(images[at]!, [height, width, channels]);
          return [`input${at}`, new ort.Tensor('float32', data, [1, channels, height, width])] as const;
        });
        const result = (await session.run(Object.fromEntries(feeds)))['node']!;
        const tensors = Object.entries(weights.nodes.get('node') ?? {}).map(([name, values]) => {
          const { shape } = weightsOf(node).find((weight) => weight.name === name)!;
          return [name, tensor(values, [...shape])] as const;
        });
        const inputs = node.inputShapes.map((shape, at) => tensor4d(images[at]!, [1, ...shape]));
        const ours = operate(node, inputs, Object.fromEntries(tensors));
        const expected = channelsFirst(Float32Array.from(ours.dataSync()), node.outputShape);
        const what = JSON.stringify(sample);
        expect(result.data.length, what).to.equal(expected.length);
        expected.forEach((value, at) => {
          const got = Number(result.data[at]);
          if (Number.isNaN(value)) expect(got, what).to.be.NaN;
          else expect(got, what).to.be.closeTo(value, 1e-4 * Math.max(1, Math.abs(value)));
        });
        await session.release();
      }
    });

  for (const [name, { tensors }] of Object.entries(fromPyTorch))
    it(`gives it what PyTorch computes of a network that was read from a file: ${name}`, async () => {
      const file = new File([readFileSync(new URL(`../golden/onnx/${name}.onnx`, import.meta.url))], `${name}.onnx`);
      const { network, weights } = await readModel([file], { resolution: 32 });
      const session = await ort.InferenceSession.create(writeOnnx(network, weights!, WRITER));
      const image = Float32Array.from({ length: 3 * 32 * 32 }, (_, at) => Math.sin(at * 0.37)); // channels first
      const feeds = { [network.nodes[0]!.id]: new ort.Tensor('float32', image, [1, 3, 32, 32]) };
      const { data } = (await session.run(feeds))[network.nodes.at(-1)!.id]!;
      const { values, step } = tensors.answer;
      const largest = Math.max(...values.map(Math.abs));
      values.forEach((value, at) => expect(data[at * step]).to.be.closeTo(value, 1e-4 * largest));
      await session.release();
    });

  it('refuses what it cannot say, by the layer and its kind', () => {
    const builder = new NetworkBuilder('odd', 'odd', {});
    const input = builder.add('input', 'input', { shape: [4, 4, 3] }, []);
    builder.add('odd/one', 'unknown', { className: 'Mystery', why: 'nobody knows it', shape: [4, 4, 3], tensors: [] }, [
      input,
    ]);
    const network = builder.finish();
    const write = (): unknown => writeOnnx(network, randomWeights(network, 1), WRITER);
    expect(write).to.throw(UnwritableError, 'odd/one: unknown layer: Mystery is not written as ONNX here');
    const pooled = networkOf('average-pool', { attributes: OVERHANGING as never });
    expect(() => writeOnnx(pooled, randomWeights(pooled, 1), WRITER)).to.throw(
      UnwritableError,
      'node: average pooling',
    );
  });
});

/** A last window that reaches out of the map, and counts what is not there. */
const OVERHANGING = { kernel: 3, stride: 2, padding: 0, ceil: true };

/** What no family has at 64×64, on a map that divides badly. */
function everyKind(): Network {
  const builder = new NetworkBuilder('every', 'every kind', {});
  let last = builder.add('input', 'input', { shape: [17, 13, 4] }, []);
  const add = (name: string, kind: Parameters<typeof builder.add>[1], attributes: object, inputs = [last]): string =>
    (last = builder.add(name, kind as 'add', attributes as never, inputs));
  add('grouped', 'conv2d', { filters: 6, kernel: 3, stride: 1, padding: 1, groups: 2, bias: true });
  add('lrn', 'local-response-norm', { size: 5, alpha: 0.1, beta: 0.75, k: 1 });
  add('twofold', 'depthwise-conv2d', { kernel: 3, stride: 2, padding: 'same', multiplier: 2, bias: true });
  add('oblong', 'conv2d', {
    filters: 6,
    kernel: 1,
    stride: 1,
    padding: 'same',
    groups: 1,
    bias: false,
    dilation: 2,
    across: { kernel: 3, stride: 1, dilation: 2, padding: 'same' },
  });
  for (const name of ['leaky ReLU', 'ELU', 'swish', 'mish', 'GELU', 'hard swish', 'hard sigmoid', 'tanh', 'softplus'])
    add(name.replace(' ', '-'), 'activation', { function: name, ...(name === 'leaky ReLU' && { alpha: 0.3 }) });
  add('sigmoid', 'activation', { function: 'sigmoid' });
  add('mean', 'average-pool', { kernel: 3, stride: 1, padding: 'same' });
  add('counted', 'average-pool', { kernel: 3, stride: 1, padding: 1 });
  add('ceil', 'max-pool', { kernel: 3, stride: 2, padding: 0, ceil: true });
  add('padded', 'pad', { top: 1, bottom: 2, left: 0, right: 1, channels: 2, value: 0.5 });
  add('cut', 'pad', { top: -1, bottom: 0, left: 0, right: -1 });
  add('prelu', 'prelu', { shape: [1, 1, 8] });
  add('part', 'split', { part: 1, parts: 2 });
  const left = add('scaled', 'merge', { function: 'product', constant: [1, 1, 4] });
  add('both', 'concat', {}, [left, left]);
  add('shuffled', 'channel-shuffle', { groups: 4 });
  add('adapted', 'adaptive-average-pool', { size: 3 });
  add('first', 'dense', { units: 9, bias: true });
  add('relu', 'activation', { function: 'relu6' });
  add('second', 'dense', { units: 5, bias: false });
  add('softmax', 'activation', { function: 'softmax' });
  return builder.finish();
}
