/** Trained networks as data: arms of an experiment, each run with several seeds. */
import { meanOf } from '../words/experiment-statistics.js';

/** What was measured after an epoch. */
export interface EpochResult {
  /** From 1. */
  readonly epoch: number;
  /** Mean training loss over the epoch, in nats. */
  readonly loss: number;
  /** Share of the test images that are right, 0 to 1. */
  readonly test: number;
}

export interface Run {
  readonly seed: number;
  readonly epochs: readonly EpochResult[];
}

/** What a curve shows. */
export type Quantity = 'test' | 'loss';

export interface CurvePoint {
  /** Whole after an epoch, between two of them while one is under way. */
  readonly epoch: number;
  readonly value: number;
}

/** Whether a run has come to the end of its recipe. */
export const isFinished = ({ epochs }: Run, planned: number): boolean => epochs.at(-1)?.epoch === planned;

/** Accuracy after the last epoch, not the best on the way, a finished run each. */
export const finalsOf = (runs: readonly Run[], planned: number): readonly number[] =>
  runs.filter((run) => isFinished(run, planned)).map(({ epochs }) => epochs.at(-1)!.test);

export const curveOf = ({ epochs }: Run, quantity: Quantity): readonly CurvePoint[] =>
  epochs.map((result) => ({ epoch: result.epoch, value: result[quantity] }));

/** The mean over the finished runs: a run that has stopped would bend it where it leaves. */
export function meanCurve(runs: readonly Run[], planned: number, quantity: Quantity): readonly CurvePoint[] {
  const finished = runs.filter((run) => isFinished(run, planned));
  const [first] = finished;
  if (!first) return [];
  const shared = first.epochs.filter(({ epoch }) => finished.every((run) => resultAt(run, epoch)));
  return shared.map(({ epoch }) => ({ epoch, value: meanOf(finished.map((run) => resultAt(run, epoch)![quantity])) }));
}

const resultAt = ({ epochs }: Run, epoch: number): EpochResult | undefined =>
  epochs.find((result) => result.epoch === epoch);
