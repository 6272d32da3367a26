/** Trains a network with tfjs: in the worker, or in the page where there is none. Every tensor is freed at its end. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, ModelFitDatasetArgs } from '@tensorflow/tfjs-layers';
import { EngineError } from '../runtime/engine-error.js';
import { buildLayersModel, NORM_MOMENTUM } from '../runtime/layers-model.js';
import { split, testBatches, trainingBatches, type Batch } from './batches.js';
import { Descent } from './descent.js';
import { initialWeights } from './initial-weights.js';
import { crossEntropy } from './loss.js';
import { nextTask } from './next-task.js';
import { Pace } from './pace.js';
import type { Job, Report } from './protocol.js';
import { rateAt } from './schedule.js';
import { sizesOf } from './settings.js';
import { loadWasmGradients, startTrainingBackend } from './start-backend.js';

/** Ends early once the signal is aborted. Throws `EngineError` where the loss stops being a number. */
export async function runTraining(job: Job, report: (report: Report) => void, signal: AbortSignal): Promise<void> {
  const backend = await startTrainingBackend(job.settings.backend);
  report({ backend });
  if (signal.aborted) return;
  const { fastLayer, fastStep } = backend === 'wasm' ? await loadWasmGradients() : {};
  const model = buildLayersModel(job.network, initialWeights(job.network, job.settings.seed), fastLayer);
  const optimizer = new Descent(job.settings, fastStep);
  try {
    const loss = crossEntropy(job.data.classes.length, job.settings.labelSmoothing);
    model.compile({ optimizer, loss, metrics: ['accuracy'] });
    await new Training(job, model, optimizer, report, signal).fit();
  } finally {
    model.dispose();
    optimizer.dispose();
  }
}

class Training {
  private readonly indices;
  private readonly stepsPerEpoch: number;
  private readonly steps: number;
  private readonly pace: Pace;
  private step = 0;
  private epochStart = 0;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly job: Job,
    private readonly model: LayersModel,
    private readonly optimizer: Descent,
    private readonly report: (report: Report) => void,
    private readonly signal: AbortSignal,
  ) {
    const { data, settings } = job;
    const { trained, tested } = sizesOf(data.labels.length, settings.testShare);
    const batch = Math.min(settings.batch, trained);
    this.indices = split(data.labels.length, tested, settings.seed);
    this.stepsPerEpoch = Math.floor(trained / batch);
    this.steps = this.stepsPerEpoch * settings.epochs;
    this.pace = new Pace(batch, this.steps, settings.epochs);
    followWithin(this.stepsPerEpoch, model);
  }

  async fit(): Promise<void> {
    const batches = trainingBatches(this.job.data, this.indices.train, this.job.settings);
    const next = async () => ({ value: this.tensorsOf(batches.next().value), done: false });
    const dataset = { iterator: async () => ({ next }) };
    await this.model.fitDataset(dataset as unknown as Parameters<LayersModel['fitDataset']>[0], {
      epochs: this.job.settings.epochs,
      batchesPerEpoch: this.stepsPerEpoch,
      yieldEvery: 'never', // it would wait for a frame, and a page in the background draws none
      callbacks: this.callbacks(),
    });
    if (this.failure) throw this.failure.error;
  }

  private callbacks(): NonNullable<ModelFitDatasetArgs<tf.TensorContainer>['callbacks']> {
    return {
      onEpochBegin: async () => void (this.epochStart = performance.now()),
      onBatchBegin: async () =>
        void (this.optimizer.rate = rateAt(this.step / this.steps, this.job.settings.learningRate)),
      onBatchEnd: (_, logs) => this.orStop(() => this.afterStep(logs!.loss!)),
      onEpochEnd: (epoch, logs) => this.orStop(() => this.afterEpoch(epoch + 1, logs!.loss!, logs!.acc!)),
    };
  }

  /** Thrown from a callback, an error would end tfjs's loop before it has freed what it holds. */
  private async orStop(act: () => Promise<void>): Promise<void> {
    if (this.failure) return;
    try {
      await act();
    } catch (error) {
      this.failure = { error };
    }
    if (this.failure || this.signal.aborted) this.model.stopTraining = true;
  }

  private async afterStep(loss: number): Promise<void> {
    this.step++;
    if (!Number.isFinite(loss)) throw this.divergence(loss);
    this.pace.step();
    const { imagesPerSecond, msLeft } = this.pace;
    const epoch = Math.ceil(this.step / this.stepsPerEpoch);
    this.report({ progress: { epoch, step: this.step, steps: this.steps, loss, imagesPerSecond, msLeft } });
    await nextTask();
  }

  private async afterEpoch(epoch: number, loss: number, trainAccuracy: number): Promise<void> {
    if (this.signal.aborted) return;
    const start = performance.now();
    const testAccuracy = await this.evaluate();
    if (this.signal.aborted) return;
    this.pace.evaluation(performance.now() - start);
    const seconds = (performance.now() - this.epochStart) / 1000;
    this.report({ epoch: { epoch, loss, trainAccuracy, testAccuracy, seconds } });
  }

  /** `null` where no images are held out, or training is stopped first. */
  private async evaluate(): Promise<number | null> {
    const { data, settings } = this.job;
    let right = 0;
    for (const batch of testBatches(data, this.indices.test, settings)) {
      right += this.countRight(batch);
      await nextTask();
      if (this.signal.aborted) return null;
    }
    return this.indices.test.length ? right / this.indices.test.length : null;
  }

  private countRight(batch: Batch): number {
    return tf.tidy(() => {
      const { xs, ys } = this.tensorsOf(batch);
      const logits = this.model.predictOnBatch(xs) as tf.Tensor;
      return tf.sum(tf.equal(tf.argMax(logits, -1), tf.argMax(ys, -1))).dataSync()[0]!;
    });
  }

  private tensorsOf({ count, images, labels }: Batch): { readonly xs: tf.Tensor; readonly ys: tf.Tensor } {
    const [, height, width] = this.model.outputShape as number[];
    const { side, classes } = this.job.data;
    return {
      xs: tf.tensor4d(images, [count, side, side, 3]),
      ys: tf.tensor4d(labels, [count, height!, width!, classes.length]),
    };
  }

  private divergence(loss: number): EngineError {
    return new EngineError(
      'training-diverged',
      `loss: expected a number, got ${loss} at step ${this.step} of ${this.steps}; a learning rate below ${this.job.settings.learningRate} may help`,
    );
  }
}

/** How much of the running statistics may be older than an epoch. */
const STALE = 0.05;

/**
 * Batch norm's running statistics, which tests are made with, follow at PyTorch's pace, a tenth of the way each step; in
 * short epochs faster: with weights that change as quickly as there, they would be those of another network.
 */
function followWithin(steps: number, model: LayersModel): void {
  const momentum = Math.min(NORM_MOMENTUM, STALE ** (1 / steps));
  for (const layer of model.layers) if ('momentum' in layer) layer.momentum = momentum;
}
