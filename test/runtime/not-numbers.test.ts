import { expect } from '@open-wc/testing';
import { NetworkBuilder, type Network } from '../../src/core/index.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { inputOf } from '../../src/runtime/image.js';
import { openEngine } from '../../src/runtime/index.js';
import { settingsFrom } from '../../src/training/settings.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import { writeSafetensors, type WrittenTensor } from '../support/safetensors.js';

/** A convolution of six kernel values, and a norm of two channels. */
function networkOf(epsilon = 1e-3): Network {
  const builder = new NetworkBuilder('small', 'small', {});
  const image = builder.add('image', 'input', { shape: [2, 2, 3] }, []);
  const attributes = { kernel: 1, stride: 1, padding: 0, groups: 1, filters: 2, bias: false } as const;
  builder.add('norm', 'batch-norm', { epsilon }, [builder.add('conv', 'conv2d', attributes, [image])]);
  return builder.finish();
}

const CONV = 'conv/kernel';
const VARIANCE = 'norm/moving_variance';
const shapes: Readonly<Record<string, readonly number[]>> = {
  [CONV]: [1, 1, 3, 2],
  'norm/gamma': [2],
  'norm/beta': [2],
  'norm/moving_mean': [2],
  [VARIANCE]: [2],
};

const sizeOf = (name: string): number => shapes[name]!.reduce((size, axis) => size * axis, 1);
const ones = (name: string): Float32Array => new Float32Array(sizeOf(name)).fill(1);

async function failure(promise: Promise<unknown>): Promise<EngineError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(EngineError);
  return error as EngineError;
}

const fails = async (files: readonly Blob[], name: string, sentence: string, network = networkOf()): Promise<void> => {
  const error = await failure(readWeights(network, { files }));
  expect([error.code, error.tensor]).to.deep.equal(['weights-value', name]);
  expect(error.message).to.contain(`tensor ${name}: expected finite numbers`).and.to.contain(sentence);
};

/** A safetensors file of ones, but for one tensor. */
const safetensors = (name: string, tensor: Pick<WrittenTensor, 'data' | 'dtype'>): Blob[] => [
  new Blob([
    writeSafetensors(
      Object.keys(shapes).map((key) => ({
        name: key,
        shape: shapes[key]!,
        data: ones(key),
        ...(key === name && tensor),
      })),
    ),
  ]),
];

/** A tfjs model of ones, but for one tensor: its bytes, and how they are quantised. */
function tfjsModel(name: string, stored: ArrayBufferView<ArrayBuffer>, quantization?: object): File[] {
  const weights = Object.keys(shapes).map((key) => ({
    name: key,
    shape: shapes[key],
    dtype: 'float32',
    ...(key === name && quantization && { quantization }),
  }));
  const bytes = new Blob(
    Object.keys(shapes).map((key) => (key === name ? stored : (ones(key) as Float32Array<ArrayBuffer>))),
  );
  const json = { modelTopology: {}, weightsManifest: [{ paths: ['weights.bin'], weights }] };
  return [new File([JSON.stringify(json)], 'model.json'), new File([bytes], 'weights.bin')];
}

/** The kernel with another bit pattern at index 4. */
const halves = (one: number, wrong: number): Uint16Array<ArrayBuffer> => new Uint16Array(6).fill(one).fill(wrong, 4, 5);

