import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { buildNetwork, findNode, weightsOf, type NameScheme, type Network } from '../../src/core/index.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import torchToKeras from '../golden/parity/names_torch_to_keras.json' with { type: 'json' };
import { assemble, writeSafetensors, type WrittenTensor } from '../support/safetensors.js';
import { torchTensors } from '../support/torch-layout.js';

const network = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 32, classes: 3, blocks: [[2, 16, 1, 2]] });
/** Counts up, so that every value tells where it came from. */
const counting = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => i + 1);
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);

const torchFile = (of: Network = network, scheme: NameScheme = 'torchvision'): WrittenTensor[] =>
  torchTensors(of, scheme, (_, size) => counting(size));

const read = (data: ArrayBuffer | readonly File[], of = network): Promise<NetworkWeights> =>
  readWeights(of, { files: data instanceof ArrayBuffer ? [new Blob([data])] : data });

async function failure(reading: Promise<unknown>): Promise<EngineError> {
  try {
    await reading;
  } catch (error) {
    expect(error).to.be.instanceOf(EngineError);
    return error as EngineError;
  }
  throw new Error('expected an error, got none');
}

const replaced = (name: string, change: Partial<WrittenTensor>): WrittenTensor[] =>
  torchFile().map((tensor) => (tensor.name === name ? { ...tensor, ...change } : tensor));

describe('weights: names', () => {
  for (const scheme of ['torchvision', 'timm', 'post'] as const) {
    it(`recognises ${scheme}`, async () => {
      const weights = await read(writeSafetensors(torchFile(network, scheme)));
      expect(weights.scheme).to.equal(scheme);
      expect(weights.source).to.equal('trained');
    });
  }

  it('leaves num_batches_tracked and DataParallel’s prefix aside', async () => {
    const tensors = torchFile().map((tensor) => ({ ...tensor, name: `module.${tensor.name}` }));
    const tracked = {
      name: 'module.features.0.1.num_batches_tracked',
      shape: [],
      data: new BigInt64Array(1),
      dtype: 'I64',
    };
    expect((await read(writeSafetensors([...tensors, tracked]))).scheme).to.equal('torchvision');
  });

  it('knows every Keras layer by the name that Keras gives it', () => {
    const whole = buildNetwork('mobilenet-v2');
    const pairs = Object.entries(torchToKeras.map).filter(([torch]) => findNode(whole, 'torchvision', torch));
    expect(pairs.length).to.be.above(100);
    for (const [torch, keras] of pairs)
      expect(findNode(whole, 'keras', keras)?.id, keras).to.equal(findNode(whole, 'torchvision', torch)?.id);
  });

  it('says which names were expected and which came', async () => {
    const error = await failure(read(writeSafetensors([{ name: 'encoder.weight', shape: [1], data: counting(1) }])));
    expect(error.code).to.equal('weights-names');
    expect(error.message).to.include('features.0.0.weight').and.to.include('encoder.weight');
  });
});

describe('weights: layout', () => {
  it('turns PyTorch’s output-first kernels into TensorFlow’s', async () => {
    const { nodes } = await read(writeSafetensors(torchFile()));
    const stem = findNode(network, 'torchvision', 'features.0.0')!;
    const [k, , inputs, outputs] = weightsOf(stem)[0]!.shape as [number, number, number, number];
    const { kernel } = nodes.get(stem.id)!;
    // [o, i, y, x] at o = 1, i = 2, y = 0, x = 1
    expect(kernel![((0 * k + 1) * inputs + 2) * outputs + 1]).to.equal(1 * inputs * k * k + 2 * k * k + 1 + 1);
  });

  it('takes a classifier stored as a 1×1 convolution for a dense layer, and the other way round', async () => {
    const conv = replaced('classifier.1.weight', { shape: [3, 1280, 1, 1] });
    const dense = await read(writeSafetensors(conv));
    const asConv = buildNetwork('mobilenet-v2', { ...network.options, classifier: 'conv' });
    const converted = await read(writeSafetensors(torchFile()), asConv);
    expect(converted.nodes.get('classifier')!.kernel).to.deep.equal(dense.nodes.get('classifier')!.kernel);
  });

  it('reads half, brain and double precision', async () => {
    const shape = [3];
    const halves = { shape, data: Uint16Array.of(0x3c00, 0xc000, 0x3555), dtype: 'F16' };
    const brains = { shape, data: Uint16Array.of(0x3f80, 0xc000, 0x3eab), dtype: 'BF16' };
    const doubles = { shape, data: Float64Array.of(1, -2, 1 / 3), dtype: 'F64' };
    for (const change of [halves, brains, doubles]) {
      const { nodes } = await read(writeSafetensors(replaced('classifier.1.bias', change)));
      const [one, minusTwo, third] = nodes.get('classifier')!.bias!;
      expect([one, minusTwo], change.dtype).to.deep.equal([1, -2]);
      expect(third, change.dtype).to.be.closeTo(1 / 3, 2e-3);
    }
  });
});

