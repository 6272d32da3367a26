import { describe, expect, it } from 'vitest';
import { buildNetwork, weightsOf, type Network, type Options } from '../../src/core/index.js';
import { readModel } from '../../src/formats/index.js';
import { plainFiles } from '../../src/formats/weights/plain-files.js';
import { examineWeights } from '../../src/runtime/index.js';
import { readWeights } from '../../src/runtime/weight-source.js';
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

const renamed = (network: Network, rename: (name: string) => string | undefined): File => {
  const tensors = torchTensors(network, 'torchvision', (_, size) => new Float32Array(size));
  const kept = tensors.flatMap((tensor) => {
    const name = rename(tensor.name);
    return name === undefined ? [] : { ...tensor, name };
  });
  return new File([writeSafetensors(kept)], 'mine.safetensors');
};

describe('weights as people save them', () => {
  for (const prefix of ['model.', 'backbone.', 'net.', 'state_dict.', 'encoder.', 'module.', 'module.model.', 'a.b.c.'])
    it(`fit with names that begin with ${prefix}`, async () => {
      const { problem, notes } = await examineWeights(drawn, [renamed(drawn, (name) => prefix + name)]);
      expect(problem).to.equal(undefined);
      expect(notes.join()).to.equal(
        prefix === 'module.' ? '' : `Its names begin with ${prefix.replace('module.', '')} here, which is left out.`,
      );
    });

  it('are those of a network that is not drawn, also after a prefix', async () => {
    const half = buildNetwork('mobilenet-v2', { width: 0.5, classes: 7 });
    const { fitting } = await examineWeights(buildNetwork('resnet'), [renamed(half, (name) => `model.${name}`)]);
    expect(fitting).to.deep.equal({ network: 'mobilenet-v2', options: { preset: 'paper', width: 0.5, classes: 7 } });
  });

  it('fit all but the classifier where they have none, or another', async () => {
    const half = buildNetwork('mobilenet-v2', { width: 0.5 });
    const none = renamed(half, (name) => (name.startsWith('classifier') ? undefined : `backbone.${name}`));
    const { fitting } = await examineWeights(drawn, [none]);
    expect(fitting).to.deep.include({ network: 'mobilenet-v2', withoutHead: true, left: [] });
    expect(fitting!.options).to.deep.equal({ width: 0.5, resolution: 96 });
    const other = renamed(half, (name) => name.replace('classifier.1', 'head.fc'));
    expect((await examineWeights(drawn, [other])).fitting).to.deep.include({
      network: 'mobilenet-v2',
      withoutHead: true,
      left: ['head.fc.weight', 'head.fc.bias'],
    });
  });

  it('are told to be most of a network where they fit none', async () => {
    const lacking = renamed(buildNetwork('resnet', { depth: '50' }), (name) =>
      name.startsWith('layer4.2') ? undefined : name,
    );
    const { fitting, nearest } = await examineWeights(drawn, [lacking]);
    expect(fitting).to.equal(undefined);
    expect(nearest).to.have.property('network', 'resnet');
    expect(nearest!.missing[0]).to.equal('layer4.2.conv1.weight');
    expect(nearest!.of - nearest!.fits).to.equal(nearest!.missing.length);
  });

  it('fit with norms that are folded into convolutions, by the names of torchvision and of Keras', async () => {
    const names = new Set(torchTensors(drawn, 'torchvision', () => new Float32Array()).map(({ name }) => name));
    const folded = torchTensors(drawn, 'torchvision', (_, size) => new Float32Array(size)).flatMap((tensor) => {
      const isNorm = names.has(tensor.name.replace(/[^.]*$/, 'running_var'));
      if (!isNorm) return tensor;
      // features.0.1 is the norm of features.0.0, conv.2 that of conv.1
      const before = tensor.name.replace(/(\d+)\.bias$/, (_, at) => `${Number(at) - 1}.bias`);
      return tensor.name.endsWith('.bias') ? { ...tensor, name: before } : [];
    });
    const file = new File([writeSafetensors(folded)], 'folded.safetensors');
    const { problem, notes } = await examineWeights(drawn, [file]);
    expect(problem).to.equal(undefined);
    expect(notes.join()).to.include('52 norms');

    const keras = buildNetwork('mobilenet-v2', { preset: 'keras', resolution: 96 });
    const shapes = keras.nodes.flatMap((node) => {
      const layer = node.names.keras!;
      const kernels = weightsOf(node).filter(() => node.kind !== 'batch-norm');
      const own = kernels.map(({ name, shape }) => ({ name: `${layer}/${name}`, shape }));
      const hasBias = !kernels.length || kernels.some(({ name }) => name === 'bias');
      return [...own, ...(hasBias ? [] : [{ name: `${layer}/bias`, shape: [node.outputShape[2]] }])];
    });
    const tensors = shapes.map(({ name, shape }) => ({
      name: `${name}:0`,
      shape,
      data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
    }));
    const other = await examineWeights(keras, [new File([writeSafetensors(tensors)], 'folded.safetensors')]);
    expect(other.problem).to.equal(undefined);
    expect(other.notes.join()).to.include('52 norms');
  });

  it('leave aside what thop writes into a model that it has counted', async () => {
    const tensors = torchTensors(drawn, 'torchvision', (_, size) => new Float32Array(size));
    const counts = ['total_ops', 'features.0.total_params'].map((name) => ({
      name,
      shape: [1],
      data: new Float64Array(1),
      dtype: 'F64',
    }));
    const file = new File([writeSafetensors([...tensors, ...counts])], 'counted.safetensors');
    expect((await examineWeights(drawn, [file])).problem).to.equal(undefined);
  });
});

