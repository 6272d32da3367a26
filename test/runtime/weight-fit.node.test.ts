import { describe, expect, it } from 'vitest';
import { buildNetwork, type Network, type Options } from '../../src/core/index.js';
import { examineWeights } from '../../src/runtime/index.js';
import { kerasFiles, toKeras } from '../support/keras-model.js';
import { writeSafetensors } from '../support/safetensors.js';
import { torchTensors } from '../support/torch-layout.js';

/** A file with torchvision's names; only its header matters. */
const fileOf = (network: Network): File =>
  new File(
    [writeSafetensors(torchTensors(network, 'torchvision', (_, size) => new Float32Array(size)))],
    'mine.safetensors',
  );

const drawn = buildNetwork('mobilenet-v2', { width: 1, resolution: 96, classes: 1000 });

async function fitting(network: string, options: Options): Promise<unknown> {
  const { problem, fitting } = await examineWeights(drawn, [fileOf(buildNetwork(network, options))]);
  expect(problem).to.contain('expected');
  return fitting;
}

describe('weights that do not fit: what they do fit', () => {
  it('is nothing else where they fit', async () => {
    const { file, problem, fitting, isModel, tensors } = await examineWeights(drawn, [fileOf(drawn)]);
    expect([file, problem, fitting, isModel]).to.deep.equal(['mine.safetensors', undefined, undefined, false]);
    expect(tensors[0]).to.deep.equal({ name: 'features.0.0.weight', dtype: 'F32', shape: [32, 3, 3, 3] });
  });

  it('names the first tensor, what was expected and what came', async () => {
    const { problem } = await examineWeights(drawn, [fileOf(buildNetwork('mobilenet-v2', { classes: 10 }))]);
    expect(problem).to.equal('tensor classifier.1.weight: expected [1000, 1280], got [10, 1280]');
  });

  it('is the same network with another number of classes', async () => {
    expect(await fitting('mobilenet-v2', { classes: 7 })).to.deep.equal({
      network: 'mobilenet-v2',
      options: { classes: 7, resolution: 96 },
    });
  });

  it('is the same network at another width, published or not, and other classes with it', async () => {
    for (const width of [0.5, 1.4, 0.65]) {
      expect(await fitting('mobilenet-v2', { width, classes: 3 })).to.deep.equal({
        network: 'mobilenet-v2',
        options: { width, classes: 3, resolution: 96 },
      });
    }
  });

  it('is another network, with its depth', async () => {
    expect(await fitting('resnet', { depth: '34', classes: 5 })).to.deep.include({ network: 'resnet' });
    expect(await fitting('resnet', { depth: '34' })).to.have.nested.property('options.depth', '34');
    expect(await fitting('squeezenet', { version: '1.0' })).to.have.nested.property('options.version', '1.0');
    expect(await fitting('shufflenet-v2', { width: 0.5 })).to.have.nested.property('options.width', 0.5);
  });

  it('is none of ours for what is none of ours', async () => {
    const file = new File([writeSafetensors([{ name: 'wte.weight', shape: [2], data: new Float32Array(2) }])], 'gpt');
    const { problem, fitting } = await examineWeights(drawn, [file]);
    expect(problem).to.contain('wte.weight');
    expect(fitting).to.equal(undefined);
  });

  it('knows a whole model from weights alone, without its shards', async () => {
    const [tensor] = toKeras({ name: 'features.0.0.weight', shape: [1, 1, 1, 1], data: new Float32Array(1) });
    const [model] = kerasFiles([tensor!], 'float32', { model_config: {} });
    expect((await examineWeights(drawn, [model!])).isModel).to.equal(true);
    const bare = new File([JSON.stringify({ weightsManifest: [] })], 'model.json');
    expect((await examineWeights(drawn, [bare])).isModel).to.equal(false);
  });
});
