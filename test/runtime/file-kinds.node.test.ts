import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../src/formats/onnx/read.js';
import { buildLayersModel } from '../../src/runtime/layers-model.js';
import expected from '../golden/onnx/expected.json' with { type: 'json' };
import { channelsLast } from '../support/channels.js';
import { runModel } from '../support/run-model.js';

const image = channelsLast(
  Float32Array.from({ length: 3 * 32 * 32 }, (_, at) => Math.sin(at * 0.37)),
  [32, 32, 3],
);

describe('kinds that only files have, as layers of tfjs', () => {
  for (const name of Object.keys(expected))
    it(`${name}: a tf.LayersModel gives what the engine gives`, async () => {
      const bytes = new Uint8Array(readFileSync(new URL(`../golden/onnx/${name}.onnx`, import.meta.url)));
      const model = readOnnx(bytes, name, () => undefined, { resolution: 32 });
      const { network, weights } = model;
      const last = network.nodes.at(-1)!.id;
      const { values } = (await runModel(model, image, [last])).get(last)!;
      const layers = buildLayersModel(network, weights);
      const output = layers.predict(tf.tensor4d(image, [1, 32, 32, 3])) as tf.Tensor;
      expect(output.shape.slice(1)).to.deep.equal([...network.outputShape]);
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      output.dataSync().forEach((value, at) => expect(value).to.be.closeTo(values[at]!, 1e-4 * largest));
      layers.dispose();
    });
});
