/** Arms with their networks: what is trained is what is drawn and counted. */
import {
  buildNetwork,
  countOperations,
  countParameters,
  familyOf,
  formatOption,
  optionOf,
  sameOption,
  type BlockRow,
  type Network,
  type OptionSpec,
  type OptionValue,
  type ConventionId,
} from '../../core/index.js';
import { finalsOf } from '../../figures/experiment-runs.js';
import { summarise, type Summary } from '../../words/experiment-statistics.js';
import type { NetworkChoice } from '../../explorer/source.js';
import type { Experiment, ExperimentIndex, LoggedRun } from './data.js';

/** One arm of an experiment, ready to be shown. */
export interface Arm {
  readonly id: string;
  readonly label: string;
  readonly isBaseline: boolean;
  readonly choice: NetworkChoice;
  readonly network: Network;
  /** All runs, the unfinished too. */
  readonly runs: readonly LoggedRun[];
  /** Accuracy after the last epoch of the recipe, a finished run each. */
  readonly finals: readonly number[];
  readonly summary: Summary | undefined;
  /** What its network has other than the baseline's, in words. */
  readonly differences: readonly string[];
}

/** The arms of an experiment in its order. Throws as `buildNetwork` does, naming the arm. */
export function armsOf(
  { recipe, arms }: ExperimentIndex,
  { arms: ids, baseline, labels = {} }: Experiment,
  runs: ReadonlyMap<string, readonly LoggedRun[]>,
): readonly Arm[] {
  const networks = new Map(ids.map((id) => [id, networkOf(id, arms[id]!.network)]));
  return ids.map((id) => {
    const { title, network: entry } = arms[id]!;
    const network = networks.get(id)!;
    const finals = finalsOf(runs.get(id) ?? [], recipe.epochs);
    return {
      id,
      label: labels[id] ?? title,
      isBaseline: id === baseline,
      choice: { network: entry.id, options: entry.options },
      network,
      runs: runs.get(id) ?? [],
      finals,
      summary: summarise(finals),
      differences: id === baseline ? [] : differencesOf(network, networks.get(baseline)!),
    };
  });
}

function networkOf(arm: string, { id, options }: { id: string; options: NetworkChoice['options'] }): Network {
  try {
    return buildNetwork(id, options);
  } catch (error) {
    throw new TypeError(`arms.${arm}: ${(error as Error).message}`, { cause: error });
  }
}

/** The expansion t of a network's blocks after the first; `undefined` where it has no such blocks. */
export function expansionOf({ id, options }: Network): number | undefined {
  return familyOf(id).effectiveBlocks?.(options)[1]?.[0];
}

/** Where an arm stands against a number of its network. */
export const placeOf = (arm: Arm, against: string, convention: ConventionId): number | undefined =>
  against === 'expansion'
    ? expansionOf(arm.network)
    : (against === 'macs' ? countOperations : countParameters)(arm.network, convention);

/** Options with another value than the baseline's. An expansion is one whether it is an option or in the table. */
function differencesOf(network: Network, baseline: Network): readonly string[] {
  const family = familyOf(network.id);
  if (network.id !== baseline.id) return [family.title];
  return family.options.flatMap(({ name }) => {
    const [value, before] = [network, baseline].map(({ options }) => options[name] ?? null) as [
      OptionValue,
      OptionValue,
    ];
    if (sameOption(value, before)) return [];
    if (name === 'expansion') return [`Expansion t ${expansionOf(network)}, not ${expansionOf(baseline)}`];
    const spec = optionOf(family, name);
    return [`${spec.title}: ${wordsOf(spec, value)}, not ${wordsOf(spec, before)}`];
  });
}

function wordsOf(spec: OptionSpec, value: OptionValue): string {
  if (spec.type === 'choice') return spec.values.find((one) => one.value === value)?.title ?? String(value);
  if (spec.type === 'flag') return value ? 'yes' : 'no';
  if (spec.type === 'blocks') return `c = ${(value as readonly BlockRow[]).map(([, channels]) => channels).join(' ')}`;
  return formatOption(spec, value);
}
