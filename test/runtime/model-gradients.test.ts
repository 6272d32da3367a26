import { expect } from '@open-wc/testing';
import {
  add,
  depthwiseConv2d,
  mul,
  sum,
  tensor,
  tensor4d,
  tidy,
  valueAndGrads,
  variableGrads,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildNetwork, elementsOf, type Network, type Options } from '../../src/core/index.js';
import { useBackend } from '../../src/runtime/backend.js';
import { startFullBackend } from '../../src/runtime/full-backend.js';
import { buildLayersModel } from '../../src/runtime/layers-model.js';
import { initialWeights } from '../../src/training/initial-weights.js';
import { startTrainingBackend } from '../../src/training/start-backend.js';
import { batchNorm } from '../../src/training/wasm/batch-norm.js';
import { fastLayer } from '../../src/training/wasm/layers.js';
import { worstOf } from '../support/agreement.js';
import { Seeded } from '../support/seeded.js';

const BATCH = 8;
/** Of the finite differences. */
const STEP = 2e-3;
const random = new Seeded(11);
const valuesOf = (count: number): Float32Array => Float32Array.from({ length: count }, () => 2 * random.next() - 1);

const largestOf = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

interface Judged {
  readonly loss: number;
  /** By the name of the variable, of one model as of the other. */
  readonly gradients: readonly (readonly [string, Float32Array])[];
  /** Running statistics after one batch. */
  readonly statistics: readonly (readonly [string, Float32Array])[];
}

/** Loss, gradients of all weights, and running statistics, of one batch; the loss is a sum of logits, each its own part of it. */
function judge(model: LayersModel, { inputShape }: Network, images: Float32Array, parts: Float32Array): Judged {
  const named = (weights: LayersModel['weights']) =>
    weights.map((weight) => [weight.originalName, weight.read().dataSync() as Float32Array] as const);
  let judged!: Judged;
  tidy(() => {
    const x = tensor4d(images, [BATCH, ...inputShape]);
    const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
    const { value, grads } = variableGrads(() => {
      const logits = model.apply(x, { training: true }) as Tensor;
      return sum(mul(logits, tensor(parts, logits.shape))) as Scalar;
    }, variables);
    const gradients = variables.map(
      ({ name }, i) => [model.trainableWeights[i]!.originalName, grads[name]!.dataSync() as Float32Array] as const,
    );
    judged = { loss: value.dataSync()[0]!, gradients, statistics: named(model.nonTrainableWeights) };
  });
  return judged;
}

const networks: readonly (readonly [id: string, options: Options])[] = [
  ['mobilenet-v2', { preset: 'post', width: 0.1, resolution: 16, pool: 'global', classes: 4 }],
  [
    'mobilenet-v2',
    { preset: 'cifar', width: 0.1, resolution: 16, classes: 4, activationPosition: 'pre-activation', padding: 'same' },
  ],
  ['mobilenet-v1', { width: 0.25, resolution: 32, classes: 4 }],
  ['shufflenet-v1', { groups: 3, width: 0.25, resolution: 32, classes: 4 }],
];

describe('training on wasm', () => {
  before(async () => {
    await startFullBackend('cpu');
    await startTrainingBackend('wasm');
  });

  for (const [id, options] of networks)
    it(`gives the gradients that tfjs-layers has on cpu: ${id} ${JSON.stringify(options)}`, () => {
      const network = buildNetwork(id, options);
      const weights = initialWeights(network, 3);
      const images = valuesOf(BATCH * elementsOf(network.inputShape));
      const parts = valuesOf(BATCH * elementsOf(network.outputShape));
      const judged = (['wasm', 'cpu'] as const).map((backend) => {
        useBackend(backend);
        const model = buildLayersModel(network, weights, backend === 'wasm' ? fastLayer : undefined);
        const result = judge(model, network, images, parts);
        model.dispose();
        return result;
      });
      const [got, expected] = judged as [Judged, Judged];
      expect(got.loss).to.be.closeTo(expected.loss, 0.01);
      expect(got.gradients.length).to.equal(expected.gradients.length);
      const largest = Math.max(...expected.gradients.map(([, values]) => largestOf(values)));
      for (const [i, [name, values]] of expected.gradients.entries())
        expect(worstOf(got.gradients[i]![1], values), name).to.be.below(
          0.01 * Math.max(largestOf(values), largest / 100),
        );
      for (const [i, [name, values]] of expected.statistics.entries())
        expect(worstOf(got.statistics[i]![1], values), name).to.be.below(1e-4);
    });

  it('has gradients that finite differences give too', () => {
    useBackend('wasm');
    const [size, channels] = [6, 5];
    const shapes = [[3, size, size, channels], [3, 3, channels, 1], [channels], [channels]] as const;
    const at = shapes.map((shape) => valuesOf(shape.reduce((a: number, b) => a * b, 1)));
    const along = at.map(({ length }) => valuesOf(length));
    const parts = valuesOf(3 * size * size * channels);
    const f = (x: Tensor, filter: Tensor, gamma: Tensor, beta: Tensor): Scalar => {
      const seen = depthwiseConv2d(x as Tensor4D, filter as Tensor4D, 1, 'same');
      const { y } = batchNorm(seen, gamma as Tensor1D, beta as Tensor1D, 1e-3);
      return sum(mul(mul(y, y), tensor(parts, y.shape))) as Scalar; // ReLU's edges would be in the way of differences
    };
    const point = (step: number): Tensor[] =>
      at.map((values, i) => add(tensor(values, [...shapes[i]!]), mul(tensor(along[i]!, [...shapes[i]!]), step)));
    const [here, there, slope] = tidy(() => {
      const valueAt = (step: number): number => f(...(point(step) as [Tensor, Tensor, Tensor, Tensor])).dataSync()[0]!;
      const { grads } = valueAndGrads(f as (...inputs: Tensor[]) => Scalar)(point(0));
      const slopes = grads.map((gradient, i) => sum(mul(gradient, tensor(along[i]!, gradient.shape))).dataSync()[0]!);
      return [valueAt(-STEP), valueAt(STEP), slopes.reduce((a, b) => a + b, 0)];
    });
    expect((there! - here!) / (2 * STEP)).to.be.closeTo(slope!, 0.01 * Math.abs(slope!));
  });
});
