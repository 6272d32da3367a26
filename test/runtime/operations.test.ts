import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { weightsOf, type NetworkNode, type OpKind } from '../../src/core/index.js';
import { startBackend, useBackend } from '../../src/runtime/backend.js';
import { operate } from '../../src/runtime/operations.js';
import { generator } from '../../src/runtime/random.js';
import type { BackendName } from '../../src/runtime/types.js';
import { networkOf, samples, type Samples } from '../support/op-samples.js';

/** From 0.1 to 1.1 for weights, so that no variance is negative; around 0 for what comes in. */
function tensorOf(shape: readonly number[], seed: number, least: number): tf.Tensor {
  const next = generator(seed);
  const size = shape.reduce((product, axis) => product * axis, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, () => next() + least),
    [...shape],
  );
}

function run(node: NetworkNode, backend: BackendName) {
  useBackend(backend);
  return tf.tidy(() => {
    const inputs = node.inputShapes.map((shape, at) => tensorOf([1, ...shape], at, -0.5) as tf.Tensor4D);
    const weights = weightsOf(node).map(({ name, shape }, at) => [name, tensorOf(shape, 10 + at, 0.1)] as const);
    const output = operate(node, inputs, Object.fromEntries(weights));
    return { shape: output.shape.slice(1), values: output.dataSync().slice() };
  });
}

describe('operations run on wasm as on the cpu', () => {
  before(async () => {
    await startBackend('cpu');
    await startBackend('wasm');
  });

  for (const kind of Object.keys(samples) as (keyof typeof samples)[]) {
    it(`${kind}: every way through tfjs finds its kernels and gives the same values`, () => {
      for (const sample of samples[kind]) {
        const node = networkOf(kind, sample as Samples<OpKind>[number]).nodes.at(-1)!;
        const what = JSON.stringify(sample);
        const [expected, actual] = [run(node, 'cpu'), run(node, 'wasm')];
        expect(expected.shape, what).to.deep.equal([...node.outputShape]);
        expect(actual.shape, what).to.deep.equal(expected.shape);
        expect(actual.values.length, what).to.equal(expected.values.length);
        // What a function does not take is no number on either.
        actual.values.forEach((value, at) => {
          if (Number.isNaN(expected.values[at])) expect(value, what).to.be.NaN;
          else expect(value, what).to.be.closeTo(expected.values[at]!, 1e-4);
        });
      }
    });
  }
});
