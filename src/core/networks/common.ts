/** What every image classifier here has: an image that comes in, classes that go out. */
import { noNames, type PartNames } from '../blocks/part-names.js';
import { LARGEST_SIDE, MOST_CLASSES } from '../limits.js';
import type { NetworkBuilder } from '../network.js';
import type { ChoiceOption, IntegerOption, NumberOption, Resolution, ResolutionOption } from '../options.js';

/** One value of a choice, with what a reader sees. */
export const choice = <const Value extends string>(value: Value, title: string = value) => ({ value, title });

export const resolutionOption = (
  marks: readonly number[],
  minimum = 1,
): ResolutionOption & { readonly name: 'resolution' } => ({
  name: 'resolution',
  type: 'resolution',
  default: 224,
  minimum,
  maximum: LARGEST_SIDE,
  step: 32,
  marks,
  title: 'Resolution',
});

export const classesOption = {
  name: 'classes',
  type: 'integer',
  default: 1000,
  minimum: 1,
  maximum: MOST_CLASSES,
  step: 1,
  marks: [10, 100, 1000, 1001],
  title: 'Classes',
} as const satisfies IntegerOption;

export const epsilonOption = {
  name: 'normEpsilon',
  type: 'number',
  default: 1e-5,
  minimum: 0,
  maximum: 1,
  step: 1e-5,
  marks: [1e-5, 1e-3],
  title: 'BN epsilon',
} as const satisfies NumberOption;

export const paddingOption = {
  name: 'padding',
  type: 'choice',
  default: 'torch',
  values: [choice('torch', 'PyTorch'), choice('same', 'TensorFlow “same”')],
  title: 'Padding',
} as const satisfies ChoiceOption;

export function addImage(builder: NetworkBuilder, resolution: Resolution): string {
  const [height, width] = typeof resolution === 'number' ? [resolution, resolution] : resolution;
  return builder.add('input', 'input', { shape: [height, width, 3] }, []);
}

export const formatResolution = (resolution: Resolution): string =>
  typeof resolution === 'number' ? `${resolution}` : resolution.join('×');

/** Global mean, then a fully connected layer: `pool` and `classifier`. */
export function addClassifier(
  builder: NetworkBuilder,
  input: string,
  {
    classes,
    bias = true,
    names = noNames,
  }: { readonly classes: number; readonly bias?: boolean; readonly names?: PartNames },
): string {
  const pooled = builder.add('pool', 'global-average-pool', {}, [input], { names: names('pool') });
  return builder.add('classifier', 'dense', { units: classes, bias }, [pooled], { names: names('classifier') });
}
