import { expect } from '@open-wc/testing';
import { grad, memory, clone, square, tensor1d, tensor2d, tidy, variable, type Tensor } from '@tensorflow/tfjs-core';
import { buildNetwork, weightsOf } from '../../src/core/index.js';
import { useBackend } from '../../src/runtime/backend.js';
import { startFullBackend } from '../../src/runtime/full-backend.js';
import { split, testBatches, trainingBatches } from '../../src/training/batches.js';
import { Descent } from '../../src/training/descent.js';
import { initialWeights } from '../../src/training/initial-weights.js';
import { crossEntropy } from '../../src/training/loss.js';
import { rateAt } from '../../src/training/schedule.js';
import { startTrainingBackend } from '../../src/training/start-backend.js';
import { fastStep } from '../../src/training/wasm/index.js';

const preprocessing = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] } as const; // bytes stay bytes
const SIDE = 8;

/** Images whose red says which image it is, green the row, blue the column. */
function marked(count: number) {
  const images = new Uint8Array(count * SIDE * SIDE * 3);
  for (let i = 0; i < images.length; i += 3)
    images.set([Math.floor(i / 3 / SIDE / SIDE), Math.floor(i / 3 / SIDE) % SIDE, (i / 3) % SIDE], i);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  return { images, labels, side: SIDE, classes: ['a', 'b', 'c'], source: 'a test' };
}

/** What red says of each image of a batch. */
const imagesIn = (values: Float32Array): number[] =>
  [...values].filter((_, i) => i % (SIDE * SIDE * 3) === 0).map(Math.round);

describe('batches', () => {
  const data = marked(10);
  const indices = Uint32Array.from({ length: 10 }, (_, i) => i);

  it('hold each image once an epoch, in another order each epoch, and leave out what fills none', () => {
    const batches = trainingBatches(data, indices, { batch: 3, seed: 5, preprocessing });
    const epochs = [0, 1].map(() => [0, 1, 2].flatMap(() => imagesIn(batches.next().value.images)));
    for (const epoch of epochs) expect(new Set(epoch).size).to.equal(9);
    expect(epochs[0]).to.not.deep.equal(epochs[1]);
  });

  it('cut windows out of a mirrored border an eighth of the side wide, half of them mirrored', () => {
    const batches = trainingBatches(data, indices, { batch: 10, seed: 5, preprocessing });
    const corners = new Set<string>();
    const rows = ['1,0,1,2,3,4,5,6', '0,1,2,3,4,5,6,7', '1,2,3,4,5,6,7,6'];
    for (let n = 0; n < 20; n++) {
      const { images } = batches.next().value;
      for (let i = 0; i < 10; i++) {
        const at = i * SIDE * SIDE * 3;
        const row = Array.from({ length: SIDE }, (_, x) => Math.round(images[at + x * 3 + 2]!)).join();
        const column = Array.from({ length: SIDE }, (_, y) => Math.round(images[at + y * SIDE * 3 + 1]!)).join();
        expect(rows).to.include(column);
        expect([...rows, ...rows.map((line) => line.split(',').reverse().join())]).to.include(row);
        corners.add(`${row} ${column}`);
      }
    }
    expect(corners.size, 'three shifts down, three to the side, mirrored or not').to.equal(18);
  });

  it('of the held-out images are these as they are, none of them among the others', () => {
    const { train, test } = split(10, 4, 1);
    expect([...train, ...test].sort((a, b) => a - b)).to.deep.equal([...indices]);
    const batches = [...testBatches(data, test, { batch: 3, preprocessing })];
    expect(batches.map(({ count }) => count)).to.deep.equal([3, 1]);
    expect(batches.flatMap(({ images }) => imagesIn(images))).to.deep.equal([...test]);
    const first = Array.from(batches[0]!.images.subarray(0, SIDE * SIDE * 3), Math.round);
    expect(first).to.deep.equal([
      ...data.images.subarray(test[0]! * SIDE * SIDE * 3, (test[0]! + 1) * SIDE * SIDE * 3),
    ]);
    const labels = batches.flatMap(({ labels, count }) =>
      Array.from({ length: count }, (_, i) => labels.indexOf(1, i * 3) - i * 3),
    );
    expect(labels).to.deep.equal([...test].map((index) => index % 3));
  });
});

