import '@tensorflow/tfjs-backend-cpu';
import { expect } from '@open-wc/testing';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';
import { readLayersModel } from '../../src/formats/index.js';
import { openEngine, type Engine, type EngineError } from '../../src/runtime/index.js';
import { cases } from '../support/cases.js';
import { everyOperation, kerasMobileNetV1, kerasMobileNetV2, teachableMachine } from '../support/keras-models.js';
import { disagreements, miscounts } from '../support/model-witness.js';
import { RandomModel } from '../support/random-model.js';
import { reloaded, saveModel, shake, type Storage } from '../support/saved-model.js';
import { Seeded } from '../support/seeded.js';

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);

describe('models from files, run and compared with tf.LayersModel layer by layer', () => {
  let engine: Engine;

  before(async () => {
    engine = await openEngine({ backend: 'wasm', worker: false });
    await setBackend('cpu');
    await ready();
  });
  after(() => engine.close());

  /** Saves, opens and runs a model; whatever differs, in words. */
  async function problemsOf(
    original: LayersModel,
    seed: number,
    storage: Storage = 'float32',
    runner = engine,
  ): Promise<string[]> {
    const random = new Seeded(seed);
    shake(original, () => random.next());
    const saved = await saveModel(original, storage);
    const stored = storage === 'float32' ? original : await reloaded(saved, (handler) => loadLayersModel(handler));
    const read = readLayersModel(saved.json);
    await runner.load(read.network, { data: saved.files });
    const data = Float32Array.from({ length: sizeOf(read.network.inputShape) }, () => 2 * random.next() - 1);
    await setBackend('cpu');
    const problems = [...miscounts(read, original), ...(await disagreements(read, runner, stored, data))];
    if (stored !== original) stored.dispose();
    original.dispose();
    return problems;
  }

  it('Keras MobileNetV2', async () => expect(await problemsOf(kerasMobileNetV2(), 1)).to.deep.equal([]));
  it('Keras MobileNet, whose classifier is a convolution between reshapes', async () =>
    expect(await problemsOf(kerasMobileNetV1(), 2)).to.deep.equal([]));
  it('Teachable Machine: a Sequential of a Sequential around a functional backbone, and of a head', async () =>
    expect(await problemsOf(teachableMachine(), 3)).to.deep.equal([]));
  for (const backend of ['wasm', 'cpu', 'webgl'] as const)
    it(`every operation on ${backend}`, async () => {
      const runner = await openEngine({ backend, worker: false });
      expect(await problemsOf(everyOperation(), 6, 'float32', runner)).to.deep.equal([]);
      await runner.close();
    });

  for (let seed = 100; seed < 100 + cases(20, 50); seed++)
    it(`a model wired at random, seed ${seed}`, async () =>
      expect(await problemsOf(new RandomModel(new Seeded(seed)).build(), seed)).to.deep.equal([]));

  for (const storage of ['float16', 'uint16', 'uint8'] as const)
    it(`numbers stored as ${storage}`, async () =>
      expect(await problemsOf(kerasMobileNetV1(), 4, storage)).to.deep.equal([]));

  it('runs up to a layer that is not known, and says what is in the way after it', async () => {
    const original = kerasMobileNetV1();
    const { json, files } = await saveModel(original);
    original.dispose();
    const data = Float32Array.from({ length: 32 * 32 * 3 }, (_, at) => Math.sin(at));
    const load = async (model: unknown) => {
      const { network } = readLayersModel(model);
      await engine.load(network, { data: files });
      return { network, result: await engine.run({ data, shape: network.inputShape }) };
    };
    const { network: whole } = await load(json);
    const expected = new Map<string, Float32Array>();
    for (const { id } of whole.nodes) expected.set(id, (await engine.activation(id)).data);

    const { network, result } = await load(withClass(json, 'conv_pad_4', 'Strange'));
    const ids = network.nodes.map(({ id }) => id);
    const at = ids.findIndex((id) => id.endsWith('conv_pad_4'));
    expect([result.top, result.logits.length, result.unknown]).to.deep.equal([[], 0, ids[at]]);
    for (const id of ids.slice(0, at)) expect((await engine.activation(id)).data, id).to.deep.equal(expected.get(id));
    for (const id of ids.slice(at)) {
      const error = await engine.activation(id).catch((problem: EngineError) => problem);
      expect(error, id).to.include({ code: 'unknown-layer', node: id });
      expect((error as EngineError).message).to.match(/cannot be run here: .*Strange/);
    }
    expect([...(await engine.thumbnails(ids, 16)).keys()]).to.deep.equal(ids.slice(0, at));
  });
});

/** A copy of a saved model in which a layer is of another class. */
function withClass(json: unknown, name: string, className: string): unknown {
  return JSON.parse(JSON.stringify(json), (_, value: { config?: { name?: string }; class_name?: string } | null) =>
    value?.config?.name === name ? { ...value, class_name: className } : value,
  ) as unknown;
}
