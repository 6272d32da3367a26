import { expect } from '@open-wc/testing';
import { io, memory, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { buildNetwork, elementsOf, type Network } from '../../src/core/index.js';
import { NetworkBuilder } from '../../src/core/network.js';
import { openEngine, toLayersModel, type Engine } from '../../src/runtime/index.js';
import { writeSafetensors } from '../support/safetensors.js';
import { differences, disagreements, worstOf } from '../support/agreement.js';
import { Seeded } from '../support/seeded.js';

const small = { resolution: 64, classes: 10 } as const;

/** Every family but AlexNet, whose 60 million weights are too much to make twice; its kinds of layer are below. */
const recipes: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['mobilenet-v1', { ...small, width: 0.25 }],
  ['mobilenet-v1', { ...small, width: 0.25, preset: 'keras', resolution: [64, 49] }],
  ['mobilenet-v1', { ...small, width: 0.25, convolution: 'full' }],
  ['mobilenet-v3', { ...small, width: 0.5 }],
  ['mobilenet-v3', { ...small, width: 0.5, preset: 'keras-small', resolution: [64, 49] }],
  ['mobilenet-v3', { ...small, width: 0.5, preset: 'keras-minimalistic' }],
  ['efficientnet', { ...small, width: 0.5, depthCoefficient: 1.2 }],
  ['efficientnet', { ...small, width: 0.5, preset: 'lite1', resolution: [64, 49] }],
  ['resnet', { ...small, depth: 18 }],
  ['resnet', { ...small, depth: 18, preset: 'keras-v2', resolution: [64, 49] }],
  ['squeezenet', small],
  ['squeezenet', { ...small, version: '1.0', resolution: [75, 64] }],
  ['shufflenet-v1', { ...small, groups: 3, width: 0.5 }],
  ['shufflenet-v1', { ...small, groups: 8, width: 0.5, preset: 'megvii' }],
  ['shufflenet-v1', { ...small, groups: 1, width: 0.25 }],
  ['shufflenet-v2', { ...small, width: 0.5 }],
];

/** What AlexNet has and the others have not, and every kind of pooling, on a map that divides badly. */
function patchwork(): Network {
  const builder = new NetworkBuilder('patchwork', 'every kind', {});
  const input = builder.add('input', 'input', { shape: [17, 13, 4] }, []);
  const conv = { filters: 6, kernel: 3, stride: 1, padding: 1, groups: 2, bias: true } as const;
  const grouped = builder.add('grouped', 'conv2d', conv, [input], { names: { torchvision: 'grouped' } });
  const lrn = { size: 5, alpha: 1e-1, beta: 0.75, k: 1 };
  const normed = builder.add('lrn', 'local-response-norm', lrn, [grouped]);
  const ceil = builder.add('ceil', 'max-pool', { kernel: 3, stride: 2, padding: 0, ceil: true }, [normed]);
  const padded = builder.add('padded', 'max-pool', { kernel: 3, stride: 1, padding: 1 }, [ceil]);
  const thinned = builder.add('thinned', 'max-pool', { kernel: 1, stride: 2, padding: 0 }, [padded]);
  const adapted = builder.add('adapted', 'adaptive-average-pool', { size: 3 }, [thinned]);
  builder.add('dense', 'dense', { units: 5, bias: true }, [adapted], { names: { torchvision: 'dense' } });
  return builder.finish();
}

describe('core, engine and tf.LayersModel agree on every family', () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine({ backend: 'wasm', worker: false });
  });
  after(() => engine.close());

  const networks = [
    ...recipes.map(([id, options]) => [`${id} ${JSON.stringify(options)}`, () => buildNetwork(id, options)] as const),
    ['every kind at once', patchwork] as const,
  ];
  for (const [title, build] of networks) {
    it(title, async () => {
      const network = build();
      const layers = (await toLayersModel(network, { seed: 7 }, { backend: 'wasm' })) as LayersModel;
      try {
        expect(disagreements(network, layers)).to.deep.equal([]);
        expect(await differences(engine, network, layers, sample(network))).to.deep.equal([]);
      } finally {
        layers.dispose();
      }
    });
  }

  it('a saved tf.LayersModel loads again, with its own kinds of layer', async () => {
    const layers = await toLayersModel(patchwork(), { seed: 7 }, { backend: 'wasm' });
    let saved: io.ModelArtifacts | undefined;
    await layers.save(
      io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      }),
    );
    const again = await loadLayersModel(io.fromMemory(saved!));
    const image = tensor4d(noise(patchwork()), [1, 17, 13, 4]);
    const [before, after] = [layers, again].map((one) => (one.predict(image) as Tensor).dataSync() as Float32Array);
    expect(worstOf(before!, after!)).to.equal(0);
    image.dispose();
    layers.dispose();
    again.dispose();
  });

  it('leaves no tensor behind', async () => {
    const network = buildNetwork('shufflenet-v1', { ...small, width: 0.25, groups: 2 });
    const image = { data: new Float32Array(elementsOf(network.inputShape)), shape: network.inputShape };
    const run = async (): Promise<number> => {
      await engine.load(network, { seed: 1 });
      await engine.run(image);
      await engine.activation('stage1/block1/shuffle');
      return memory().numTensors;
    };
    const before = await run();
    expect(await run()).to.equal(before);
  });
});

