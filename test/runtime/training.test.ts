import { expect } from '@open-wc/testing';
import { memory } from '@tensorflow/tfjs-core';
import { buildNetwork } from '../../src/core/index.js';
import type { EngineError } from '../../src/runtime/index.js';
import {
  sampleViews,
  trainNetwork,
  type TrainingData,
  type TrainingOptions,
  type TrainingProgress,
} from '../../src/training/index.js';
import { CIFAR10, shippedDrawings } from '../support/drawings.js';

const network = buildNetwork('mobilenet-v2', { preset: 'post', width: 0.25, resolution: 16, pool: 'global' });
const small: TrainingOptions = { seed: 3, epochs: 5, batch: 16, learningRate: 0.03, backend: 'wasm' };
const inPage: TrainingOptions = { ...small, worker: false };
const brief: TrainingOptions = { ...inPage, epochs: 1, batch: 8, testShare: 0.5 };

let data: TrainingData;
/** The first so many of the images. */
const few = (count: number): TrainingData => ({
  ...data,
  images: data.images.slice(0, count * 16 * 16 * 3),
  labels: data.labels.slice(0, count),
});

const errorOf = (promise: Promise<unknown>): Promise<EngineError | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => error as EngineError,
  );

describe('training', () => {
  before(async () => {
    data = await sampleViews(await shippedDrawings(), { seed: 3, count: 80, side: 16, classes: CIFAR10 });
  });

  it('lowers the loss, and tells of every step and epoch, in a worker that is gone afterwards', async () => {
    const workers = await watchingWorkers(async () => {
      const steps: TrainingProgress[] = [];
      const told: number[] = [];
      const result = await trainNetwork(network, data, {
        ...small,
        onProgress: (progress) => steps.push(progress),
        onEpoch: ({ loss }) => told.push(loss),
      });
      expect(result.inWorker).to.equal(true);
      expect([result.backend, result.stopped, result.trained, result.tested]).to.deep.equal(['wasm', false, 64, 16]);
      expect(steps.map(({ step }) => step)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i + 1));
      expect(steps.map(({ epoch }) => epoch).join('')).to.equal('11112222333344445555');
      expect(steps.every(({ imagesPerSecond, msLeft }) => imagesPerSecond > 0 && msLeft >= 0)).to.equal(true);
      expect(steps.at(-1)!.msLeft).to.be.below(steps[3]!.msLeft);
      const losses = result.epochs.map(({ loss }) => loss);
      expect(told).to.deep.equal(losses);
      expect(losses[0]).to.be.closeTo(Math.log(10), 0.5); // a classifier close to zero knows nothing yet
      expect(losses[4]).to.be.below(0.85 * losses[0]!);
      expect(result.epochs[4]!.trainAccuracy).to.be.above(2 / 8); // of eight classes
    });
    expect(workers.length).to.equal(1);
    await gone(workers);
  });

  it('gives the same curve for the same seed, in a worker or in the page, and another for another', async () => {
    const curve = async (options: TrainingOptions) =>
      (await trainNetwork(network, few(32), options)).epochs.map(({ seconds: _, ...point }) => point);
    const first = await curve(brief);
    expect(await curve({ ...brief, worker: true })).to.deep.equal(first);
    expect(await curve({ ...brief, seed: 4 })).to.not.deep.equal(first);
  });

  it('stopped in the middle, frees every tensor and gives the epochs so far', async () => {
    await trainNetwork(network, few(32), brief); // what a backend keeps for good is there now
    const before = memory().numTensors;
    const stopping = new AbortController();
    const result = await trainNetwork(network, few(48), {
      ...inPage,
      signal: stopping.signal,
      onProgress: ({ epoch, step }) => {
        expect(memory().numTensors).to.be.above(before);
        if (epoch === 2 && step === 3) stopping.abort();
      },
    });
    expect(memory().numTensors).to.equal(before);
    expect(result.stopped).to.equal(true);
    expect(result.epochs.map(({ epoch }) => epoch)).to.deep.equal([1]);
  });

  it('stopped in a worker, ends it at once, and another can begin', async () => {
    const stopping = new AbortController();
    const workers = await watchingWorkers(async () => {
      const result = await trainNetwork(network, data, {
        ...small,
        signal: stopping.signal,
        onProgress: () => stopping.abort(),
      });
      expect([result.stopped, result.epochs.length, result.backend]).to.deep.equal([true, 0, 'wasm']);
    });
    await gone(workers);
    const none = await trainNetwork(network, data, { ...small, signal: AbortSignal.abort() });
    expect([none.stopped, none.epochs.length, none.backend, none.inWorker]).to.deep.equal([true, 0, null, false]);
    expect((await trainNetwork(network, few(32), brief)).epochs.length).to.equal(1);
  });

  it('is refused while another runs', async () => {
    const stopping = new AbortController();
    const first = trainNetwork(network, data, { ...small, signal: stopping.signal });
    const error = await errorOf(trainNetwork(network, data, small));
    stopping.abort();
    await first;
    expect(error?.code).to.equal('training-busy');
  });

  it('that diverges ends in an error that names the learning rate, and frees every tensor', async () => {
    const before = memory().numTensors;
    const error = await errorOf(trainNetwork(network, few(48), { ...inPage, learningRate: 1e9, epochs: 20 }));
    expect(error?.code).to.equal('training-diverged');
    expect(error?.message).to.match(
      /^loss: expected a number, got (NaN|Infinity) at step \d+ of \d+; a learning rate below 1000000000 may help$/,
    );
    expect(memory().numTensors).to.equal(before);
  });

  it('runs in the page where no worker can start', async () => {
    const RealWorker = globalThis.Worker;
    globalThis.Worker = function () {
      throw new DOMException('refused by a policy', 'SecurityError');
    } as unknown as typeof Worker;
    try {
      const result = await trainNetwork(network, few(32), { ...brief, worker: true });
      expect([result.inWorker, result.epochs.length]).to.deep.equal([false, 1]);
    } finally {
      globalThis.Worker = RealWorker;
    }
  });

  it('refuses data that are not for the network, in a sentence', async () => {
    const wrong: readonly [Partial<TrainingData>, RegExp][] = [
      [{ side: 32 }, /^side: expected 16×16×3, as the network takes; got 32×32×3$/],
      [{ classes: ['a', 'b'] }, /^classes: expected 10, as many as the network has outputs; got 2$/],
      [{ labels: new Uint8Array(0), images: new Uint8Array(0) }, /^images: expected some to train on, got none$/],
      [{ images: data.images.slice(1) }, /^images: expected 80 of 16×16×3, 61440 bytes; got 61439 bytes$/],
      [{ labels: data.labels.slice().fill(10, 4, 5) }, /^labels: expected 0 to 9, got 10 for image 5$/],
    ];
    for (const [part, message] of wrong) {
      const error = await errorOf(trainNetwork(network, { ...data, ...part }, small));
      expect(error?.code).to.equal('training-data');
      expect(error?.message).to.match(message);
    }
    const error = await errorOf(trainNetwork(network, few(2), { ...small, testShare: 0.5 }));
    expect(error?.message).to.equal('images: expected at least 2 to train on, got 1 of 2 (1 are held out)');
  });

  it('refuses options it could not run with, by name', async () => {
    const wrong: readonly [string, number][] = [
      ['seed', 0.5],
      ['epochs', 0],
      ['batch', 1],
      ['learningRate', 0],
      ['momentum', 1],
      ['weightDecay', -1],
      ['labelSmoothing', 1],
      ['testShare', 1],
    ];
    for (const [option, value] of wrong) {
      const error = await errorOf(trainNetwork(network, data, { ...small, [option]: value }));
      expect(error?.code, option).to.equal('training-options');
      expect(error?.message).to.match(new RegExp(`^${option}: expected .*, got ${value}$`));
    }
  });
});

/** What each worker holds while it lives. */
async function watchingWorkers(act: () => Promise<void>): Promise<readonly Worker[]> {
  const RealWorker = globalThis.Worker;
  const workers: Worker[] = [];
  globalThis.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
      this.addEventListener('message', ({ data }) => data.ready && locks.set(this, data.lock));
    }
  };
  try {
    await act();
  } finally {
    globalThis.Worker = RealWorker;
  }
  return workers;
}

const locks = new WeakMap<Worker, string>();

/** Waits until each has let go of its lock, which it holds as long as it lives. */
const gone = (workers: readonly Worker[]): Promise<unknown> =>
  Promise.all(workers.map((worker) => navigator.locks.request(locks.get(worker)!, () => {})));
