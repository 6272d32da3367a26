import { expect } from '@open-wc/testing';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildNetwork, elementsOf, type Network } from '../../src/core/index.js';
import { openEngine, toLayersModel, type Engine } from '../../src/runtime/index.js';
import { randomOptions } from '../support/random-options.js';
import { cases } from '../support/cases.js';
import { differences, disagreements } from '../support/agreement.js';
import { Seeded } from '../support/seeded.js';

const SETS = cases(40, 200);
/** Nodes of each network whose activations are compared, besides the logits. */
const NODES = 3;

describe('core, engine and tf.LayersModel agree', () => {
  let engine: Engine;
  let tensors = 0;
  before(async () => {
    engine = await openEngine({ backend: 'wasm', worker: false });
    await compare(engine, 0);
    tensors = (await engine.memory()).tensors;
  });
  after(() => engine.close());

  const perTest = SETS / 10;
  for (let first = 0; first < SETS; first += perTest) {
    it(`on parameters, shapes and activations: random networks ${first} to ${first + perTest - 1}`, async () => {
      for (let seed = first; seed < first + perTest; seed++) await compare(engine, seed);
      expect((await engine.memory()).tensors, 'tensors').to.equal(tensors);
    });
  }
});

/** Takes the place of the network before it, and of its image. */
const tiny = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 8, classes: 1 });

async function compare(engine: Engine, seed: number): Promise<void> {
  const options = randomOptions(seed, { maxResolution: 64, maxWidth: 0.35 });
  const network = buildNetwork('mobilenet-v2', options);
  const label = `${seed} ${JSON.stringify(options)}`;
  const layers = (await toLayersModel(network, { seed }, { backend: 'wasm' })) as LayersModel;
  try {
    expect(disagreements(network, layers), label).to.deep.equal([]);
    expect(await differences(engine, network, layers, sample(network, seed)), label).to.deep.equal([]);
  } finally {
    layers.dispose();
  }
  await engine.load(tiny, { seed: 0 });
}

/** The logits and some other nodes, for an image of noise. */
function sample(network: Network, seed: number) {
  const random = new Seeded(seed);
  const others = Array.from({ length: NODES }, () => random.oneOf(network.nodes.slice(1)).id);
  const data = Float32Array.from({ length: elementsOf(network.inputShape) }, () => 4 * random.next() - 2);
  return { ids: [...new Set([network.nodes.at(-1)!.id, ...others])], data, seed };
}
