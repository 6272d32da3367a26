import { expect } from '@open-wc/testing';
import { profile, tensor4d } from '@tensorflow/tfjs-core';
import { memoryOf } from '../../src/core/accounts.js';
import { buildNetwork, elementsOf, networks, type Network, type Options } from '../../src/core/index.js';
import { readLayersModel } from '../../src/formats/index.js';
import { startBackend, useBackend } from '../../src/runtime/backend.js';
import { LoadedNetwork } from '../../src/runtime/loaded-network.js';
import { planOf } from '../../src/runtime/plan.js';
import { randomWeights } from '../../src/runtime/random.js';
import { everyOperation } from '../support/keras-models.js';
import { RandomModel } from '../support/random-model.js';
import { saveModel } from '../support/saved-model.js';
import { Seeded } from '../support/seeded.js';

/** Ids of the tensors that memory counts, of those that the engine makes. */
const counted = (network: Network): string[] => memoryOf(network).steps.map(({ id }) => id);
const made = (network: Network): string[] => planOf(network).steps.map(({ output }) => output);

/** Values of each tensor that tfjs has computed for one image, as its own profile lists them. */
async function computed(network: Network): Promise<number[]> {
  const loaded = new LoadedNetwork(network, randomWeights(network, 1));
  const image = tensor4d(new Float32Array(elementsOf(network.inputShape)), [1, ...network.inputShape]);
  const { kernels } = await profile(() => {
    const results = [...loaded.run(image).values()];
    loaded.dispose();
    const last = results.pop()!;
    for (const result of results) result.dispose();
    return last;
  });
  // A reshape is a view of the same numbers, and what ends in `__op` is listed once more by the kernel that it calls.
  return kernels
    .filter(({ name }) => name !== 'Reshape' && !name.endsWith('__op'))
    .map(({ outputShapes }) => outputShapes[0]!.reduce((size, axis) => size * axis, 1));
}

const SMALL: Options = { resolution: 32, classes: 10 };

describe('memory counts the tensors that the engine makes', () => {
  before(() => startBackend('cpu'));

  for (const [id, options] of [
    ['mobilenet-v1', {}],
    ['mobilenet-v2', { width: 0.35 }],
    ['mobilenet-v2', { width: 0.35, activationPosition: 'pre-activation' }],
    ['mobilenet-v2', { width: 0.35, preset: 'keras' }],
    ['resnet', { depth: '18' }],
  ] as const)
    it(`${id} ${JSON.stringify(options)}: as many values, tensor by tensor, as tfjs says that it computes`, async () => {
      useBackend('cpu');
      const network = buildNetwork(id, { ...SMALL, ...options });
      const [, ...steps] = memoryOf(network, { precision: 'int8' }).steps;
      expect(steps.map(({ bytes }) => bytes)).to.deep.equal(await computed(network));
    });

  for (const { id, presets } of networks)
    it(`${id}: every preset`, () => {
      for (const preset of Object.keys(presets)) {
        const network = buildNetwork(id, { preset });
        expect(counted(network), preset).to.deep.equal(made(network));
      }
    });

  it('models from files, whatever their activations', async () => {
    const models = [
      everyOperation(),
      ...Array.from({ length: 20 }, (_, seed) => new RandomModel(new Seeded(seed)).build()),
    ];
    for (const [at, model] of models.entries()) {
      const { network } = readLayersModel((await saveModel(model)).json);
      model.dispose();
      expect(counted(network), `model ${at}`).to.deep.equal(made(network));
    }
  });
});
