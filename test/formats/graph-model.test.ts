import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, countParameters, elementsOf, type Network, type Options } from '../../src/core/index.js';
import { FileError, readModel } from '../../src/formats/index.js';
import { randomWeights } from '../../src/runtime/random.js';
import graphModel from '../golden/real-world/A10-graph-model.json' with { type: 'json' };
import { writeGraphModel, type GraphModelFiles } from '../support/graph-model.js';
import { runModel } from '../support/run-model.js';
import { Seeded } from '../support/seeded.js';

const CASES: readonly (readonly [family: string, options: Options])[] = [
  ['mobilenet-v2', { width: 0.35, resolution: 32, classes: 10 }],
  ['mobilenet-v2', { width: 0.35, resolution: 32, classes: 10, preset: 'keras' }],
  ['mobilenet-v1', { width: 0.25, resolution: 32, classes: 10 }],
  ['squeezenet', { resolution: 64, classes: 10 }],
];

const filesOf = ({ json, weights }: GraphModelFiles): File[] => [
  new File([weights], 'weights.bin'),
  new File([JSON.stringify(json)], 'model (1).json'),
];

/** What tfjs itself makes of the same files. */
async function judge({ json, weights }: GraphModelFiles, image: Float32Array, network: Network): Promise<Float32Array> {
  await tf.setBackend('cpu');
  const parts = json as { modelTopology: object; weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[] };
  const model: GraphModel = await loadGraphModel(
    tf.io.fromMemory({
      modelTopology: parts.modelTopology,
      weightSpecs: parts.weightsManifest[0]!.weights,
      weightData: weights,
    }),
  );
  const output = model.predict(tf.tensor4d(image, [1, ...network.inputShape])) as tf.Tensor;
  return output.dataSync() as Float32Array;
}

describe('tfjs graph models', () => {
  for (const [family, options] of CASES)
    for (const isFused of [false, true])
      it(`${family} ${JSON.stringify(options)}, ${isFused ? 'fused' : 'operation by operation'}: tfjs’s values and the network’s counts`, async () => {
        const network = buildNetwork(family, options);
        const files = writeGraphModel(network, randomWeights(network, 1), isFused);
        const model = await readModel(filesOf(files));
        expect(model.network.nodes.filter(({ kind }) => kind === 'unknown')).to.deep.equal([]);
        const [own, read] = [costOf(network).total, costOf(model.network).total];
        expect([read.macs, read.weights]).to.deep.equal([own.macs, own.weights]);
        if (!isFused)
          expect(countParameters(model.network, 'torchvision')).to.equal(countParameters(network, 'torchvision'));
        const random = new Seeded(7);
        const image = Float32Array.from({ length: elementsOf(network.inputShape) }, () => random.next() * 2 - 1);
        const last = model.layers.get('Identity')!;
        const { values } = (await runModel(model, image, [last])).get(last)!;
        const expected = await judge(files, image, network);
        expect(values.length).to.equal(expected.length);
        const largest = Math.max(...expected.map(Math.abs));
        values.forEach((value, at) => expect(value).to.be.closeTo(expected[at]!, 1e-4 * largest));
      });

  it('that loops over its images ends in a sentence', async () => {
    const node = (name: string, op: string, ...input: string[]) => ({ name, op, input });
    const json = {
      modelTopology: {
        node: [
          {
            ...node('x', 'Placeholder'),
            attr: { shape: { shape: { dim: [{ size: '1' }, { size: '8' }, { size: '8' }, { size: '3' }] } } },
          },
          node('merge', 'Merge', 'x', 'next'),
          node('switch', 'Switch', 'merge', 'merge'),
          node('next', 'NextIteration', 'switch:1'),
          node('y', 'Relu', 'switch:1'),
        ],
      },
    };
    const error: unknown = await readModel([new File([JSON.stringify(json)], 'model.json')]).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(FileError);
    expect((error as FileError).message).to.equal(
      'model.json: graph: expected operations that can run one after the other, got a circle: merge, switch, next, y',
    );
  });

  it('is drawn and counted without the file of its numbers, and says so', async () => {
    const model = await readModel([new File([JSON.stringify(graphModel)], 'model.json')]);
    const { total } = costOf(model.network);
    expect([total.weights, total.macs, model.weights]).to.deep.equal([54, 1944, undefined]);
    expect(model.network.nodes.map(({ kind }) => kind)).to.deep.equal(['input', 'conv2d']);
    expect(model.notes[0]).to.equal(
      'The files with its numbers (weights.bin) were not given: it runs with random weights, and predicts nothing.',
    );
  });
});
