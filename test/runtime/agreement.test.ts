import { expect } from '@open-wc/testing';
import { memory, tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { buildNetwork, elementsOf, type Network } from '../../src/core/index.js';
import { openEngine, toLayersModel, type Engine } from '../../src/runtime/index.js';
import { randomOptions } from '../support/random-options.js';
import { disagreements } from '../support/agreement.js';
import { Seeded } from '../support/seeded.js';

const SETS = 200;
/** Nodes of each network whose activations are compared, besides the logits. */
const NODES = 3;

/** Two ways to the same numbers in float32: what rounding leaves, in standard deviations. */
const TOLERANCE = 1e-3;

describe('core, engine and tf.LayersModel agree', () => {
  let engine: Engine;
  let tensors = 0;
  before(async () => {
    engine = await openEngine({ backend: 'wasm', worker: false });
    await compare(engine, 0);
    tensors = memory().numTensors;
  });
  after(() => engine.close());

  const perTest = 20;
  for (let first = 0; first < SETS; first += perTest) {
    it(`on parameters, shapes and activations: random networks ${first} to ${first + perTest - 1}`, async () => {
      for (let seed = first; seed < first + perTest; seed++) await compare(engine, seed);
      expect(memory().numTensors, 'tensors').to.equal(tensors);
    });
  }
});

/** Takes the place of the network before it, and of its image. */
const tiny = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 8, classes: 1 });

async function compare(engine: Engine, seed: number): Promise<void> {
  const options = randomOptions(seed, { maxResolution: 64, maxWidth: 0.35 });
  const network = buildNetwork('mobilenet-v2', options);
  const label = `${seed} ${JSON.stringify(options)}`;
  const layers = await toLayersModel(network, { seed }, { backend: 'wasm' });
  try {
    expect(disagreements(network, layers), label).to.deep.equal([]);
    expect(await differences(engine, network, layers, seed), label).to.deep.equal([]);
  } finally {
    layers.dispose();
  }
  await engine.load(tiny, { seed: 0 });
}

/** The logits and some other nodes: the engine's activation against the LayersModel's. */
async function differences(engine: Engine, network: Network, layers: LayersModel, seed: number): Promise<string[]> {
  const random = new Seeded(seed);
  const ids = [
    network.nodes.at(-1)!.id,
    ...Array.from({ length: NODES }, () => random.oneOf(network.nodes.slice(1)).id),
  ];
  const unique = [...new Set(ids)];
  const data = Float32Array.from({ length: elementsOf(network.inputShape) }, () => 4 * random.next() - 2);
  await engine.load(network, { seed });
  await engine.run({ data, shape: network.inputShape });
  const expected = predict(layers, network, unique, data);
  const problems: string[] = [];
  for (const [i, id] of unique.entries()) {
    const got = await engine.activation(id);
    const error = worstOf(got.data, expected[i]!) / (got.stats.std || 1);
    if (!(error <= TOLERANCE)) problems.push(`${id}: ${error} standard deviations apart`);
  }
  return problems;
}

function predict(layers: LayersModel, network: Network, ids: readonly string[], data: Float32Array): Float32Array[] {
  const outputs = ids.map((id) => layers.getLayer(id).output as SymbolicTensor);
  const part = model({ inputs: layers.inputs, outputs });
  return tidy(() => {
    const results = part.predict(tensor4d(data, [1, ...network.inputShape]));
    return ([results].flat() as Tensor[]).map((result) => result.dataSync() as Float32Array);
  });
}

function worstOf(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