describe('weights: what is wrong with a .safetensors is said', () => {
  const whole = writeSafetensors(torchFile());
  const last = torchFile().at(-1)!.name;

  it('truncated', async () => {
    const error = await failure(read(whole.slice(0, whole.byteLength - 4)));
    expect(error.code).to.equal('weights-offsets');
    expect(error.tensor).to.equal(last);
    expect(error.message).to.include('expected').and.to.include('got');
  });

  it('cut within its header', async () => {
    expect((await failure(read(whole.slice(0, 200)))).message).to.include('header');
    expect((await failure(read(whole.slice(0, 5)))).code).to.equal('weights-format');
    expect((await failure(read(new ArrayBuffer(0)))).code).to.equal('weights-format');
  });

  it('a header of 10 GB', async () => {
    const file = new ArrayBuffer(64);
    new DataView(file).setBigUint64(0, 10_000_000_000n, true);
    expect((await failure(read(file))).message).to.include('10000000000');
  });

  it('a header that is no JSON, or no object', async () => {
    expect((await failure(read(assemble('not json', [], 0)))).code).to.equal('weights-format');
    expect((await failure(read(assemble('[1]', [], 0)))).code).to.equal('weights-format');
    expect((await failure(read(assemble('{"a": null}', [], 0)))).tensor).to.equal('a');
  });

  it('a wrong shape', async () => {
    const error = await failure(
      read(writeSafetensors(replaced('classifier.1.weight', { shape: [4, 960], data: counting(3840) }))),
    );
    expect(error.code).to.equal('weights-shape');
    expect(error.tensor).to.equal('classifier.1.weight');
    expect(error.node).to.equal('classifier');
    expect(error.message).to.include('[3, 1280]').and.to.include('[4, 960]');
  });

  it('a wrong number of bytes', async () => {
    const error = await failure(read(writeSafetensors(replaced('classifier.1.bias', { shape: [4] }))));
    expect([error.code, error.tensor]).to.deep.equal(['weights-offsets', 'classifier.1.bias']);
  });

  it('a number format that weights do not come in', async () => {
    const change = { data: new BigInt64Array(3), dtype: 'I64' };
    const error = await failure(read(writeSafetensors(replaced('classifier.1.bias', change))));
    expect([error.code, error.tensor]).to.deep.equal(['weights-dtype', 'classifier.1.bias']);
    expect(error.message).to.include('I64').and.to.include('F32');
  });

  it('two tensors of one name', async () => {
    const entry = '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';
    const error = await failure(read(assemble(`{"__metadata__":{"a":"\\"a\\":{"},"a":${entry},"a":${entry}}`, [], 4)));
    expect([error.code, error.tensor]).to.deep.equal(['weights-duplicate', 'a']);
  });

  it('overlapping, descending and far offsets', async () => {
    const spoil = (offsets: unknown) => (header: Record<string, object>) => ({
      ...header,
      [last]: { ...header[last], data_offsets: offsets },
    });
    for (const offsets of [[0, 12], [12, 0], [1e9, 1e9 + 12], [-12, 0], ['0', 12], null]) {
      const error = await failure(read(writeSafetensors(torchFile(), spoil(offsets))));
      expect([error.code, error.tensor], JSON.stringify(offsets)).to.deep.equal(['weights-offsets', last]);
    }
  });

  it('NaN, infinity, and a negative variance', async () => {
    for (const [name, value] of [
      ['classifier.1.bias', NaN],
      ['classifier.1.bias', Infinity],
      ['features.0.1.running_var', -1],
    ] as const) {
      const size = torchFile().find((tensor) => tensor.name === name)!.data.length;
      const error = await failure(read(writeSafetensors(replaced(name, { data: counting(size).fill(value, 1, 2) }))));
      expect([error.code, error.tensor]).to.deep.equal(['weights-value', name]);
      expect(error.message).to.include(`${value} at index 1`);
    }
  });

  it('a missing tensor, and one too many', async () => {
    const missing = await failure(read(writeSafetensors(torchFile().slice(1))));
    expect([missing.code, missing.tensor, missing.node]).to.deep.equal([
      'weights-missing',
      'features.0.0.weight',
      'stem/conv',
    ]);
    const extra = await failure(
      read(writeSafetensors([...torchFile(), { name: 'ema.decay', shape: [1], data: counting(1) }])),
    );
    expect([extra.code, extra.tensor]).to.deep.equal(['weights-unexpected', 'ema.decay']);
  });

  it('a web page in its place', async () => {
    const page = new TextEncoder().encode('<!doctype html><title>404</title>').buffer;
    expect((await failure(read(page))).message).to.include('<!doctype html>');
  });

  it('a picture in its place: none of its bytes', async () => {
    const picture = new Uint8Array([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52,
    ]);
    expect((await failure(read(picture.buffer))).message).to.match(/a model\.json, got another kind of file$/);
  });
});

