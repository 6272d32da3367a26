/** Trains on behalf of the page: in a worker of its own, which ends with it, or in the page where none can start. */
import type { Network } from '../core/index.js';
import { EngineError } from '../runtime/engine-error.js';
import { lateChunk } from '../runtime/late-chunk.js';
import { trainingBackends } from './candidates.js';
import { receivedError } from '../runtime/sent-error.js';
import { sendNetwork } from '../runtime/sending.js';
import { startWorker, watchWorker, type StartedWorker } from '../runtime/start-worker.js';
import type { Job, Report, TrainerMessage } from './protocol.js';
import { checkData, settingsFrom, sizesOf } from './settings.js';
import type { TrainingBackend, TrainingData, TrainingEpoch, TrainingOptions, TrainingResult } from './types.js';
import script from './training-worker.ts?worker&url';

const loadTrainer = lateChunk('The part that trains', () => import('./trainer.js'));

let isBusy = false;

export async function train(network: Network, data: TrainingData, options: TrainingOptions): Promise<TrainingResult> {
  const settings = settingsFrom(options);
  checkData(network, data);
  const sizes = sizesOf(data.labels.length, settings.testShare);
  if (isBusy)
    throw new EngineError('training-busy', 'expected no other training in this page: stop it, or wait for its end');
  isBusy = true;
  try {
    const run = await follow({ network: sendNetwork(network), data, settings }, options);
    return { ...run, ...sizes };
  } finally {
    isBusy = false;
  }
}

/** Trains and keeps the reports: they are all there is when training is stopped. */
async function follow(
  job: Job,
  { worker = true, signal = new AbortController().signal, ...callbacks }: TrainingOptions,
) {
  const epochs: TrainingEpoch[] = [];
  let backend: TrainingBackend | null = null;
  const report = (message: Report): void => {
    if (signal.aborted) return;
    if ('backend' in message) backend = message.backend;
    else if ('progress' in message) callbacks.onProgress?.(message.progress);
    else {
      epochs.push(message.epoch);
      callbacks.onEpoch?.(message.epoch);
    }
  };
  const start = performance.now();
  const isInWorker = worker && (await inWorker(job, report, signal));
  if (!isInWorker && !signal.aborted) await inPage(job, report, signal);
  const stopped = signal.aborted && epochs.length < job.settings.epochs;
  return { epochs, backend, stopped, seconds: (performance.now() - start) / 1000, inWorker: isInWorker };
}

/** tfjs comes with the trainer, and only now. */
async function inPage(job: Job, report: (report: Report) => void, signal: AbortSignal): Promise<void> {
  const { runTraining } = await loadTrainer();
  await runTraining(job, report, signal);
}

/** Whether a worker could start. One that lacks a piece of its script is followed by one that has it whole. */
async function inWorker(
  job: Job,
  report: (report: Report) => void,
  signal: AbortSignal,
  isWhole = false,
): Promise<boolean> {
  if (signal.aborted) return false;
  const wishes = { backend: await trainingBackends(job.settings.backend), isWhole };
  const started = await startWorker(script, wishes).catch(() => undefined);
  return (
    started !== undefined && ((await trainIn(started, job, report, signal)) || inWorker(job, report, signal, true))
  );
}

/** Whether the worker had all that it needed. Ends it in any case: its memory is given back whole, and a stop need not wait for the step under way. */
async function trainIn(
  started: StartedWorker,
  job: Job,
  report: (report: Report) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const listening = new AbortController();
  const { worker } = started;
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const receive = ({ data }: MessageEvent<TrainerMessage>): void => {
        if ('error' in data) reject(receivedError(data.error));
        else if ('done' in data) resolve(true);
        else if ('missing' in data) resolve(false);
        else if (!('ready' in data)) report(data);
      };
      worker.addEventListener('message', receive, { signal: listening.signal });
      watchWorker(started, listening.signal, (why) =>
        reject(new EngineError('worker-lost', `the worker that trained has gone: ${why}`)),
      );
      signal.addEventListener('abort', () => resolve(true), { signal: listening.signal });
      if (signal.aborted) resolve(true);
      else worker.postMessage(job);
    });
  } finally {
    listening.abort();
    worker.terminate();
  }
}
