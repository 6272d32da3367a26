import { activationClasses } from './activations.js';
import { convolutionClasses } from './convolutions.js';
import { inputOf, type ReadLayer } from './layer.js';
import { mergingClasses } from './merging.js';
import { poolingClasses } from './pooling.js';
import { shapingClasses } from './shaping.js';

/** What only acts in training. */
const IDLE = [
  'Dropout',
  'SpatialDropout2D',
  'GaussianNoise',
  'GaussianDropout',
  'AlphaDropout',
  'ActivityRegularization',
];

/** Every class of Keras layers that we know, by its name in a file. A new one is a line in the file of its like. */
const classes: Readonly<Record<string, ReadLayer>> = {
  ...activationClasses,
  ...convolutionClasses,
  ...mergingClasses,
  ...poolingClasses,
  ...shapingClasses,
  ...Object.fromEntries(IDLE.map((name) => [name, inputOf])),
  // In the middle of a nested model: its input is what the model is given.
  InputLayer: inputOf,
};

/** How a class is read; `undefined` where we do not know it. Keras 3 may put a package before the name. */
export function readerOf(className: string): ReadLayer | undefined {
  const name = className.split('>').at(-1)!;
  return Object.hasOwn(classes, name) ? classes[name] : undefined;
}
