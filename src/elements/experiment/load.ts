/** An experiment with everything that is known of it. */
import { armsOf, type Arm } from './arms.js';
import { loadIndex, loadRuns, shippedIndex, type Experiment, type LoggedRun, type Recipe } from './data.js';

export interface Loaded {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  readonly arms: readonly Arm[];
  /** Sentences about files that are missing or wrong. */
  readonly problems: readonly string[];
}

/** Throws `Error`, `TypeError` or `RangeError` where nothing can be shown; an arm's missing file is a problem among the rest. */
export async function loadExperiment(src: string, name: string): Promise<Loaded> {
  const address = src ? new URL(src, document.baseURI).href : shippedIndex();
  const index = await loadIndex(address);
  const experiment = name ? index.experiments.find(({ id }) => id === name) : index.experiments[0];
  if (!experiment) {
    const known = index.experiments.map(({ id }) => id).join(', ');
    throw new RangeError(`name: expected one of ${known}, got "${name}"`);
  }
  const answers = await Promise.allSettled(experiment.arms.map((arm) => loadRuns(address, arm)));
  const runs = new Map<string, readonly LoggedRun[]>();
  const problems: string[] = [];
  answers.forEach((answer, at) => {
    if (answer.status === 'fulfilled') runs.set(experiment.arms[at]!, answer.value);
    else problems.push((answer.reason as Error).message);
  });
  return { experiment, recipe: index.recipe, arms: armsOf(index, experiment, runs), problems };
}
