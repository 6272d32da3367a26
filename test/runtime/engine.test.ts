import { expect } from '@open-wc/testing';
import { buildNetwork, elementsOf, weightsOf, type Network } from '../../src/core/index.js';
import { EngineError, openEngine, type Engine, type TensorImage } from '../../src/runtime/index.js';
import { cases } from '../support/cases.js';
import { randomOptions } from '../support/random-options.js';
import { Seeded } from '../support/seeded.js';

const network = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 32, classes: 10 });
const CHANGES = cases(60, 200);
const other = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 32, classes: 3, preset: 'post', pool: 'global' });

function imageFor({ inputShape }: Network, seed = 1): TensorImage {
  const random = new Seeded(seed);
  return {
    data: Float32Array.from({ length: elementsOf(inputShape) }, () => 4 * random.next() - 2),
    shape: inputShape,
  };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected an error, got none');
}

const engineFailure = async (promise: Promise<unknown>): Promise<EngineError> => {
  const error = await failure(promise);
  expect(error).to.be.instanceOf(EngineError);
  return error as EngineError;
};

for (const worker of [true, false]) {
  describe(`engine in ${worker ? 'a worker' : 'the page'}`, () => {
    let engine: Engine;
    beforeEach(async () => {
      engine = await openEngine({ backend: 'wasm', worker });
      await engine.load(network, { seed: 1 });
    });
    afterEach(() => engine.close());

    it('says where it runs', () => {
      expect(engine.inWorker).to.equal(worker);
      expect(engine.backend).to.equal('wasm');
    });

    it('says whose weights it has', async () => {
      const loaded = await engine.load(network, { seed: 2 });
      expect(loaded.source).to.equal('random');
      expect(loaded.bytes).to.be.above(100_000);
      expect(loaded.tensors).to.equal(network.nodes.flatMap((node) => weightsOf(node)).length);
    });

    it('ranks the classes by probability, by name where names are given', async () => {
      const classes = Array.from({ length: 10 }, (_, i) => `class ${i}`);
      await engine.load(network, { seed: 1 }, { classes });
      const { top, logits, backend } = await engine.run(imageFor(network), { top: 3 });
      expect(top.length).to.equal(3);
      expect(top[0]!.label).to.equal(`class ${top[0]!.index}`);
      expect(logits[top[0]!.index]).to.equal(Math.max(...logits));
      expect(top[0]!.probability).to.be.at.least(top[1]!.probability);
      expect(backend).to.equal('wasm');
    });

    it('gives every node’s activation with its shape and statistics', async () => {
      await engine.run(imageFor(network));
      for (const { id, outputShape } of network.nodes) {
        const { data, shape, stats } = await engine.activation(id);
        expect(shape, id).to.deep.equal(outputShape);
        expect(data.length, id).to.equal(elementsOf(outputShape));
        expect(stats.max, id).to.equal(data.reduce((a, b) => Math.max(a, b)));
        expect(stats.mean, id).to.be.closeTo(data.reduce((a, b) => a + b, 0) / data.length, 1e-4);
      }
    });

    it('counts zeros after a ReLU and what ReLU6 has cut', async () => {
      const { data, shape } = imageFor(network);
      await engine.run({ data: data.map((value) => value * 20), shape });
      const { data: values, stats } = await engine.activation('stem/activation');
      expect(stats.zeros).to.equal(values.filter((value) => value === 0).length / values.length);
      expect(stats.saturated).to.equal(values.filter((value) => value === 6).length / values.length);
      expect(stats.saturated).to.be.above(0);
      expect((await engine.activation('stem/conv')).stats.saturated).to.equal(0);
    });

    it('gives the channels that are asked for, in that order', async () => {
      await engine.run(imageFor(network));
      const all = await engine.activation('stem/norm');
      const some = await engine.activation('stem/norm', { channels: [5, 0] });
      const [height, width, depth] = all.shape;
      expect(some.shape).to.deep.equal([height, width, 2]);
      expect(Array.from(some.data.slice(0, 2))).to.deep.equal([all.data[5], all.data[0]]);
      expect(some.data.at(-1)).to.equal(all.data[(height * width - 1) * depth]);
      expect(some.stats).to.deep.equal(all.stats);
      expect(all.stats.channels.mean.length).to.equal(depth);
    });

    it('makes thumbnails of the mean over channels', async () => {
      await engine.run(imageFor(network));
      const pictures = await engine.thumbnails(
        ['input', 'stem/activation', 'stage1/block1/depthwise/conv', 'classifier'],
        8,
      );
      expect([...pictures].map(([id, { width, height }]) => `${id} ${width}×${height}`)).to.deep.equal([
        'input 8×8',
        'stem/activation 8×8',
        'stage1/block1/depthwise/conv 8×8',
        'classifier 1×1',
      ]);
      const { stats } = await engine.activation('stem/activation');
      const { data } = pictures.get('stem/activation')!;
      expect(data.reduce((a, b) => a + b, 0) / data.length).to.be.closeTo(stats.mean, 1e-4);
    });

    it('gives a node’s weights, and keeps its own', async () => {
      const [kernel] = await engine.weightsOf('stem/conv');
      expect(kernel!.name).to.equal('kernel');
      expect(kernel!.data.length).to.equal(elementsOf([3 * 3, 3, kernel!.shape[3]!]));
      kernel!.data.fill(NaN);
      expect((await engine.weightsOf('stem/conv'))[0]!.data[0]).to.not.be.NaN;
      expect(await engine.weightsOf('stem/activation')).to.deep.equal([]);
    });

    it('says what it lacks: a node, an image, a network', async () => {
      expect((await engineFailure(engine.activation('stem/conv'))).code).to.equal('not-run');
      await engine.run(imageFor(network));
      const unknown = await engineFailure(engine.activation('stage9/block1'));
      expect([unknown.code, unknown.node]).to.deep.equal(['unknown-node', 'stage9/block1']);
      const size = await engineFailure(engine.run(imageFor(buildNetwork('mobilenet-v2', { resolution: 64 }))));
      expect(size.message).to.include('32×32×3').and.to.include('64×64×3');
      expect((await engineFailure(engine.activation('stem/conv', { channels: [999] }))).message).to.include('999');
      const empty = await openEngine({ backend: 'wasm', worker });
      expect((await engineFailure(empty.run(imageFor(network)))).code).to.equal('not-loaded');
      await empty.close();
      expect((await engineFailure(empty.run(imageFor(network)))).code).to.equal('closed');
    });

    it('passes a loader’s error on with its code and tensor', async () => {
      const error = await engineFailure(engine.load(network, { data: new ArrayBuffer(4) }));
      expect(error.code).to.equal('weights-format');
      expect((await engine.run(imageFor(network))).top.length, 'the network before is still there').to.equal(5);
    });

    it('drops what is no longer wanted', async () => {
      const controller = new AbortController();
      const running = engine.run(imageFor(network), { signal: controller.signal });
      controller.abort(new Error('no longer wanted'));
      expect(await failure(running)).to.have.property('message', 'no longer wanted');
      expect(await failure(engine.run(imageFor(network), { signal: controller.signal }))).to.have.property(
        'message',
        'no longer wanted',
      );
      expect((await engine.run(imageFor(network))).logits.length).to.equal(10);
    });

    it('answers in the order of asking', async () => {
      const [one, two] = [imageFor(network, 1), imageFor(network, 2)];
      const alone = await engine.run(one);
      const answers = await Promise.all([engine.run(two), engine.run(one), engine.activation('classifier')]);
      expect(answers[1].logits).to.deep.equal(alone.logits);
      expect(answers[2].data).to.deep.equal(alone.logits);
    });

    it('holds one copy of weights that two engines share, each with its own image', async () => {
      const second = await openEngine({ backend: 'wasm', worker });
      const before = await engine.memory();
      await second.load(network, { seed: 1 });
      expect(await engine.memory()).to.deep.equal(before);
      const [one, two] = [await engine.run(imageFor(network, 1)), await second.run(imageFor(network, 2))];
      expect((await engine.activation('classifier')).data).to.deep.equal(one.logits);
      expect((await second.activation('classifier')).data).to.deep.equal(two.logits);
      await second.close();
      expect((await engine.run(imageFor(network, 1))).logits).to.deep.equal(one.logits);
    });

    it(`leaves no tensor after ${CHANGES} changes of image, options and node`, async () => {
      const watcher = await openEngine({ backend: 'wasm', worker });
      await engine.close();
      const { tensors } = await watcher.memory();
      engine = await openEngine({ backend: 'wasm', worker });
      const random = new Seeded(1);
      let current = network;
      await engine.load(current, { seed: 0 });
      await engine.run(imageFor(current));
      let steady = 0;
      for (let change = 0; change < CHANGES; change++) {
        if (change % 10 === 0) {
          current =
            change % 20
              ? other
              : buildNetwork('mobilenet-v2', { ...randomOptions(change, { maxResolution: 32, maxWidth: 0.1 }) });
          await engine.load(current, { seed: change });
          await engine.run(imageFor(current, change));
        } else if (change % 3 === 0) await engine.run(imageFor(current, change));
        else await engine.activation(random.oneOf(current.nodes).id);
        if (change === 10) steady = (await watcher.memory()).tensors;
      }
      await engine.load(other, { seed: 7 });
      await engine.run(imageFor(other));
      expect((await watcher.memory()).tensors, 'with the network of change 10 again').to.equal(steady);
      await engine.close();
      expect((await watcher.memory()).tensors).to.equal(tensors);
      await watcher.close();
    });
  });
}

