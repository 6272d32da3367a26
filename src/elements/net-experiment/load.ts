/** An experiment with everything that is known of it. */
import { countParameters } from '../../core/index.js';
import { authorAddress } from '../../explorer/addresses.js';
import { FetchError } from '../../explorer/errors.js';
import { armsOf, type Arm } from './arms.js';
import { loadIndex, loadRuns, SHIPPED, type Experiment, type LoggedRun, type Recipe } from './data.js';

export interface Loaded {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  readonly arms: readonly Arm[];
  /** Sentences about files that are missing or wrong. */
  readonly problems: readonly string[];
  /** Whether a file was not had that may be there another time. */
  readonly isPartial: boolean;
}

/** Throws `Error`, `TypeError` or `RangeError` where nothing can be shown; an arm's missing file is a problem among the rest. */
export async function loadExperiment(src: string, name: string): Promise<Loaded> {
  const address = src ? addressOf(src) : SHIPPED;
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
  const arms = armsOf(index, experiment, runs);
  const isPartial = answers.some((answer) => answer.status === 'rejected' && answer.reason instanceof FetchError);
  return { experiment, recipe: index.recipe, arms, problems: [...problems, ...arms.flatMap(strangeRuns)], isPartial };
}

function addressOf(src: string): string {
  const address = authorAddress(src);
  if (address.kind === 'refused') throw new TypeError(`src: ${address.message}`);
  return address.href;
}

/** Runs of a network that is not the arm's: what was trained has to be what is drawn. */
function strangeRuns({ id, network, runs }: Arm): readonly string[] {
  const counted = countParameters(network, 'torchvision');
  return runs.flatMap(({ seed, parameters = counted }) =>
    parameters === counted
      ? []
      : [
          `${id}.json: seed ${seed}: expected ${counted} trainable parameters, as the arm’s network has; ${parameters} were trained`,
        ],
  );
}
