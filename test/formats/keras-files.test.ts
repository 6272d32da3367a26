import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNetwork, countParameters } from '../../src/core/index.js';
import { formatOf, readModel, type ReadModel } from '../../src/formats/index.js';
import { examine } from '../../src/formats/weights/weight-fit.js';
import { plainFiles } from '../../src/formats/weights/plain-files.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import expected from '../golden/keras/expected.json' with { type: 'json' };
import { runModel } from '../support/run-model.js';

const fileOf = (name: string, called = name): File =>
  new File([readFileSync(new URL(`../golden/keras/${name}`, import.meta.url))], called);

/** Sines around the middle of what pixels are, by rows, columns and channels. */
const pixels = Float32Array.from({ length: 16 * 16 * 3 }, (_, at) => 127.5 + 127.5 * Math.sin(at * 0.37));
const grey = Float32Array.from({ length: 16 * 16 }, (_, at) => pixels[3 * at]! / 255);

async function run(model: ReadModel, image: Float32Array, layer?: string): Promise<Float32Array> {
  const id = layer === undefined ? model.network.nodes.at(-1)!.id : model.layers.get(layer)!;
  return (await runModel(model, image, [id])).get(id)!.values;
}

function expectClose(values: Float32Array, right: readonly number[]): void {
  expect(values).to.have.lengthOf(right.length);
  const largest = Math.max(...right.map(Math.abs));
  right.forEach((value, at) => expect(values[at], `${at}`).to.be.closeTo(value, 1e-4 * largest));
}

describe('Keras’ own files', () => {
  for (const name of ['digits.keras', 'digits-keras-3.h5', 'digits-keras-2.h5', 'digits-compressed.h5'])
    it(`${name}: opens whole, told by what is in it, and computes what Keras does`, async () => {
      expect(await formatOf([fileOf(name, 'a file')])).to.equal('keras');
      const model = await readModel([fileOf(name, 'a file')]);
      expect(model.network.inputShape).to.deep.equal([16, 16, 1]);
      expect(countParameters(model.network, 'keras')).to.equal(939);
      expectClose(await run(model, grey), expected.digits);
    });

  for (const name of ['functional.keras', 'functional-keras-3.h5'])
    it(`${name}: models in models, layers of every kind, what scales pixels, and idle ones`, async () => {
      const model = await readModel([fileOf(name)]);
      expect(model.network.nodes.filter(({ kind }) => kind === 'unknown')).to.deep.equal([]);
      expect(model.scalesPixels).to.equal(true);
      expect(model.network.groups.map(({ id }) => id)).to.include('block');
      expectClose(await run(model, pixels, 'stem_bn'), expected.stem_bn);
      expectClose(await run(model, pixels), expected.functional);
    });

  it('an architecture alone, as to_json() writes it: opens with random weights, and says so', async () => {
    const { network, weights, notes } = await readModel([fileOf('digits.json')]);
    expect(countParameters(network, 'keras')).to.equal(939);
    expect(weights).to.equal(undefined);
    expect(notes.join()).to.include('no weights');
  });
});

describe('Keras’ weights alone', () => {
  it('are no model, and are those of a network of ours, half floats and compressed ones too', async () => {
    const name = 'mobilenet-v2-weights.h5';
    expect(await formatOf([fileOf(name)])).to.equal(undefined);
    const network = buildNetwork('mobilenet-v2', { preset: 'keras', width: 0.1, resolution: 32, classes: 3 });
    const { problem, file } = await examine(network, [fileOf(name)]);
    expect([problem, file]).to.deep.equal([undefined, name]);
    const { files } = await plainFiles([fileOf(name)]);
    const weights = await readWeights(network, { files });
    // Each pixel of 16×16 twice along both axes, from −1 to 1; the network itself ends before its softmax.
    const image = new Float32Array(32 * 32 * 3);
    for (let at = 0; at < image.length; at++) {
      const [row, column, channel] = [Math.floor(at / 96), Math.floor(at / 3) % 32, at % 3];
      image[at] = pixels[(Math.floor(row / 2) * 16 + Math.floor(column / 2)) * 3 + channel]! / 127.5 - 1;
    }
    const last = network.nodes.at(-1)!.id;
    const logits = (await runModel({ network, weights } as never, image, [last])).get(last)!.values;
    const powers = [...logits].map((logit) => Math.exp(logit - Math.max(...logits)));
    const sum = powers.reduce((a, b) => a + b);
    expectClose(
      Float32Array.from(powers, (power) => power / sum),
      expected.mobilenet_v2,
    );
  });

  it('of Keras 3 are named by their layers', async () => {
    const { tensors, problem } = await examine(buildNetwork('mobilenet-v2'), [fileOf('digits.weights.h5')]);
    expect(tensors.map(({ name }) => name)).to.have.members(
      ['conv2d', 'conv2d_1', 'dense'].flatMap((layer) => [`${layer}/kernel`, `${layer}/bias`]),
    );
    expect(problem).to.include('conv2d/kernel');
  });

  it('are told to be that where a model is asked for', async () => {
    const error = await readModel([fileOf('digits.weights.h5')]).catch((reason: Error) => reason);
    expect((error as Error).message)
      .to.include('digits.weights.h5')
      .and.to.include('weights alone');
  });
});