describe('engine: what is kept', () => {
  it('keeps less than 10 MB beyond the weights at 224 × 224', async () => {
    const whole = buildNetwork('mobilenet-v2');
    const engine = await openEngine({ backend: 'wasm', worker: false });
    await engine.load(whole, { seed: 1 });
    const before = await engine.memory();
    await engine.run(imageFor(whole));
    const after = await engine.memory();
    await engine.close();
    expect(after.bytes - before.bytes).to.be.below(10_000_000);
  });
});

describe('engine: choosing a backend', () => {
  it('starts it once for engines that open at the same time', async () => {
    const choices = ['wasm', 'cpu', 'wasm', 'auto', 'cpu', 'wasm'] as const;
    for (const worker of [false, true]) {
      const engines = await Promise.all(choices.map((backend) => openEngine({ backend, worker })));
      expect(engines.map(({ backend }) => backend).filter((_, i) => choices[i] !== 'auto')).to.deep.equal(
        choices.filter((choice) => choice !== 'auto'),
      );
      const answers = await Promise.all(
        engines.map(async (engine) => {
          await engine.load(network, { seed: 1 });
          return (await engine.run(imageFor(network))).logits;
        }),
      );
      for (const logits of answers)
        for (const [i, value] of logits.entries()) expect(value).to.be.closeTo(answers[0]![i]!, 1e-4);
      await Promise.all(engines.map((engine) => engine.close()));
    }
  });

  it('takes wasm or a real GPU by itself', async () => {
    const engine = await openEngine({ worker: false });
    expect(engine.backend).to.be.oneOf(['wasm', 'webgl', 'webgpu']);
    await engine.close();
  });

  it('says which backend did not start', async () => {
    const error = await failure(openEngine({ backend: 'webgpu', worker: false }).then((engine) => engine.close()));
    if (error instanceof EngineError) expect(error.code).to.equal('backend-unavailable');
  });
});

