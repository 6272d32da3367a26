/** What the accuracies at the end may stand against. */
import type { ConventionId } from '../../core/index.js';
import type { Choice } from '../shared/segments.js';
import { placeOf } from './arms.js';
import type { Loaded } from './load.js';

/** What final accuracies stand against: each arm by itself, or a number of its network. */
export type AgainstId = 'arm' | 'expansion' | 'parameters' | 'macs';

export const AGAINST: readonly AgainstId[] = ['arm', 'expansion', 'parameters', 'macs'];

/** Numbers of the arms that are nearer than this to each other are no axis. */
const LEAST_RATIO = 1.02;

/** `unit` is what the operations are called. */
export const titleOfAgainst = (against: AgainstId, unit: string): string =>
  ({ arm: 'by arm', expansion: 'expansion t', parameters: 'parameters', macs: unit })[against];

/** The arms themselves, and the numbers in which they differ. */
export function againstChoices(
  { experiment, arms }: Loaded,
  convention: ConventionId,
  unit: string,
): readonly Choice<AgainstId>[] {
  const differ = (against: AgainstId): boolean => {
    const places = arms.map((arm) => placeOf(arm, against, convention));
    if (places.some((place) => place === undefined)) return false;
    const [low, high] = [Math.min(...(places as number[])), Math.max(...(places as number[]))];
    return high > low * LEAST_RATIO;
  };
  const numbers = AGAINST.filter((against) => against !== 'arm' && (against === experiment.x || differ(against)));
  return ['arm' as const, ...numbers].map((value) => ({ value, title: titleOfAgainst(value, unit) }));
}
