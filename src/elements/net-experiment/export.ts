/** The results as tables to take away, with the networks and the recipe written out. */
import { conventionOf, countOperations, countParameters, families, type ConventionId } from '../../core/index.js';
import { isFinished } from '../../figures/experiment-runs.js';
import type { ExportTable } from '../../words/table-export.js';
import { choiceToTexts } from '../../explorer/choice-texts.js';
import type { Arm } from './arms.js';
import type { Experiment, Recipe } from './data.js';
import { recipeSentence } from './recipe.js';
import { seedsOf } from './table.js';

export interface ExportRequest {
  readonly experiment: Experiment;
  readonly recipe: Recipe;
  readonly arms: readonly Arm[];
  readonly convention: ConventionId;
}

const optionsOf = ({ choice }: Arm): string =>
  [...choiceToTexts(choice, { families })].map(([name, value]) => `${name}=${value}`).join(' ');

function aboutOf({ experiment, recipe, arms, convention }: ExportRequest): readonly string[] {
  const { title, unit } = conventionOf(convention);
  return [
    experiment.question,
    recipeSentence(recipe, arms),
    `Parameters and operations are counted as ${title}; operations are ${unit} for one image.`,
    'Accuracies are shares of the test images, after the last epoch.',
  ];
}

/** A row an arm. */
export function exportFinals(request: ExportRequest): ExportTable {
  const { experiment, recipe, arms, convention } = request;
  const seeds = seedsOf(arms);
  return {
    title: `${experiment.title}: final test accuracies`,
    about: aboutOf(request),
    columns: [
      'arm',
      'network',
      'parameters',
      'operations',
      ...seeds.map((seed) => `seed ${seed}`),
      'runs',
      'mean',
      'standard deviation (n-1)',
    ],
    rows: arms.map((arm) => [
      arm.label,
      optionsOf(arm),
      countParameters(arm.network, convention),
      countOperations(arm.network, convention),
      ...seeds.map((seed) => {
        const run = arm.runs.find((one) => one.seed === seed);
        return run && isFinished(run, recipe.epochs) ? run.epochs.at(-1)!.test : null;
      }),
      arm.finals.length,
      arm.summary?.mean ?? null,
      arm.summary?.deviation ?? null,
    ]),
  };
}

/** A row an epoch. */
export function exportEpochs(request: ExportRequest): ExportTable {
  const { experiment, arms } = request;
  return {
    title: `${experiment.title}: every epoch`,
    about: aboutOf(request),
    columns: ['arm', 'network', 'seed', 'epoch', 'training loss', 'test accuracy', 'log', 'machine'],
    rows: arms.flatMap((arm) =>
      arm.runs.flatMap(({ seed, epochs, log, machine }) =>
        epochs.map(({ epoch, loss, test }) => [arm.label, optionsOf(arm), seed, epoch, loss, test, log, machine]),
      ),
    ),
  };
}