describe('weights in shards', () => {
  const tensors = torchTensors(drawn, 'torchvision', (_, size) => new Float32Array(size));
  const halves = [tensors.slice(0, 100), tensors.slice(100)];
  const names = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
  const shards = halves.map((half, at) => new File([writeSafetensors(half)], names[at]!));
  const map = Object.fromEntries(halves.flatMap((half, at) => half.map(({ name }) => [name, names[at]])));
  const list = new File(
    [JSON.stringify({ metadata: { total_size: 14 }, weight_map: map }, null, 2)],
    'model.safetensors.index.json',
  );

  it('are one file, with their list and without', async () => {
    const { file, problem } = await examineWeights(drawn, [list, ...shards]);
    expect([file, problem]).to.deep.equal(['model.safetensors.index.json', undefined]);
    expect((await examineWeights(drawn, shards)).problem).to.equal(undefined);
  });

  it('keep the numbers where they were', async () => {
    const numbered = shards.map((_, at) => {
      const half = halves[at]!.map((tensor, place) => ({
        ...tensor,
        data: new Float32Array(tensor.data.length).fill(at + place / 512),
      }));
      return new File([writeSafetensors(half)], names[at]!);
    });
    const { files } = await plainFiles(numbered);
    const { nodes } = await readWeights(drawn, { files });
    expect(nodes.get(drawn.nodes.at(-1)!.id)!['bias']![0]).to.equal(Math.fround(1 + (tensors.length - 101) / 512));
  });

  it('are refused where one is missing, or a tensor is not where the list says', async () => {
    const lacking = await examineWeights(drawn, [list, shards[0]!]).catch((error: Error) => error);
    expect((lacking as Error).message)
      .to.include('model-00002-of-00002.safetensors')
      .and.to.include('expected');
    const wrong = new File([JSON.stringify({ weight_map: { ...map, [tensors[0]!.name]: names[1] } })], 'index.json');
    const moved = await examineWeights(drawn, [wrong, ...shards]).catch((error: Error) => error);
    expect((moved as Error).message)
      .to.include(tensors[0]!.name)
      .and.to.include(names[1]);
  });
});

describe('a search that nobody waits for any more', () => {
  it('ends at its next rest, in the middle of the register', async () => {
    const giveUp = new AbortController();
    const names = ['features.0.0.weight', 'features.0.1.weight', 'conv1.weight', 'bn1.weight'];
    const strange = new File(
      [writeSafetensors(names.map((name) => ({ name, shape: [1], data: new Float32Array(1) })))],
      'strange.safetensors',
    );
    setTimeout(() => giveUp.abort());
    const error = await examineWeights(drawn, [strange], giveUp.signal).catch((reason: Error) => reason);
    expect((error as Error).name).to.equal('AbortError');
  });
});

describe('a model that nobody waits for any more', () => {
  it('is not read further than its bytes', async () => {
    const giveUp = new AbortController();
    giveUp.abort();
    const file = new File([JSON.stringify({ modelTopology: {} })], 'model.json');
    const error = await readModel([file], { signal: giveUp.signal }).catch((reason: Error) => reason);
    expect((error as Error).name).to.equal('AbortError');
  });
});