describe('what is not a number is refused', () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    it(`weights: ${value} in safetensors of F32 and F64, and in a model.json`, async () => {
      const single = new Float32Array(6).fill(1).fill(value, 4, 5);
      await fails(safetensors(CONV, { data: single }), CONV, `got ${value} at index 4`);
      await fails(
        safetensors(CONV, { data: Float64Array.from(single), dtype: 'F64' }),
        CONV,
        `got ${value} at index 4`,
      );
      await fails(tfjsModel(CONV, single), CONV, `got ${value} at index 4`);
    });

    it(`an image of numbers with ${value}`, async () => {
      const data = new Float32Array(2 * 4 * 3).fill(1).fill(value, 19, 20);
      const error = await failure(
        inputOf({ kind: 'tensor', tensor: { data, shape: [2, 4, 3] } }, [2, 4, 3], { mean: [0, 0, 0], std: [1, 1, 1] }),
      );
      expect(error.code).to.equal('image-value');
      expect(error.message).to.equal(`image: expected finite numbers, got ${value} at y 1, x 2, channel 1`);
    });

    it(`a mean or a deviation of ${value}`, async () => {
      for (const preprocessing of [
        { mean: [0, value, 0], std: [1, 1, 1] },
        { mean: [0, 0, 0], std: [1, 1, value] },
      ] as const) {
        const engine = await openEngine({ backend: 'cpu', worker: false });
        const error = await failure(engine.load(networkOf(), { seed: 1 }, { preprocessing }));
        await engine.close();
        expect(error.code).to.equal('preprocessing');
        expect(error.message).to.contain(`${value}`);
        const training = { seed: 1, epochs: 1, batch: 2, learningRate: 1, preprocessing };
        expect(() => settingsFrom(training)).to.throw(EngineError, /preprocessing: expected finite/);
      }
    });
  }

  it('weights: in half floats of both kinds', async () => {
    await fails(safetensors(CONV, { data: halves(0x3c00, 0x7e00), dtype: 'F16' }), CONV, 'got NaN at index 4');
    await fails(safetensors(CONV, { data: halves(0x3c00, 0xfc00), dtype: 'F16' }), CONV, 'got -Infinity at index 4');
    await fails(safetensors(CONV, { data: halves(0x3f80, 0x7fc0), dtype: 'BF16' }), CONV, 'got NaN at index 4');
    await fails(tfjsModel(CONV, halves(0x3c00, 0x7c00), { dtype: 'float16' }), CONV, 'got Infinity at index 4');
  });

  it('weights: beyond float32, in F64 and by a scale', async () => {
    const data = new Float64Array(6).fill(1).fill(1e300, 4, 5);
    await fails(safetensors(CONV, { data, dtype: 'F64' }), CONV, 'got Infinity at index 4');
    const large = { dtype: 'uint8', scale: 1e300, min: 0 };
    await fails(tfjsModel(CONV, Uint8Array.of(0, 0, 0, 0, 7, 0), large), CONV, 'got Infinity at index 4');
  });

  it('a scale or a min that is none', async () => {
    // JSON has no NaN; null is what `JSON.stringify` makes of it, and 1e999 is read as infinity.
    for (const quantization of [
      { dtype: 'uint8', scale: NaN, min: 0 },
      { dtype: 'uint16', scale: 1, min: Infinity },
      { dtype: 'uint8', min: 0 },
    ]) {
      const error = await failure(
        readWeights(networkOf(), { files: tfjsModel(CONV, new Uint8Array(6), quantization) }),
      );
      expect([error.code, error.tensor]).to.deep.equal(['weights-format', CONV]);
    }
  });

  it('a scale beside half floats counts for nothing, as in tfjs', async () => {
    const quantization = { dtype: 'float16', scale: 1e300, min: null };
    const { nodes } = await readWeights(networkOf(), {
      files: tfjsModel(CONV, new Uint16Array(6).fill(0x3c00), quantization),
    });
    expect([...nodes.get('conv')!['kernel']!]).to.deep.equal([1, 1, 1, 1, 1, 1]);
  });

  it('a variance of 0 that no epsilon lifts', async () => {
    const data = Float32Array.of(1, 0);
    await readWeights(networkOf(1e-3), { files: safetensors(VARIANCE, { data }) });
    for (const epsilon of [0, -1e-3])
      await fails(
        safetensors(VARIANCE, { data }),
        VARIANCE,
        `with an epsilon of ${epsilon}, got 0 at index 1`,
        networkOf(epsilon),
      );
  });

  it('a deviation of 0', async () => {
    const engine = await openEngine({ backend: 'cpu', worker: false });
    await engine.load(networkOf(), { seed: 1 });
    const error = await failure(
      engine.load(networkOf(), { seed: 2 }, { preprocessing: { mean: [0, 0, 0], std: [1, 0, 1] } }),
    );
    expect(error.message).to.equal(
      'preprocessing: expected finite numbers and no std of 0, got mean [0, 0, 0] and std [1, 0, 1]',
    );
    // What was there before runs on.
    const { logits } = await engine.run({ data: new Float32Array(12).fill(1), shape: [2, 2, 3] });
    expect([...logits].every(Number.isFinite)).to.equal(true);
    await engine.close();
  });
});
