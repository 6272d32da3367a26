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
  description: 'Height and width of the input image in pixels; HxW where it is not square.',
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
  description:
    'Outputs of the classifier: 1000 for ImageNet, 1001 with TensorFlow’s background class, 10 for CIFAR-10.',
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
  description: 'Added to the variance before the root: 1e-5 in PyTorch, 1e-3 or 1.001e-5 in Keras.',
} as const satisfies NumberOption;

export const paddingOption = {
  name: 'padding',
  type: 'choice',
  default: 'torch',
  values: [choice('torch', 'PyTorch'), choice('same', 'TensorFlow “same”')],
  title: 'Padding',
  description:
    'At stride 2 PyTorch pads on all sides, TensorFlow at the bottom and right: equal shapes, different values.',
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
