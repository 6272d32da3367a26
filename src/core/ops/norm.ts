import { symbol } from '../expr.js';
import { defineOp, sameAsInput, seesAll, seesPlace, type WeightSpec } from '../op.js';

export interface NormAttributes {
  /** Whose mean and variance: all channels of one place (layer), all places of one channel (instance), all places of a group of channels. */
  readonly over: 'layer' | 'instance' | 'group';
  /** How many groups of channels; for `group` alone. */
  readonly groups?: number;
  readonly epsilon: number;
  /** Whether it has γ, and whether β, one a channel. */
  readonly scale: boolean;
  readonly center: boolean;
}

const perChannel = (name: string): WeightSpec => ({ name, role: 'normTrainable', shape: [symbol('N')] });

/** Unlike batch norm, it takes mean and variance of what comes in, and so folds into nothing. */
export const norm = defineOp<NormAttributes>({
  title: ({ over, groups }) => `${over} normalisation${groups ? `, ${groups} groups` : ''}`,
  arity: 1,
  outputShape([shape], { groups = 1 }) {
    if (shape![2] % groups) throw new RangeError(`${groups} groups do not divide ${shape![2]} channels`);
    return sameAsInput([shape!]);
  },
  symbols: ([, , channels]) => ({ N: channels }),
  weights: ({ scale, center }) => [...(scale ? [perChannel('gamma')] : []), ...(center ? [perChannel('beta')] : [])],
  elementwise: 'normElements',
  role: 'other',
  inPlace: true,
  sight: ({ over }) => (over === 'layer' ? seesPlace() : seesAll()),
});