describe('initial weights', () => {
  const network = buildNetwork('mobilenet-v2', { preset: 'post' });
  const weights = initialWeights(network, 4);
  const deviation = (values: Float32Array): number =>
    Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

  it('have PyTorch’s kaiming_normal_(fan_out) deviation, the classifier 0.01', () => {
    for (const node of network.nodes) {
      const kernel = weightsOf(node).find(({ name }) => name === 'kernel');
      if (!kernel) continue;
      const [rows, columns, inputs, outputs] = kernel.shape as [number, number, number, number];
      const fan = rows * columns * (node.kind === 'depthwise-conv2d' ? inputs : outputs);
      const expected = node.id === 'classifier' ? 0.01 : Math.sqrt(2 / fan);
      const values = weights.nodes.get(node.id)!.kernel!;
      // Five standard errors of a standard deviation.
      expect(deviation(values) / expected, node.id).to.be.closeTo(1, 5 / Math.sqrt(2 * values.length));
    }
  });

  it('pass through batch norm, without bias, and are the same for the same seed', () => {
    const norm = weights.nodes.get('stem/norm')!;
    expect([norm.gamma![0], norm.beta![0], norm.moving_mean![0], norm.moving_variance![0]]).to.deep.equal([1, 0, 0, 1]);
    expect(weights.nodes.get('classifier')!.bias!.every((value) => value === 0)).to.equal(true);
    expect(initialWeights(network, 4)).to.deep.equal(weights);
    expect(initialWeights(network, 5)).to.not.deep.equal(weights);
  });
});

describe('the recipe', () => {
  before(async () => {
    await startFullBackend('cpu');
    await startTrainingBackend('wasm');
  });

  it('raises the learning rate over a fifth of the steps and lowers it over the rest', () => {
    const rates = [
      [0.1, 0.2],
      [0.2, 0.4],
      [0.6, 0.2],
      [0.9, 0.05],
    ] as const;
    for (const [done, rate] of rates) expect(rateAt(done, 0.4), `at ${done}`).to.be.closeTo(rate, 1e-12);
    expect(rateAt(0, 0.4)).to.be.above(0);
  });

  for (const backend of ['cpu', 'wasm'] as const)
    it(`descends as PyTorch’s SGD with Nesterov momentum and weight decay: ${backend}`, () => {
      useBackend(backend);
      const before = memory().numTensors;
      const w = tidy(() =>
        variable(
          tensor2d([
            [0.5, -1],
            [2, 0.25],
          ]),
          true,
          `w-${backend}`,
        ),
      );
      const b = tidy(() => variable(tensor1d([1, -3]), true, `b-${backend}`));
      const descent = new Descent({ momentum: 0.9, weightDecay: 0.1 }, backend === 'wasm' ? fastStep : undefined);
      for (const rate of [0.1, 0.2, 0.05]) {
        descent.rate = rate;
        tidy(() => descent.applyGradients({ [w.name]: clone(w), [b.name]: square(b) })); // of w²/2 and b³/3
      }
      // PyTorch 1.13, torch.optim.SGD over the same functions; weight decay for w alone.
      for (const [i, value] of [0.088671013, -0.177342027, 0.354684055, 0.044335507].entries())
        expect(w.dataSync()[i]).to.be.closeTo(value, 1e-6);
      for (const [i, value] of [0.320559978, -36.069007874].entries())
        expect(b.dataSync()[i]).to.be.closeTo(value, 1e-5);
      descent.dispose();
      w.dispose();
      b.dispose();
      expect(memory().numTensors).to.equal(before);
    });

  it('smooths labels as PyTorch’s cross-entropy', () => {
    useBackend('wasm');
    const loss = crossEntropy(3, 0.05);
    tidy(() => {
      const logits = tensor2d([
        [1, -2, 0.5],
        [0, 3, -1],
      ]);
      const labels = tensor2d([
        [1, 0, 0],
        [0, 0, 1],
      ]);
      expect(loss(labels, logits).dataSync()[0]).to.be.closeTo(2.272740365, 1e-6);
      const gradient = grad((values: Tensor) => loss(labels, values))(logits).dataSync();
      const expected = [-0.181458876, 0.006696108, 0.174762771, 0.014972978, 0.459786445, -0.4747594];
      for (const [i, value] of expected.entries()) expect(gradient[i]).to.be.closeTo(value, 1e-6);
    });
  });
});