describe('weights: tfjs model.json', () => {
  const tensors = network.nodes.flatMap((node) =>
    weightsOf(node).map(({ name, shape }) => {
      const stored = node.kind === 'depthwise-conv2d' ? 'depthwise_kernel' : name;
      return { name: `${node.names.keras}/${stored}`, shape, data: counting(sizeOf(shape)) };
    }),
  );
  const manifest = (change: (weights: object[]) => object[] = (weights) => weights) => ({
    weightsManifest: [
      {
        paths: ['a.bin', 'b.bin'],
        weights: change(tensors.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }))),
      },
    ],
  });
  const bytes = new Blob(tensors.map(({ data }) => data as Float32Array<ArrayBuffer>));
  const files = (model: object, shards = ['a.bin', 'b.bin']): File[] => [
    new File([JSON.stringify(model)], 'model.json'),
    ...shards.map((name) => new File([name === 'a.bin' ? bytes.slice(0, 1001) : bytes.slice(1001)], name)),
  ];

  it('joins its shards, wherever they are cut', async () => {
    const weights = await read(files(manifest()));
    expect(weights.scheme).to.equal('keras');
    expect(weights.nodes.get('stem/norm')!.gamma![1]).to.equal(2);
  });

  it('reads small integers with scale and minimum', async () => {
    const quantize = (weights: object[]) => [
      { ...weights[0], quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
      ...weights.slice(1),
    ];
    const first = tensors[0]!;
    const small = new Blob([Uint8Array.from(first.data, (_, i) => i % 4), bytes.slice(first.data.byteLength)]);
    const [model] = files(manifest(quantize));
    const weights = await read([model!, new File([small.slice(0, 10)], 'a.bin'), new File([small.slice(10)], 'b.bin')]);
    expect(Array.from(weights.nodes.get('stem/conv')!.kernel!.slice(0, 5))).to.deep.equal([-1, -0.5, 0, 0.5, -1]);
  });

  it('leaves aside what an optimiser has stored', async () => {
    const trained = (weights: object[]) => [
      { name: 'Adam/m/Conv1/kernel', shape: [2], dtype: 'float32', group: 'optimizer' },
      ...weights,
    ];
    const stored = new Blob([new Float32Array([7, 7]), bytes]);
    const [model] = files(manifest(trained));
    const weights = await read([model!, new File([stored.slice(0, 9)], 'a.bin'), new File([stored.slice(9)], 'b.bin')]);
    expect(Array.from(weights.nodes.get('stem/conv')!.kernel!)).to.deep.equal(Array.from(tensors[0]!.data));
  });

  it('names the shard that is missing', async () => {
    const error = await failure(read(files(manifest(), ['a.bin'])));
    expect(error.message).to.include('b.bin').and.to.include('expected');
  });

  it('names the tensor that a short shard cuts', async () => {
    const [model, first] = files(manifest());
    const error = await failure(read([model!, first!, new File([bytes.slice(1001, -1)], 'b.bin')]));
    expect([error.code, error.tensor]).to.deep.equal(['weights-offsets', 'predictions/bias']);
  });

  it('names the tensor that comes twice, and the format that it does not know', async () => {
    const twice = await failure(
      read(files(manifest((weights) => [...weights.slice(0, -1), { ...weights.at(-1), name: 'Conv1/kernel' }]))),
    );
    expect([twice.code, twice.tensor]).to.deep.equal(['weights-duplicate', 'Conv1/kernel']);
    const complex = await failure(
      read(files(manifest(([first, ...rest]) => [{ ...first, dtype: 'complex64' }, ...rest]))),
    );
    expect([complex.code, complex.tensor]).to.deep.equal(['weights-dtype', 'Conv1/kernel']);
  });

  it('says that a JSON file is no model', async () => {
    expect((await failure(read([new File(['{"weights": 1}'], 'model.json')]))).message).to.include('weightsManifest');
    expect((await failure(read([new File(['{"weightsManifest": ['], 'model.json')]))).code).to.equal('weights-format');
  });
});

describe('weights: addresses and seeds', () => {
  it('reports a missing file with its address', async () => {
    const server = createServer((_, response) => response.writeHead(404).end()).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const error = await failure(readWeights(network, { url: `http://localhost:${port}/nowhere.safetensors` }));
    server.close();
    expect(error.code).to.equal('fetch-failed');
    expect(error.message).to.include('nowhere.safetensors').and.to.include('404');
  });

  it('reports a server that does not answer', async () => {
    expect((await failure(readWeights(network, { url: 'http://localhost:1/weights' }))).code).to.equal('fetch-failed');
  });

  it('downloads with progress', async () => {
    const url = URL.createObjectURL(new Blob([writeSafetensors(torchFile())]));
    const seen: number[] = [];
    await readWeights(network, { url }, { onProgress: ({ loaded }) => seen.push(loaded) });
    URL.revokeObjectURL(url);
    expect(seen.at(-1)).to.equal(writeSafetensors(torchFile()).byteLength);
  });

  it('makes the same random weights from the same seed, others from another', async () => {
    const [one, same, other] = await Promise.all([1, 1, 2].map((seed) => readWeights(network, { seed })));
    expect(one!.source).to.equal('random');
    expect(one!.nodes).to.deep.equal(same!.nodes);
    expect(one!.nodes).to.not.deep.equal(other!.nodes);
  });
});
