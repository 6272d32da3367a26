import { activationClasses } from './activations.js';
import { arithmeticClasses } from './arithmetic.js';
import { convolutionClasses } from './convolutions.js';
import { inputOf, type ReadLayer } from './layer.js';
import { mergingClasses } from './merging.js';
import { poolingClasses } from './pooling.js';
import { shapingClasses } from './shaping.js';

/** What only acts in training, or nowhere. */
const IDLE: ReadonlySet<string> = new Set([
  'ActivityRegularization',
  'AlphaDropout',
  'AugMix',
  'CutMix',
  'Dropout',
  'GaussianDropout',
  'GaussianNoise',
  'Identity',
  'MixUp',
  'RandAugment',
  'SpatialDropout1D',
  'SpatialDropout2D',
  'SpatialDropout3D',
]);

/** A random crop also crops where nothing is random. */
export function isIdle(className: string): boolean {
  const name = plainName(className);
  return IDLE.has(name) || (name.startsWith('Random') && name !== 'RandomCrop');
}

/** Lays values out anew, in the order in which they come. */
export const readsAnyLayout = (className: string): boolean => /^(?:Flatten|Reshape)$/.test(plainName(className));

/** Keras 3 may put a package before the name. */
const plainName = (className: string): string => className.split('>').at(-1)!;

/** Every class of Keras layers that we know, by its name in a file. A new one is a line in the file of its like. */
const classes: Readonly<Record<string, ReadLayer>> = {
  ...activationClasses,
  ...arithmeticClasses,
  ...convolutionClasses,
  ...mergingClasses,
  ...poolingClasses,
  ...shapingClasses,
  // In the middle of a nested model: its input is what the model is given.
  InputLayer: inputOf,
};

/** How a class is read; `undefined` where we do not know it. */
export function readerOf(className: string): ReadLayer | undefined {
  const name = plainName(className);
  if (isIdle(name)) return inputOf;
  return Object.hasOwn(classes, name) ? classes[name] : undefined;
}
