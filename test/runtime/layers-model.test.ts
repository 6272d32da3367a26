import { expect } from '@open-wc/testing';
import { io, memory, tensor4d, tidy, train, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildNetwork, elementsOf } from '../../src/core/index.js';
import { openEngine, toLayersModel } from '../../src/runtime/index.js';

const network = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 16, classes: 4, shortcut: 'projection' });
const data = Float32Array.from({ length: elementsOf(network.inputShape) }, (_, i) => Math.sin(i * 0.37));

describe('toLayersModel', () => {
  it('saves a tfjs model that the engine loads and runs to the same logits', async () => {
    const model = await toLayersModel(network, { seed: 5 }, { backend: 'wasm' });
    const files: File[] = [];
    await model.save(
      io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
        const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
        files.push(new File([JSON.stringify({ modelTopology, weightsManifest: manifest })], 'model.json'));
        files.push(new File([weightData as ArrayBuffer], 'weights.bin'));
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const expected = tidy(() => (model.predict(tensor4d(data, [1, ...network.inputShape])) as Tensor).dataSync());
    model.dispose();
    const engine = await openEngine({ backend: 'wasm', worker: false });
    const loaded = await engine.load(network, { data: files });
    const { logits } = await engine.run({ data, shape: network.inputShape });
    await engine.close();
    expect([loaded.source, loaded.scheme]).to.deep.equal(['trained', 'core']);
    for (const [i, value] of logits.entries()) expect(value).to.be.closeTo(expected[i]!, 1e-4);
  });

  it('trains', async () => {
    const model = (await toLayersModel(network, { seed: 5 }, { backend: 'cpu' })) as LayersModel;
    model.compile({ optimizer: train.sgd(0.01), loss: 'meanSquaredError' });
    const [x, y] = [tensor4d(data, [1, ...network.inputShape]), tensor4d([1, 0, 0, 0], [1, 1, 1, 4])];
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push((await model.trainOnBatch(x, y)) as number);
    expect(losses[2]).to.be.below(losses[0]!);
    model.dispose();
    x.dispose();
    y.dispose();
  });

  it('leaves no tensor when it is disposed of', async () => {
    const before = memory().numTensors;
    const model = await toLayersModel(network, { seed: 5 }, { backend: 'wasm' });
    expect(memory().numTensors).to.be.above(before);
    model.dispose();
    expect(memory().numTensors).to.equal(before);
  });
});