describe('engine: images', () => {
  it('takes an <img>, an ImageBitmap, ImageData and a file, all with the same answer', async () => {
    const engine = await openEngine({ backend: 'wasm' });
    await engine.load(network, { seed: 1 });
    const pixels = new ImageData(40, 48);
    for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = i % 4 === 3 ? 255 : (i * 7) % 256;
    const canvas = new OffscreenCanvas(40, 48);
    canvas.getContext('2d')!.putImageData(pixels, 0, 0);
    const file = await canvas.convertToBlob({ type: 'image/png' });
    const picture = new Image();
    picture.src = URL.createObjectURL(file);
    const expected = (await engine.run(pixels)).logits;
    for (const image of [file, picture, await createImageBitmap(pixels)]) {
      expect((await engine.run(image)).logits, image.constructor.name).to.deep.equal(expected);
    }
    URL.revokeObjectURL(picture.src);
    await engine.close();
  });

  it('says what is wrong with one, and goes on', async () => {
    const engine = await openEngine({ backend: 'wasm' });
    await engine.load(network, { seed: 1 });
    const text = new File(['words'], 'photo.png', { type: 'image/png' });
    expect((await engineFailure(engine.run(text))).message).to.include('photo.png (text/plain');
    const broken = new Image();
    broken.src = 'data:image/png;base64,AAAA';
    expect((await engineFailure(engine.run(broken))).code).to.equal('image-undecodable');
    expect((await engine.run(imageFor(network))).logits.length).to.equal(10);
    await engine.close();
  });
});

describe('engine: closing', () => {
  it('ends what is still asked', async () => {
    const engine = await openEngine({ backend: 'wasm' });
    await engine.load(network, { seed: 1 });
    const running = failure(engine.run(imageFor(network)));
    await engine.close();
    expect(await running).to.have.property('code', 'closed');
  });
});