describe('layers that only AlexNet has', () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine({ backend: 'cpu', worker: false });
  });
  after(() => engine.close());

  it('local response normalisation: x / (k + α/n · Σ x²)^β', async () => {
    const network = patchwork();
    const { grouped, lrn } = await activationsOf(engine, network, ['grouped', 'lrn']);
    const channels = 6;
    const expected = grouped!.map((value, index) => {
      const [own, start] = [index % channels, index - (index % channels)];
      let sum = 0;
      for (let c = Math.max(0, own - 2); c <= Math.min(channels - 1, own + 2); c++) sum += grouped![start + c]! ** 2;
      return value / (1 + (0.1 / 5) * sum) ** 0.75;
    });
    expect(worstOf(lrn!, expected)).to.be.below(1e-5);
  });

  it('adaptive average pooling: patches that overlap where the map does not divide', async () => {
    const network = patchwork();
    const { thinned, adapted } = await activationsOf(engine, network, ['thinned', 'adapted']);
    const [height, width, channels] = network.nodes.find(({ id }) => id === 'thinned')!.outputShape;
    const expected = new Float32Array(9 * channels);
    const patch = (i: number, size: number): number[] => [Math.floor((i * size) / 3), Math.ceil(((i + 1) * size) / 3)];
    for (let at = 0; at < expected.length; at++) {
      const [c, column, row] = [at % channels, Math.floor(at / channels) % 3, Math.floor(at / channels / 3)];
      const [top, bottom] = patch(row, height) as [number, number];
      const [left, right] = patch(column, width) as [number, number];
      let sum = 0;
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) sum += thinned![(y * width + x) * channels + c]!;
      expected[at] = sum / ((bottom - top) * (right - left));
    }
    expect(worstOf(adapted!, expected)).to.be.below(1e-5);
  });

  it('a fully connected layer over a map reads PyTorch’s weights channel by channel', async () => {
    const builder = new NetworkBuilder('flat', 'flattened', {});
    const input = builder.add('input', 'input', { shape: [2, 3, 2] }, []);
    builder.add('dense', 'dense', { units: 1, bias: false }, [input], { names: { torchvision: 'fc' } });
    const network = builder.finish();
    // PyTorch's index of channel c, row y, column x is c·6 + y·3 + x; the weight there is that index.
    const file = writeSafetensors([
      { name: 'fc.weight', shape: [1, 12], data: Float32Array.from({ length: 12 }, (_, i) => i) },
    ]);
    await engine.load(network, { data: file });
    for (const [c, y, x] of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [1, 1, 2],
      [0, 0, 1],
    ] as const) {
      const data = new Float32Array(12);
      data[(y * 3 + x) * 2 + c] = 1;
      await engine.run({ data, shape: [2, 3, 2] });
      const { data: out } = await engine.activation('dense');
      expect(out[0], `${c}, ${y}, ${x}`).to.equal(c * 6 + y * 3 + x);
    }
  });
});

async function activationsOf(engine: Engine, network: Network, ids: readonly string[]) {
  await engine.load(network, { seed: 3 });
  await engine.run({ data: noise(network), shape: network.inputShape });
  const found: Record<string, Float32Array> = {};
  for (const id of ids) found[id] = (await engine.activation(id)).data;
  return found;
}

function noise(network: Network): Float32Array {
  const random = new Seeded(11);
  return Float32Array.from({ length: elementsOf(network.inputShape) }, () => 4 * random.next() - 2);
}

/** The logits and one node of each kind, for an image of noise. */
function sample(network: Network) {
  const last = network.nodes.at(-1)!;
  const oneOfEach = new Map(network.nodes.slice(1).map((node) => [node.kind, node])).values();
  const ids = [...new Set([last, ...oneOfEach].map(({ id }) => id))];
  return { ids, data: noise(network), seed: 7 };
}
