import { expect } from '@open-wc/testing';
import { packWeights, readModel } from '../../src/formats/index.js';
import { openEngine, type BackendName } from '../../src/runtime/index.js';
import expected from '../golden/onnx/expected.json' with { type: 'json' };
import { channelsFirst, channelsLast } from '../support/channels.js';

const addresses = import.meta.glob<string>('../golden/onnx/*.onnx', { query: '?url', import: 'default', eager: true });

const image = channelsLast(
  Float32Array.from({ length: 3 * 32 * 32 }, (_, at) => Math.sin(at * 0.37)),
  [32, 32, 3],
);

describe('models that a reader has made run in the engine as in PyTorch', () => {
  for (const backend of ['wasm', 'cpu'] as BackendName[])
    for (const [name, { tensors }] of Object.entries(expected))
      it(`${name} on ${backend}`, async () => {
        const file = new File([await (await fetch(addresses[`../golden/onnx/${name}.onnx`]!)).blob()], `${name}.onnx`);
        const { network, weights, layers } = await readModel([file], { resolution: 32 });
        const engine = await openEngine({ backend, worker: false });
        try {
          await engine.load(network, { data: packWeights(network, weights!) });
          await engine.run({ data: image, shape: network.inputShape });
          for (const [tensor, { dims, values, step }] of Object.entries(tensors)) {
            const { data, shape } = await engine.activation(layers.get(tensor)!);
            const own = dims.length === 4 ? channelsFirst(data, shape) : data;
            const largest = Math.max(...values.map(Math.abs));
            values.forEach((value, at) => expect(own[at * step], tensor).to.be.closeTo(value, 1e-4 * largest));
          }
        } finally {
          await engine.close();
        }
      });
});
