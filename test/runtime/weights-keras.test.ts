import { expect } from '@open-wc/testing';
import { buildNetwork, weightsOf } from '../../src/core/index.js';
import { openEngine } from '../../src/runtime/index.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import { matchWeights } from '../../src/formats/weights/weights.js';
import b from '../golden/parity/b_mobilenet_v2_0.35_96.json' with { type: 'json' };
import keras from '../golden/parity/keras_b_0.35_96.json' with { type: 'json' };
import { kerasFiles, toKeras, type StoredAs } from '../support/keras-model.js';
import type { FormulaTensor } from '../support/wgen.js';
import { formulaInput, formulaValues } from '../support/wgen.js';

const network = buildNetwork('mobilenet-v2', { preset: 'keras', width: 0.35, resolution: 96, classes: 10 });

const tensors = (b.tensors as unknown as readonly FormulaTensor[]).flatMap((tensor) =>
  toKeras({ ...tensor, data: formulaValues(keras.weights.key, tensor) }),
);

/** How far logits may be from Keras' own, in their standard deviations: what the lost bits cost this network, rounded up. */
const LIMITS: Readonly<Record<StoredAs, number>> = { float32: 1e-4, uint16: 2e-3, float16: 5e-2, uint8: 1 };

describe('weights: a Keras model as tfjs keeps it', () => {
  for (const [stored, limit] of Object.entries(LIMITS) as [StoredAs, number][]) {
    it(`gives Keras’ logits from ${stored} shards, within ${limit} standard deviations`, async () => {
      const engine = await openEngine({ backend: 'wasm', worker: false });
      try {
        const { scheme } = await engine.load(network, { data: kerasFiles(tensors, stored) });
        expect(scheme).to.equal('keras');
        const { logits } = await engine.run(formulaInput(keras.input));
        expect(errorOf(logits, keras.logits)).to.be.below(limit);
      } finally {
        await engine.close();
      }
    });
  }

  it('keeps every quantised number within half a step of the original', async () => {
    const { nodes } = await readWeights(network, { files: kerasFiles(tensors, 'uint8') });
    const exact = await readWeights(network, { files: kerasFiles(tensors, 'float32') });
    for (const [id, weights] of nodes) {
      for (const [name, values] of Object.entries(weights)) {
        const original = exact.nodes.get(id)![name]!;
        const most = (sign: number): number => original.reduce((a, value) => Math.max(a, sign * value), -Infinity);
        const step = (most(1) + most(-1)) / 255;
        const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - original[i]!)), 0);
        expect(worst, `${id} ${name}`).to.be.at.most(step * 0.501);
      }
    }
  });

  it('knows MobileNet by the names of the published model.json', () => {
    const v1 = buildNetwork('mobilenet-v1', { preset: 'keras', width: 0.25 });
    const matched = matchWeights(v1, publishedV1());
    expect(matched.scheme).to.equal('keras');
    expect(matched.pairs.length).to.equal(v1.nodes.flatMap(weightsOf).length);
  });
});

/** Names and shapes as `tfjs-models/tfjs/mobilenet_v1_0.25_224/model.json` lists them: Keras 2.1.4's, the classifier a convolution. */
function publishedV1(): { name: string; shape: number[] }[] {
  const channels = [8, 16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256];
  const norm = (layer: string, size: number) =>
    ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) => ({ name: `${layer}_bn/${part}`, shape: [size] }));
  const blocks = channels.slice(1).flatMap((outputs, i) => {
    const inputs = channels[i]!;
    return [
      { name: `conv_dw_${i + 1}/depthwise_kernel`, shape: [3, 3, inputs, 1] },
      ...norm(`conv_dw_${i + 1}`, inputs),
      { name: `conv_pw_${i + 1}/kernel`, shape: [1, 1, inputs, outputs] },
      ...norm(`conv_pw_${i + 1}`, outputs),
    ];
  });
  return [
    { name: 'conv1/kernel', shape: [3, 3, 3, 8] },
    ...norm('conv1', 8),
    ...blocks,
    { name: 'conv_preds/kernel', shape: [1, 1, 256, 1000] },
    { name: 'conv_preds/bias', shape: [1000] },
  ];
}

function errorOf(logits: Float32Array, expected: readonly number[]): number {
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
  const std = Math.sqrt(expected.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(logits[i]! - value))) / std;
}
