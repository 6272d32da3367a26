import type { Fit } from '../core/index.js';
import type { ImageChoice } from './image-choice.js';
import type { ErrorSource, Problem } from './problem.js';
import type { WeightsChoice } from './weights/choice.js';
import type { WeightsTarget } from './weights/plan.js';

/** What is to be run, and whom an inspection tells how that went: as much of a state as it knows. */
export interface InspectedState extends WeightsTarget, EventTarget {
  /** Whether there is something to run. */
  readonly complete: boolean;
  readonly image: ImageChoice | undefined;
  readonly weights: WeightsChoice;
  /** How the image is fitted to the input. */
  readonly fit: Fit;
  setImage(image: ImageChoice | undefined): void;
  setWeights(weights: WeightsChoice): void;
  setProblem(source: ErrorSource, problem: Problem | undefined): void;
  /** Changes what no reader has asked for. */
  quietly(change: () => void): void;
}
