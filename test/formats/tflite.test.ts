import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, elementsOf, NetworkBuilder, type Network } from '../../src/core/index.js';
import { readModel } from '../../src/formats/index.js';
import type { Model } from '../../src/formats/model.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import { randomWeights } from '../../src/runtime/random.js';
import { runModel } from '../support/run-model.js';
import { Seeded } from '../support/seeded.js';
import { writeTflite, type Stored } from '../support/tflite.js';

const read = (bytes: Uint8Array, name = 'net.tflite'): Promise<Model> =>
  readModel([new File([bytes as Uint8Array<ArrayBuffer>], name)]);

/** The network without its norms, which the files have in their convolutions: the numbers are those that are stored. */
function folded(network: Network, weights: NetworkWeights): Model {
  const builder = new NetworkBuilder('folded', 'Folded', {});
  const ids = new Map<string, string>();
  for (const node of network.nodes) {
    const inputs = node.inputs.map((id) => ids.get(id)!);
    if (node.kind === 'batch-norm') ids.set(node.id, inputs[0]!);
    else {
      const attributes =
        'kernel' in node.attributes && 'stride' in node.attributes
          ? { ...node.attributes, bias: true }
          : node.attributes;
      ids.set(node.id, builder.add(node.id, node.kind, attributes as never, inputs));
    }
  }
  builder.add('softmax', 'activation', { function: 'softmax' }, [ids.get(network.nodes.at(-1)!.id)!]);
  return {
    network: builder.finish(),
    weights,
    notes: [],
    misfit: undefined,
    layers: new Map(),
    outputs: [],
    isOpen: false,
    scalesPixels: false,
    readsImage: true,
  };
}

describe('TensorFlow Lite', () => {
  for (const stored of ['float', 'per-tensor', 'per-channel'] as Stored[])
    for (const preset of ['torchvision', 'keras'])
      it(`a MobileNetV2 (${preset}), weights ${stored}: counts, and the values of the network with the numbers that are stored`, async () => {
        const network = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 32, classes: 10, preset });
        const { bytes, weights } = writeTflite(network, randomWeights(network, 1), stored);
        const model = await read(bytes);
        expect(model.network.nodes.filter(({ kind }) => kind === 'unknown')).to.deep.equal([]);
        const [own, total] = [costOf(network).total, costOf(model.network).total];
        expect([total.macs, total.weights]).to.deep.equal([own.macs, own.weights]);
        const random = new Seeded(7);
        const image = Float32Array.from({ length: elementsOf(network.inputShape) }, () => random.next() * 2 - 1);
        const judge = folded(network, weights);
        const [last, expected] = [model.network.nodes.at(-1)!.id, judge.network.nodes.at(-1)!.id];
        const { values } = (await runModel(model, image, [last])).get(last)!;
        const right = (await runModel(judge, image, [expected])).get(expected)!.values;
        values.forEach((value, at) => expect(value).to.be.closeTo(right[at]!, 1e-5));
      });

  it('says how numbers are stored, one scale for a tensor or one for a channel', async () => {
    const network = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 32, classes: 10 });
    const quantised = async (stored: Stored) =>
      (await read(writeTflite(network, randomWeights(network, 1), stored).bytes)).quantised!;
    const [plain, whole, each] = [
      await quantised('float'),
      await quantised('per-tensor'),
      await quantised('per-channel'),
    ];
    expect(plain.size).to.equal(0);
    expect(whole.get('stem/conv/weights')).to.include({ type: 'uint8' });
    expect(whole.get('stem/conv/weights')!.scales).to.have.length(1);
    expect(each.get('stem/conv/weights')).to.include({ type: 'int8', axis: 0 });
    expect(each.get('stem/conv/weights')!.scales).to.have.length(16);
  });

  it('is told by its content, whatever its name', async () => {
    const network = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 32, classes: 10 });
    const { bytes } = writeTflite(network, randomWeights(network, 1), 'float');
    expect(await read(bytes, 'weights.bin')).to.include({ format: 'tflite' });
  });
});
