/** A folder evaluated with what is chosen in an explorer: from opening an engine to closing it. */
import '../bring-running.js';
import type { Fit, Network } from '../../core/index.js';
import type { ExplorerState } from '../state.js';
import type { UsedWeights } from '../weights/about.js';
import { classesIn } from '../weights/classes.js';
import type { WeightsChoice } from '../weights/choice.js';
import { beginEvaluation, evaluate, type Evaluation } from './evaluate.js';
import type { Folder } from './folder.js';
import { foldersIn, matchClasses, type ClassMatch } from './match-classes.js';

/** What is evaluated, and with what: a run that was stopped goes on where all of it is still the same. */
interface Inputs {
  readonly folder: Folder;
  readonly network: Network;
  readonly chosenWeights: WeightsChoice;
  readonly fit: Fit;
  /** Path of the node whose channels are ranked; '' for none. */
  readonly node: string;
}

export interface FolderRun extends Inputs {
  readonly weights: UsedWeights;
  /** What the classes are called, in the order of the logits; their numbers where nobody has said it. */
  readonly classes: readonly string[];
  readonly match: ClassMatch;
  readonly evaluation: Evaluation;
}

const inputsOf = ({ network, weights, fit }: ExplorerState, folder: Folder, node: string): Inputs => ({
  folder,
  network,
  chosenWeights: weights,
  fit,
  node,
});

/** Whether a run is of what is chosen now. */
export const isOf = (run: FolderRun, state: ExplorerState, node: string): boolean =>
  Object.entries(inputsOf(state, run.folder, node)).every(([name, value]) => run[name as keyof Inputs] === value);

/** Whether all files of its folder have been looked at. */
export const isWhole = ({ evaluation }: FolderRun): boolean => evaluation.done === evaluation.total;

/**
 * Evaluates a folder in the page's worker, and tells of the run as it grows. `before`: a run to go on with, where it is of the
 * same. Rejects where the network cannot run, and with the signal's reason; what the run has by then stays. No tensor does.
 */
export async function runFolder(
  state: ExplorerState,
  folder: Folder,
  node: string,
  before: FolderRun | undefined,
  signal: AbortSignal,
  onProgress: (run: FolderRun) => void,
): Promise<void> {
  const inputs = inputsOf(state, folder, node);
  const goesOn = before?.folder === folder && isOf(before, state, node) && !isWhole(before);
  const { engine, weights, classes: names } = await state.inspection.openBeside(signal);
  try {
    const classes = names ?? Array.from({ length: classesIn(inputs.network) }, (_, index) => `${index}`);
    const match = matchClasses(foldersIn(folder), classes);
    const run = goesOn ? before : { ...inputs, weights, classes, match, evaluation: beginEvaluation(inputs) };
    onProgress(run);
    await evaluate({ engine, ...inputs, match }, run.evaluation, signal, () => onProgress(run));
  } finally {
    await engine.close();
  }
}
